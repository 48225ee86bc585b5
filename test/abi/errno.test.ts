import { wasi } from "@bjorn3/browser_wasi_shim";
import { describe, expect, it, test } from "vitest";
import { ERRNO_ROWS, Errno, errnoMessage, errnoName } from "../../runtime/abi/errno.ts";

describe("the rows of errors", () => {
  it("stand at the index that is their number", () => {
    expect(ERRNO_ROWS.map(([number]) => number)).toEqual(ERRNO_ROWS.map((_row, index) => index));
  });

  it("have names and messages that no other has", () => {
    expect(new Set(ERRNO_ROWS.map(([, name]) => name)).size).toBe(ERRNO_ROWS.length);
    expect(new Set(ERRNO_ROWS.map(([, , message]) => message)).size).toBe(ERRNO_ROWS.length);
  });

  it("have the numbers of WASI preview 1, every one of them", () => {
    const ofWasi = Object.entries(wasi).filter(([name]) => name.startsWith("ERRNO_"));
    const theirs = ofWasi.map(([name, number]) => [name.replace(/^ERRNO_/, ""), number]);
    const ours = ERRNO_ROWS.map(([number, name]) => [number === 0 ? name : name.slice(1), number]);
    for (const [name, number] of theirs) expect(ours, String(name)).toContainEqual([name, number]);
    expect(theirs.length).toBe(ours.length);
  });
});

test.each([
  ["ENOENT", 44],
  ["EAGAIN", 6],
  ["ECHILD", 12],
  ["EFAULT", 21],
  ["EINTR", 27],
  ["EPIPE", 64],
  ["ESRCH", 71],
] as const)("Errno.%s is %i", (name, number) => {
  expect(Errno[name]).toBe(number);
});

test.each([
  [44, "ENOENT", "no such file or directory"],
  [0, "SUCCESS", "success"],
  [77, "77", "unknown error 77"],
  [-1, "-1", "unknown error -1"],
])("error %i is called %s: %s", (errno, name, message) => {
  expect([errnoName(errno), errnoMessage(errno)]).toEqual([name, message]);
});

test("nobody can renumber an error", () => {
  expect(Object.isFrozen(Errno)).toBe(true);
});
