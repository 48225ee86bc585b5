import { describe, expect, it } from "vitest";
import { compare, outcomeOf } from "../../runtime/backend/compare.ts";
import type { RecordedCall, Recording } from "../../runtime/backend/recording.ts";

const FIRST = { emulated: 4_000_000, native: 5123 };

/** A call, from how it is written: `read(0, 5 bytes) = 5`. */
function call(line: string): RecordedCall {
  const [text = "", answer] = line.split(" = ");
  return { name: text.replace(/\(.*/, ""), text, answer: answer === undefined ? undefined : Number(answer) };
}

function run(
  pid: number,
  { stdout = "", stderr = "", end = { code: 0 } as Recording["end"] },
  ...lines: string[]
): Recording {
  return { stdout, stderr, end, processes: [{ pid, name: "1", calls: lines.map(call) }] };
}

describe("two runs are the same", () => {
  it("when they print the same and end the same, whatever they call", () => {
    const emulated = run(FIRST.emulated, { stdout: "a\n" }, 'fd_write(1, "a\\n") = 0');
    expect(compare(emulated, run(FIRST.native, { stdout: "a\n" }))).toBeUndefined();
  });

  it("when they differ in pids alone", () => {
    const emulated = run(FIRST.emulated, { stdout: `I am ${FIRST.emulated}\n` });
    const native = run(FIRST.native, { stdout: `I am ${FIRST.native}\n` });
    expect(compare(emulated, native)).toBeUndefined();
    expect(outcomeOf(emulated)).toBe(outcomeOf(native));
  });
});

describe("a difference", () => {
  it("names the first line that differs, and the first call that was answered otherwise", () => {
    const emulated = run(FIRST.emulated, { stdout: "x\nEOF\n" }, "pipe2(0x0) = 0", "fd_read(3, 1 bytes) = 0");
    const native = run(FIRST.native, { stdout: "x\nagain\n" }, "pipe2(0x0) = 0", "fd_read(3, 1 bytes) = -6");
    expect(compare(emulated, native)).toEqual({
      seen: { what: "stdout", line: 2, text: { emulated: "EOF", native: "again" } },
      call: {
        process: "1",
        number: 2,
        call: { emulated: call("fd_read(3, 1 bytes) = 0"), native: call("fd_read(3, 1 bytes) = -6") },
      },
    });
  });

  it("may be in how the first process ends, and that it made a call less", () => {
    const emulated = run(FIRST.emulated, { end: { code: 1 } }, "proc_exit(1)");
    const native = run(FIRST.native, { end: { signal: 11 } });
    expect(compare(emulated, native)).toMatchObject({
      seen: { what: "end", end: { emulated: { code: 1 }, native: { signal: 11 } } },
      call: { number: 1, call: { emulated: call("proc_exit(1)"), native: undefined } },
    });
  });

  it("may be that one never ends", () => {
    expect(compare(run(2, { end: "does not end" }), run(3, {}))?.seen).toMatchObject({ what: "end" });
  });

  it("is of no call where only the order was another, or clocks were looked at more often", () => {
    const emulated = run(
      FIRST.emulated,
      { stdout: "ab" },
      "clock_time_get(0, 0) = 0",
      `kill(${FIRST.emulated}, 0) = 0`,
    );
    const native = run(FIRST.native, { stdout: "ba" }, `kill(${FIRST.native}, 0) = 0`);
    expect(compare(emulated, native)?.call).toBeUndefined();
  });

  it("is told of the process whose difference came first", () => {
    const two = (first: string[], second: string[]): Recording => ({
      ...run(2, { stdout: String(first) }),
      processes: [
        { pid: 2, name: "1", calls: first.map(call) },
        { pid: 3, name: "1.1", calls: second.map(call) },
      ],
    });
    const emulated = two(["fork() = 3", "wait4(-1, 0) = 3"], ["fd_close(1) = 0"]);
    const native = two(["fork() = 3", "wait4(-1, 0) = -12"], ["fd_close(1) = -8"]);
    expect(compare(emulated, native)?.call).toMatchObject({ process: "1.1", number: 1 });
  });
});
