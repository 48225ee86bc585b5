import { describe, expect, it } from "vitest";
import { Signal, signalSet } from "../../runtime/abi/signal.ts";
import { SA_NODEFER, SA_RESETHAND } from "../../runtime/abi/signal-flags.ts";
import { takeSignal } from "../../runtime/kernel/deliver.ts";
import { DEFAULT_ACTION } from "../../runtime/kernel/dispositions.ts";
import { setMask, temporaryMask } from "../../runtime/kernel/signal-mask.ts";
import { raise } from "../../runtime/kernel/signals.ts";
import { HANDLER, handle, makeKernel, transcript } from "./world-for-tests.ts";

const { SIGHUP, SIGINT, SIGTERM, SIGUSR1 } = Signal;

function makeHandling(flags = 0, mask = 0n) {
  const made = makeKernel();
  handle(made.first, SIGINT, { flags, mask });
  made.first.signals.blocked = signalSet(SIGHUP);
  raise(made.kernel, made.first, SIGINT, "test", 9);
  return made;
}

describe("a guest that takes a signal", () => {
  it("is told the handler, who sent it, and the mask to put back", () => {
    const { kernel, first, events } = makeHandling();
    expect(takeSignal(kernel, first)).toMatchObject({
      action: { handler: HANDLER },
      info: { signal: SIGINT, pid: 9 },
      mask: signalSet(SIGHUP),
    });
    expect(transcript(events).at(-1)).toBe('handle 2 {"signal":2}');
  });

  it.each<[string, number, bigint, readonly number[]]>([
    ["has it blocked meanwhile", 0, 0n, [SIGHUP, SIGINT]],
    ["and what its action says besides", 0, signalSet(SIGTERM), [SIGHUP, SIGINT, SIGTERM]],
    ["but not with SA_NODEFER", SA_NODEFER, 0n, [SIGHUP]],
    ["unless its action says so", SA_NODEFER, signalSet(SIGINT), [SIGHUP, SIGINT]],
    ["never SIGKILL and SIGSTOP", SA_NODEFER, 2n ** 64n - 1n, allBut(Signal.SIGKILL, Signal.SIGSTOP)],
  ])("%s", (_, flags, mask, blocked) => {
    const { kernel, first } = makeHandling(flags, mask);
    takeSignal(kernel, first);
    expect(first.signals.blocked).toBe(signalSet(...blocked));
  });

  it("takes each once, and nothing when there is none", () => {
    const { kernel, first } = makeHandling();
    expect([first.signals.ready, takeSignal(kernel, first)?.info.signal]).toEqual([true, SIGINT]);
    expect([first.signals.ready, takeSignal(kernel, first)]).toEqual([false, undefined]);
  });

  it("takes no other than those with a handler, and none that is blocked", () => {
    const { kernel, first } = makeKernel();
    handle(first, SIGINT);
    first.signals.blocked = signalSet(SIGINT, SIGTERM);
    for (const signal of [SIGINT, SIGTERM]) raise(kernel, first, signal, "test");
    expect(takeSignal(kernel, first)).toBeUndefined();
  });

  it("takes the second while the first is handled: then its mask is the first's", () => {
    const { kernel, first } = makeHandling();
    handle(first, SIGUSR1);
    raise(kernel, first, SIGUSR1, "test");
    expect([takeSignal(kernel, first)?.mask, takeSignal(kernel, first)?.mask]).toEqual([
      signalSet(SIGHUP),
      signalSet(SIGHUP, SIGINT),
    ]);
  });

  it("after sigsuspend gets the mask from before it", () => {
    const { kernel, first } = makeHandling();
    setMask(kernel, first, signalSet(SIGINT, SIGUSR1));
    temporaryMask(kernel, first, signalSet(SIGTERM));
    expect(takeSignal(kernel, first)?.mask).toBe(signalSet(SIGINT, SIGUSR1));
    expect(first.signals).toMatchObject({ blocked: signalSet(SIGTERM, SIGINT), maskBefore: undefined });
  });

  it("has the default action again with SA_RESETHAND", () => {
    const { kernel, first } = makeHandling(SA_RESETHAND);
    expect(takeSignal(kernel, first)?.action.handler).toBe(HANDLER);
    expect(first.signals.dispositions.of(SIGINT)).toBe(DEFAULT_ACTION);
  });
});

function allBut(...signals: readonly number[]): number[] {
  return Array.from({ length: 64 }, (_, i) => i + 1).filter((signal) => !signals.includes(signal));
}
