import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { type End, encodeEnd, encodeStop, exitCode, STATUS_CONTINUED } from "../../runtime/abi/wait-status.ts";

/** The macros of <sys/wait.h>, as glibc and musl define them. */
const WEXITSTATUS = (status: number) => (status & 0xff00) >> 8;
const WTERMSIG = (status: number) => status & 0x7f;
const WSTOPSIG = WEXITSTATUS;
const WIFEXITED = (status: number) => WTERMSIG(status) === 0;
const WIFSTOPPED = (status: number) => (status & 0xff) === 0x7f;
const WIFSIGNALED = (status: number) => (status & 0xffff) - 1 < 0xff && (status & 0xffff) - 1 >= 0;
const WIFCONTINUED = (status: number) => status === 0xffff;

/** Which of the four macros hold. */
function kinds(status: number): string[] {
  return Object.entries({ WIFEXITED, WIFSIGNALED, WIFSTOPPED, WIFCONTINUED }).flatMap(([name, holds]) =>
    holds(status) ? [name] : [],
  );
}

const code = fc.integer({ min: 0, max: 255 });
const signal = fc.integer({ min: 1, max: 64 });

describe("the macros of <sys/wait.h> find in a status word", () => {
  it("an exit, and its code", () => {
    fc.assert(
      fc.property(code, (code) => {
        expect(kinds(encodeEnd({ code }))).toEqual(["WIFEXITED"]);
        expect(WEXITSTATUS(encodeEnd({ code }))).toBe(code);
      }),
    );
  });

  it("a death, and its signal", () => {
    fc.assert(
      fc.property(signal, (signal) => {
        expect(kinds(encodeEnd({ signal }))).toEqual(["WIFSIGNALED"]);
        expect(WTERMSIG(encodeEnd({ signal }))).toBe(signal);
      }),
    );
  });

  it("a stop, and its signal", () => {
    fc.assert(
      fc.property(signal, (signal) => {
        expect(kinds(encodeStop(signal))).toEqual(["WIFSTOPPED"]);
        expect(WSTOPSIG(encodeStop(signal))).toBe(signal);
      }),
    );
  });

  it("that the child went on", () => {
    expect(kinds(STATUS_CONTINUED)).toEqual(["WIFCONTINUED"]);
  });
});

test.each<[End, number, number]>([
  [{ code: 0 }, 0, 0],
  [{ code: 7 }, 0x700, 7],
  [{ code: 255 }, 0xff00, 255],
  [{ code: 256 }, 0, 0],
  [{ code: -1 }, 0xff00, 255],
  [{ signal: 9 }, 9, 137],
  [{ signal: 11 }, 11, 139],
])("%j is the status word %i, and $? is %i", (end, word, shell) => {
  expect([encodeEnd(end), exitCode(end)]).toEqual([word, shell]);
});
