import { describe, expect, it } from "vitest";
import { Errno } from "../../runtime/abi/errno.ts";
import { Signal, signalSet } from "../../runtime/abi/signal.ts";
import { SIG_BLOCK, SIG_SETMASK, SIG_UNBLOCK } from "../../runtime/abi/signal-flags.ts";
import { ENDED, WAIT } from "../../runtime/kernel/answer.ts";
import { changeMask, endTemporaryMask, setMask, suspend, temporaryMask } from "../../runtime/kernel/signal-mask.ts";
import { raise } from "../../runtime/kernel/signals.ts";
import { handle, makeKernel } from "./world-for-tests.ts";

const { SIGHUP, SIGINT, SIGKILL, SIGSTOP, SIGTERM, SIGUSR1 } = Signal;
const EVERYTHING = 2n ** 64n - 1n;
const [ONE, OTHER, BOTH] = [signalSet(SIGINT), signalSet(SIGTERM), signalSet(SIGINT, SIGTERM)];

describe("the mask", () => {
  it.each<[string, number, bigint, bigint]>([
    ["is added to by SIG_BLOCK", SIG_BLOCK, OTHER, BOTH],
    ["loses members by SIG_UNBLOCK", SIG_UNBLOCK, BOTH, 0n],
    ["keeps what it does not lose", SIG_UNBLOCK, OTHER, ONE],
    ["is replaced by SIG_SETMASK", SIG_SETMASK, OTHER, OTHER],
    ["never has SIGKILL and SIGSTOP", SIG_SETMASK, EVERYTHING, EVERYTHING & ~signalSet(SIGKILL, SIGSTOP)],
  ])("%s", (_, how, set, after) => {
    const { kernel, first } = makeKernel();
    first.signals.blocked = ONE;
    expect([changeMask(kernel, first, how, set), first.signals.blocked]).toEqual([0, after]);
  });

  it.each([-1, 3, 4, 0x7fffffff])("EINVAL for %i", (how) => {
    const { kernel, first } = makeKernel();
    first.signals.blocked = ONE;
    expect([changeMask(kernel, first, how, OTHER), first.signals.blocked]).toEqual([-Errno.EINVAL, ONE]);
  });

  it("what is unblocked acts at once: it ends the caller", () => {
    const { kernel, first } = makeKernel();
    first.signals.blocked = BOTH;
    raise(kernel, first, SIGTERM, "test");
    expect(setMask(kernel, first, ONE)).toBe(ENDED);
    expect(first.state).toEqual({ kind: "zombie", end: { signal: SIGTERM } });
  });

  it("what is unblocked and has a handler is ready for it", () => {
    const { kernel, first } = makeKernel();
    handle(first, SIGTERM);
    first.signals.blocked = BOTH;
    raise(kernel, first, SIGTERM, "test");
    expect([first.signals.ready, setMask(kernel, first, ONE), first.signals.ready]).toEqual([false, 0, true]);
  });
});

describe("a mask for one call", () => {
  it("holds until the call ends, however often that is tried", () => {
    const { kernel, first } = makeKernel();
    const { signals } = first;
    signals.blocked = ONE;
    expect([temporaryMask(kernel, first, OTHER), signals.blocked]).toEqual([0, OTHER]);
    expect([temporaryMask(kernel, first, OTHER), signals.maskBefore]).toEqual([0, ONE]);
    expect([endTemporaryMask(kernel, first, 5), signals.blocked, signals.maskBefore]).toEqual([5, ONE, undefined]);
  });

  it("may end the caller when it begins", () => {
    const { kernel, first } = makeKernel();
    first.signals.blocked = ONE;
    raise(kernel, first, SIGINT, "test");
    expect(temporaryMask(kernel, first, 0n)).toBe(ENDED);
  });

  it("may end the caller when it ends", () => {
    const { kernel, first } = makeKernel();
    temporaryMask(kernel, first, ONE);
    raise(kernel, first, SIGINT, "test");
    expect([first.state.kind, endTemporaryMask(kernel, first, 0), first.state.kind]).toEqual([
      "runnable",
      ENDED,
      "zombie",
    ]);
  });

  it("is none when there was none: the answer stays", () => {
    const { kernel, first } = makeKernel();
    expect([endTemporaryMask(kernel, first, -4), first.signals.blocked]).toEqual([-4, 0n]);
  });
});

describe("sigsuspend", () => {
  it("sleeps under another mask, which signals pass that have a handler", () => {
    const { kernel, first } = makeKernel();
    first.signals.blocked = signalSet(SIGUSR1);
    handle(first, SIGUSR1);
    expect([suspend(kernel, first, ONE), first.state.kind, first.signals.blocked]).toEqual([WAIT, "waiting", ONE]);
    raise(kernel, first, SIGUSR1, "test");
    expect([first.state.kind, first.signals.ready]).toEqual(["runnable", true]);
  });

  it("is not ended by what is blocked, nor by what is ignored", () => {
    const { kernel, first } = makeKernel();
    suspend(kernel, first, ONE);
    raise(kernel, first, SIGINT, "test");
    raise(kernel, first, Signal.SIGWINCH, "test");
    expect(first.state.kind).toBe("waiting");
  });

  it("ends with its process", () => {
    const { kernel, first } = makeKernel();
    first.signals.blocked = signalSet(SIGHUP);
    raise(kernel, first, SIGHUP, "test");
    expect(suspend(kernel, first, 0n)).toBe(ENDED);
  });
});
