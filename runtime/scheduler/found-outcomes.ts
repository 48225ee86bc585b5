/** The distinct outcomes that a search has found so far, and how many schedules have led to each. */
import type { End } from "../abi/wait-status.ts";
import type { Waiter } from "./outcome.ts";
import type { OutputLog } from "./output-log.ts";
import type { Choices } from "./schedule.ts";

/** How a run can end. */
export type RunEnd =
  | { readonly kind: "ended"; readonly end: End }
  /** `end` is how the first process ended, if it did. */
  | { readonly kind: "deadlock"; readonly waiters: readonly Waiter[]; readonly end: End | undefined }
  /** It came to a state where it has been before, and can go round for ever. */
  | { readonly kind: "loop" }
  /** It went on for longer than anybody wanted to see, and was given up. */
  | { readonly kind: "cut" };

/** One distinct outcome. */
export interface FoundOutcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly end: RunEnd;
  /** What was noted of such runs (`OutputLog.note`), if anything. */
  readonly notes?: readonly string[] | undefined;
  /** The choices of a schedule that leads here, the first that was found. */
  readonly choices: Choices;
  /** How many schedules lead here, of those that were tried; above 2^53 it is rounded. */
  readonly count: number;
}

/** The same for outcomes of different searches that are the same. */
export function outcomeKey({ stdout, stderr, end, notes }: Omit<FoundOutcome, "count">): string {
  return JSON.stringify([stdout, stderr, end, notes]);
}

/** How often each outcome has come of something, by its number. */
export type Counts = ReadonlyMap<number, number>;

export class FoundOutcomes {
  readonly #list: Omit<FoundOutcome, "count">[] = [];
  readonly #numbers = new Map<string, number>();

  get size(): number {
    return this.#list.length;
  }

  /** The number of the outcome that a run has had; `choices` are asked for only if it is a new one. */
  numberOf(output: OutputLog, end: RunEnd, choices: () => Choices): number {
    const [stdout, stderr] = [output.text("stdout"), output.text("stderr")];
    const key = JSON.stringify([stdout, stderr, output.key, end]); // other bytes may be the same text
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.#list.push({ stdout, stderr, end, notes: output.notes, choices: choices() }) - 1;
      this.#numbers.set(key, number);
    }
    return number;
  }

  /** All, in the order in which they were found. */
  counted(all: Iterable<Counts>): FoundOutcome[] {
    const counts = new Map<number, number>();
    for (const some of all) addCounts(counts, some);
    return this.#list.map((outcome, number) => ({ ...outcome, count: counts.get(number) ?? 0 }));
  }

  clear(): void {
    this.#list.length = 0;
    this.#numbers.clear();
  }
}

export function addCounts(sum: Map<number, number>, counts: Counts): void {
  for (const [number, count] of counts) sum.set(number, Math.min((sum.get(number) ?? 0) + count, Number.MAX_VALUE));
}
