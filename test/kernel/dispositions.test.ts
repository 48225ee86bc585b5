import { describe, expect, it, test } from "vitest";
import { hasSignal, SIGNAL_MAX, Signal, signalName, signalSet } from "../../runtime/abi/signal.ts";
import { SA_NOCLDSTOP, SA_NOCLDWAIT, SIG_DFL, SIG_IGN } from "../../runtime/abi/signal-flags.ts";
import { blocks, DEFAULT_ACTION, Dispositions, disownsChildren, ignores } from "../../runtime/kernel/dispositions.ts";
import { HANDLER, handle, ignore, makeKernel } from "./world-for-tests.ts";

const ALL = Array.from({ length: SIGNAL_MAX }, (_, i) => i + 1);
const members = (set: bigint) => ALL.filter((signal) => hasSignal(set, signal)).map(signalName);
const BY_DEFAULT = ["SIGCHLD", "SIGCONT", "SIGURG", "SIGWINCH"];

test("by default nothing is handled, and what does nothing is ignored", () => {
  expect(members(Dispositions.DEFAULT.ignored)).toEqual(BY_DEFAULT);
  expect(Dispositions.DEFAULT.handled).toBe(0n);
  expect(Dispositions.DEFAULT.of(64)).toBe(DEFAULT_ACTION);
});

describe.each(ALL.map((signal) => [signalName(signal), signal] as const))("%s", (name, signal) => {
  it("is ignored when that is said, and no other with it", () => {
    const { first } = makeKernel();
    ignore(first, signal);
    expect(ALL.filter((other) => ignores(first, other)).map(signalName)).toEqual(
      ALL.map(signalName).filter((other) => other === name || BY_DEFAULT.includes(other)),
    );
  });

  it("is not ignored when it has a handler", () => {
    const { first } = makeKernel();
    handle(first, signal);
    expect([ignores(first, signal), members(first.signals.dispositions.handled)]).toEqual([false, [name]]);
  });

  it("does what it did by default when that is said again", () => {
    const { first } = makeKernel();
    handle(first, signal);
    handle(first, signal, { handler: SIG_DFL });
    expect([ignores(first, signal), first.signals.dispositions.handled]).toEqual([BY_DEFAULT.includes(name), 0n]);
  });

  it("is blocked when its bit says so, and no other with it", () => {
    const { first } = makeKernel();
    first.signals.blocked = signalSet(signal);
    expect(ALL.filter((other) => blocks(first, other))).toEqual([signal]);
  });
});

test("a value never changes: who has it keeps it when another is made of it", () => {
  const before = Dispositions.DEFAULT.with(Signal.SIGINT, { handler: HANDLER, mask: 5n, flags: 1 });
  const after = before.with(Signal.SIGINT, { handler: SIG_IGN, mask: 0n, flags: 0 });
  expect([before.of(Signal.SIGINT).handler, after.of(Signal.SIGINT).handler]).toEqual([HANDLER, SIG_IGN]);
});

test("after an exec what was ignored stays so, handlers are no more, nor are flags", () => {
  const { first } = makeKernel();
  handle(first, Signal.SIGUSR1);
  handle(first, Signal.SIGCHLD, { handler: SIG_DFL, flags: SA_NOCLDWAIT });
  ignore(first, Signal.SIGTERM);
  first.signals.dispositions = first.signals.dispositions.withoutHandlers();
  expect([members(first.signals.dispositions.ignored), first.signals.dispositions.handled]).toEqual([
    ["SIGTERM", ...BY_DEFAULT],
    0n,
  ]);
  expect(disownsChildren(first)).toBe(false);
});

test.each([
  ["that has said nothing", undefined, false],
  ["that ignores SIGCHLD", { handler: SIG_IGN }, true],
  ["with SA_NOCLDWAIT", { handler: SIG_DFL, flags: SA_NOCLDWAIT }, true],
  ["with a handler and SA_NOCLDWAIT", { flags: SA_NOCLDWAIT }, true],
  ["with a handler and SA_NOCLDSTOP", { flags: SA_NOCLDSTOP }, false],
])("does a process %s leave no zombies?", (_who, action, disowns) => {
  const { first } = makeKernel();
  if (action !== undefined) handle(first, Signal.SIGCHLD, action);
  expect(disownsChildren(first)).toBe(disowns);
});
