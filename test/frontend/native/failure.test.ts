import { constants } from "node:os";
import { describe, expect, it } from "vitest";
import { check, failure } from "../../../runtime/frontend/native/failure.ts";

describe("what the host refuses", () => {
  it.each([
    ["EAGAIN", "Cannot fork: resource temporarily unavailable (EAGAIN)"],
    ["ECHILD", "Cannot fork: no child processes (ECHILD)"],
    ["EPERM", "Cannot fork: operation not permitted (EPERM)"],
  ] as const)("%s: %s", (code, message) => {
    const errno = -constants.errno[code];
    expect(failure("fork", "fork", errno)).toMatchObject({ message, code, errno, syscall: "fork" });
  });

  it("is no failure where it answers a result", () => {
    expect(check("fork", "fork", 7)).toBe(7);
    expect(() => check("fork", "fork", -1)).toThrow("Cannot fork");
  });
});
