import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import * as status from "../../runtime/abi/wait-status.ts";
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

describe("our own macros", () => {
  const { WEXITSTATUS: ourExitStatus, WTERMSIG: ourTermSig, WSTOPSIG: ourStopSig } = status;
  const { WIFEXITED: ourExited, WIFSTOPPED: ourStopped, WIFSIGNALED: ourSignaled, WIFCONTINUED: ourContinued } = status;
  const ours = [ourExitStatus, ourTermSig, ourStopSig, ourExited, ourStopped, ourSignaled, ourContinued];
  const theirs = [WEXITSTATUS, WTERMSIG, WSTOPSIG, WIFEXITED, WIFSTOPPED, WIFSIGNALED, WIFCONTINUED];
  const word = fc.oneof(
    code.map((code) => encodeEnd({ code })),
    signal.map((signal) => encodeEnd({ signal })),
    signal.map(encodeStop),
    fc.constant(STATUS_CONTINUED),
  );

  it("say of each word that the kernel stores what those of <sys/wait.h> say", () => {
    fc.assert(
      fc.property(word, (word) => {
        expect(ours.map((macro) => macro(word))).toEqual(theirs.map((macro) => macro(word)));
      }),
    );
  });

  it("find the signal of a process that dumped core, too", () => {
    expect([ourSignaled(0x8b), ourTermSig(0x8b), ourExited(0x8b)]).toEqual([true, 11, false]);
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
