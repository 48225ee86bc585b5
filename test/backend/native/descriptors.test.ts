import { closeSync, fstatSync, openSync } from "node:fs";
import { expect, it } from "vitest";
import { loadAddon } from "../../../runtime/backend/native/addon.ts";
import { adopt, FIRST, hostFd } from "../../../runtime/backend/native/descriptors.ts";
import { describeNative } from "./native.ts";

it("a guest's descriptor lies above Node's own; what is none stays none", () => {
  expect([hostFd(0), hostFd(5), hostFd(-1), hostFd(-2147483648)]).toEqual([FIRST, FIRST + 5, -1, -1]);
});

describeNative("what the host opened", () => {
  it("is moved to where guests have theirs, at the lowest number that is free", () => {
    const host = loadAddon();
    const [one, other] = [openSync("/dev/null", "r"), openSync("/dev/null", "r")];
    const [first, second] = [adopt(host, one, false), adopt(host, other, true)];
    expect(second).toBeGreaterThan(first);
    expect(() => fstatSync(one)).toThrow("EBADF");
    closeSync(hostFd(first));
    closeSync(hostFd(second));
  });

  it("stays an error if it is one", () => {
    expect(adopt(loadAddon(), -2, false)).toBe(-2);
  });
});
