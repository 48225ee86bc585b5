import { describe, expect, it } from "vitest";
import { Signal, signalSet } from "../../runtime/abi/signal.ts";
import { FPE_INTDIV, ILL_ILLOPN, SEGV_MAPERR, SI_KERNEL } from "../../runtime/abi/signal-flags.ts";
import { takeSignal } from "../../runtime/kernel/deliver.ts";
import type { Process } from "../../runtime/kernel/process.ts";
import { trap } from "../../runtime/kernel/trap.ts";
import { handle, ignore, makeKernel, signalInfo, transcript } from "./world-for-tests.ts";

const { SIGBUS, SIGFPE, SIGILL, SIGKILL, SIGSEGV } = Signal;

describe("a program that traps", () => {
  it.each<[string, (process: Process) => void]>([
    ["without a handler", () => {}],
    ["and ignores the signal", (process) => ignore(process, SIGSEGV)],
    [
      "and blocks the signal",
      (process) => {
        handle(process, SIGSEGV);
        process.signals.blocked = signalSet(SIGSEGV);
      },
    ],
    [
      "in the handler of a trap",
      (process) => {
        handle(process, SIGSEGV);
        process.trap = SIGFPE;
      },
    ],
  ])("%s ends by that signal", (_, prepare) => {
    const { kernel, first, events } = makeKernel();
    prepare(first);
    trap(kernel, first, SIGSEGV, "a wild pointer");
    expect(first.state).toEqual({ kind: "zombie", end: { signal: SIGSEGV } });
    expect(transcript(events)[0]).toBe('signal 2 {"signal":11,"why":"a wild pointer"}');
  });

  it.each([
    [SIGSEGV, SEGV_MAPERR],
    [SIGFPE, FPE_INTDIV],
    [SIGILL, ILL_ILLOPN],
    [SIGBUS, SI_KERNEL],
  ])("runs the handler for signal %i with nothing below it, and is told the code %i", (signal, code) => {
    const { kernel, first } = makeKernel();
    handle(first, signal);
    trap(kernel, first, signal, "test");
    expect(first).toMatchObject({ state: { kind: "runnable" }, trap: signal, resume: { kind: "handler" } });
    expect(first.signals.ready).toBe(true);
    expect(takeSignal(kernel, first)?.info).toEqual(signalInfo(signal, { code }));
  });

  it("is told of the trap, not of a signal of that number that was pending", () => {
    const { kernel, first } = makeKernel();
    handle(first, SIGSEGV);
    first.signals.pending.add(signalInfo(SIGSEGV, { code: 0, pid: 9 }));
    trap(kernel, first, SIGSEGV, "test");
    expect([takeSignal(kernel, first)?.info.code, first.signals.pending.count]).toEqual([SEGV_MAPERR, 0]);
  });

  it("by SIGKILL, as the host has no memory, ends", () => {
    const { kernel, first } = makeKernel();
    trap(kernel, first, SIGKILL, "test");
    expect(first.state.kind).toBe("zombie");
  });
});
