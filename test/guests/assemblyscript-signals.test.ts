/** Signal handlers in AssemblyScript: called by the program's own code, and free to do what they like there. */
import { describe, expect, it } from "vitest";
import { lines } from "./assemblyscript.ts";
import { assemblyScript, runWithSeed } from "./run-guest.ts";

describe("handlers", () => {
  it.each(["incremental", "minimal", "stub"])(
    "may allocate whatever the program was doing (--runtime %s)",
    async (runtime) => {
      const program = await assemblyScript(
        `import { exit, fork, getpid, kill, onSignal, print, Signal, wait } from "prong";
      let seen = 0, isOver = false, wrong = 0;
      const notes: string[] = [];
      onSignal(Signal.SIGUSR1, (signal: i32) => { seen++; for (let i = 0; i < 20; i++) notes[i] = "note " + i.toString(); });
      onSignal(Signal.SIGTERM, (signal: i32) => { isOver = true; });
      for (let i = 0; i < 20; i++) notes.push("");
      const parent = getpid();
      if (fork().isChild) {
        for (let i = 0; i < 60; i++) { kill(parent, Signal.SIGUSR1); for (let j = 0; j < i * 7 % 100; j++) seen++; }
        kill(parent, Signal.SIGTERM);
        exit(0);
      }
      let list: string[] = [];
      for (let round = 0; !isOver; round++) {
        list.push("main " + (round % 100).toString());
        if (list.length < 100) continue;
        for (let i = 0; i < 100; i++) if (list[i] != "main " + i.toString()) wrong++;
        list = [];
      }
      wait();
      for (let i = 0; i < 20; i++) if (notes[i] != "note " + i.toString()) wrong++;
      print((seen > 10).toString() + " " + wrong.toString());`,
        ["--runtime", runtime],
      );
      for (const seed of [1, 2]) {
        const { stdout, stderr } = await runWithSeed(program, seed, { preempt: "loops", watchCalls: false });
        expect({ stdout, stderr }).toEqual({ stdout: "true 0\n", stderr: "" });
      }
    },
  );

  it("leave the answers of the call alone after which they run", async () => {
    const { lines: printed } = await lines(
      "onSignal, pipe, print, raise, readNumber, writeNumber, Signal, blockSignals, signalSet, kill, getpid, fork, exit, wait",
      `onSignal(Signal.SIGUSR1, (signal: i32) => print("a line in a handler"));
      const parent = getpid();
      const both = pipe();
      if (fork().isChild) {
        kill(parent, Signal.SIGUSR1);
        writeNumber(both.writeEnd, 1234567);
        exit(0);
      }
      const number = new StaticArray<i32>(1);
      print(readNumber(both.readEnd, number) ? number[0].toString() : "nothing read");`,
    );
    expect(printed).toEqual(["a line in a handler", "1234567"]);
  });

  it("that come together run the last first, and see who sent what", async () => {
    const { lines: printed } = await lines(
      "blockSignals, getpid, onSignalInfo, print, SI_QUEUE, SI_USER, kill, Signal, SignalInfo, sigqueue, SIGRTMIN, setSignalMask",
      `function tell(info: SignalInfo): void {
        print([info.signal, info.value].join(" ") + (info.code == SI_QUEUE ? " queued" : info.code == SI_USER ? " by kill" : ""));
      }
      onSignalInfo(Signal.SIGHUP, tell);
      onSignalInfo(SIGRTMIN, tell);
      const before = blockSignals(~0);
      kill(getpid(), Signal.SIGHUP);
      sigqueue(getpid(), SIGRTMIN, 5);
      setSignalMask(before);`,
    );
    expect(printed).toEqual(["34 5 queued", "1 0 by kill"]);
  });

  it("may fork, and both processes go on behind the handler", async () => {
    const { lines: printed } = await lines(
      "exit, fork, onSignal, print, raise, Signal, wait",
      `let isChild = false;
      onSignal(Signal.SIGHUP, (signal: i32) => { isChild = fork().isChild; });
      raise(Signal.SIGHUP);
      if (isChild) { print("the child"); exit(0); }
      wait();
      print("the parent");`,
    );
    expect(printed).toEqual(["the child", "the parent"]);
  });

  it("are refused for SIGKILL and for no signal, and may be for one time only", async () => {
    const { lines: printed, outcome } = await lines(
      "Errno, onSignal, print, raise, SA_RESETHAND, Signal",
      `const handler = (signal: i32): void => print("handled");
      print((onSignal(Signal.SIGKILL, handler) == -Errno.EINVAL).toString());
      print((onSignal(65, handler) == -Errno.EINVAL).toString());
      onSignal(Signal.SIGUSR1, handler, SA_RESETHAND);
      raise(Signal.SIGUSR1);
      raise(Signal.SIGUSR1);`,
    );
    expect(printed).toEqual(["true", "true", "handled"]);
    expect(outcome.end).toEqual({ signal: 10 });
  });

  it.each([
    ["handled", "onSignal(Signal.SIGABRT, (signal: i32) => print('caught'));", ["caught"]],
    ["ignored", "ignoreSignal(Signal.SIGABRT);", []],
    ["blocked", "blockSignals(signalSet([Signal.SIGABRT]));", []],
  ])("cannot keep a program that throws from ending by SIGABRT: %s", async (_, before, said) => {
    const { lines: printed, outcome } = await lines(
      "blockSignals, ignoreSignal, onSignal, print, Signal, signalSet",
      `${before}
      throw new Error("over");`,
    );
    expect(printed).toEqual(said);
    expect(outcome.end).toEqual({ signal: 6 });
  });
});
