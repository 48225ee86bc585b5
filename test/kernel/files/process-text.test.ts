import { describe, expect, it } from "vitest";
import { Signal, signalSet } from "../../../runtime/abi/signal.ts";
import { SIG_IGN } from "../../../runtime/abi/signal-flags.ts";
import { stateLetter, statText, statusText, stringsText } from "../../../runtime/kernel/files/process-text.ts";
import type { Process } from "../../../runtime/kernel/process.ts";
import { sleepOn, WaitQueue } from "../../../runtime/kernel/wait-queue.ts";
import { Rig } from "../rig.ts";

const rows = (text: string) => Object.fromEntries(text.split("\n").map((line) => line.split(":\t")));

describe("stat", () => {
  it("has the 52 fields of Linux, in one line", () => {
    const { process } = new Rig();
    const text = statText(process);
    expect(text.endsWith("\n")).toBe(true);
    const fields = text.trimEnd().split(" ");
    expect(fields).toHaveLength(52);
    expect(fields.slice(0, 8)).toEqual(["2", "(guest)", "R", "1", "2", "2", "0", "-1"]);
  });

  it("cuts a name at 15 letters", () => {
    const { process } = new Rig();
    process.program = "/usr/bin/a-name-that-is-too-long";
    expect(statText(process)).toContain("(a-name-that-is-)");
  });

  it("tells faults, and the pages of its memory", () => {
    const { process } = new Rig();
    process.faults.zero = 3;
    process.faults.fork = 4;
    process.image?.space.pages.grow(32);
    const fields = statText(process).split(" ");
    expect([fields[9], fields[22], fields[23]]).toEqual(["7", String(32 * 4096), "0"]);
  });
});

describe("a state", () => {
  const asleep = (on: (process: Process) => WaitQueue) => {
    const { process } = new Rig();
    sleepOn(process, [on(process)]);
    return stateLetter(process);
  };

  it.each([
    ["R", () => stateLetter(new Rig().process)],
    ["S", () => asleep(() => new WaitQueue("anything"))],
    ["D", () => asleep((process) => process.memoryReturned)],
    ["T", () => stateLetter(Object.assign(new Rig().process, { state: { kind: "stopped", by: 19 } }))],
    ["Z", () => stateLetter(Object.assign(new Rig().process, { state: { kind: "zombie", end: { code: 0 } } }))],
  ])("is %s", (letter, state) => {
    expect(state()).toBe(letter);
  });
});

describe("status", () => {
  it("says the same in words", () => {
    const { process } = new Rig();
    process.image?.space.pages.grow(16);
    expect(rows(statusText(process))).toMatchObject({
      Name: "guest",
      State: "R (running)",
      Pid: "2",
      PPid: "1",
      NSsid: "2",
      VmSize: "      64 kB",
      Threads: "1",
    });
  });

  it("says which signals are blocked and ignored, not those that are ignored by default", () => {
    const { process } = new Rig();
    process.signals.blocked = signalSet(Signal.SIGHUP, Signal.SIGINT);
    process.signals.dispositions = process.signals.dispositions
      .with(Signal.SIGPIPE, { handler: SIG_IGN, mask: 0n, flags: 0 })
      .with(Signal.SIGUSR1, { handler: 7, mask: 0n, flags: 0 });
    expect(rows(statusText(process))).toMatchObject({
      SigBlk: "0000000000000003",
      SigIgn: "0000000000001000",
      SigCgt: "0000000000000200",
      SigPnd: "0000000000000000",
    });
  });
});

it("strings have a NUL behind each, and a zombie has none", () => {
  const { process } = new Rig();
  expect(stringsText(process, ["a", "", "b c"])).toBe("a\0\0b c\0");
  process.state = { kind: "zombie", end: { code: 0 } };
  expect(stringsText(process, ["a"])).toBe("");
});
