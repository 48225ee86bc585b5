/**
 * Matchers for Vitest 4, all of which search: `await expect(guest).toOnlyPrint(["2\n"])`. Importing `prong/vitest` registers them.
 * With `.not` a test asks that some schedule is otherwise.
 */
import type { MatcherState } from "vitest";
import type { SignalName } from "../../abi/signal.ts";
import { alwaysReap, type Expectation, neverDeadlock, onlyExitWith, onlyPrint } from "../testing/expectations.ts";
import { judge, judgeRaces, type Verdict } from "../testing/judge.ts";
import { paintFor, paintMessage } from "./paint.ts";

type OneOrMany<T> = T | readonly T[];

/** In every schedule ... */
export interface ProngMatchers {
  /** ... it ends, and has printed one of these to standard output. */
  toOnlyPrint(texts: OneOrMany<string>): Promise<void>;
  /** ... its first process ends with one of these codes or signals, and all others end, too. */
  toOnlyExitWith(ends: OneOrMany<number | SignalName>): Promise<void>;
  /** ... somebody can go on until all have ended. One that goes round for ever does not deadlock. */
  toNeverDeadlock(): Promise<void>;
  /**
   * ... it ends, and each process but the first was waited for by its own parent, or that ignores SIGCHLD: none is left to
   * process 1, neither as an orphan nor as a zombie.
   */
  toAlwaysReap(): Promise<void>;
  /** ... no two accesses to shared memory race. Processes are interrupted at each of them: `preempt` is `"memory"`. */
  toHaveNoRaces(): Promise<void>;
}

declare module "vitest" {
  // biome-ignore lint/suspicious/noExplicitAny: declarations merge only where their parameters are the same
  interface Matchers<T = any> extends ProngMatchers {}
}

interface Result {
  readonly pass: boolean;
  message(): string;
}

export const matchers = {
  toOnlyPrint(this: MatcherState, guest: unknown, texts: OneOrMany<string>) {
    return match(this, guest, onlyPrint([texts].flat()));
  },
  toOnlyExitWith(this: MatcherState, guest: unknown, ends: OneOrMany<number | SignalName>) {
    return match(this, guest, onlyExitWith([ends].flat()));
  },
  toNeverDeadlock(this: MatcherState, guest: unknown) {
    return match(this, guest, neverDeadlock);
  },
  toAlwaysReap(this: MatcherState, guest: unknown) {
    return match(this, guest, alwaysReap);
  },
  async toHaveNoRaces(this: MatcherState, guest: unknown) {
    return resultOf(this, await judgeRaces(guest, { paint: paintFor(this.utils) }));
  },
};

async function match(state: MatcherState, guest: unknown, expectation: Expectation): Promise<Result> {
  const { isNot, utils } = state;
  return resultOf(state, await judge(guest, expectation, { opposite: isNot, paint: paintFor(utils) }));
}

function resultOf({ utils }: MatcherState, { isMet, text }: Verdict): Result {
  return { pass: isMet, message: () => paintMessage(text, utils) };
}
