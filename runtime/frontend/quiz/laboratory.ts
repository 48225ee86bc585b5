/**
 * Finds out what programs do, by trying all orders of events. What cannot be tried within a second or two is not found out.
 *
 *     const laboratory = new Laboratory(compile);
 *     const endings = await laboratory.endings(source);       undefined where there are too many orders
 */
import { explore, type ScheduledOutcome, type SearchOptions } from "../../backend/emulated/explore.ts";
import { ForkLog } from "./fork-log.ts";
import { readShape, type Shape, shapeKey } from "./shape.ts";

/** Makes a Wasm program of a C source. */
export type Compile = (source: string) => Promise<Uint8Array>;

/** What a run can leave behind, however it came to it. */
export interface Ending {
  /** What was printed, without space around it. */
  readonly output: string;
  /** Do processes wait for ever? */
  readonly hangs: boolean;
  /** A way to see it. */
  readonly outcome: ScheduledOutcome;
}

/** A second or two of trying. */
const MAX_STEPS = 6000;

/** A program of a quiz never decides so often, unless it never ends. */
const LONGEST = 400;

export class Laboratory {
  readonly #compile: Compile;
  readonly #endings = new Map<string, Promise<readonly Ending[] | undefined>>();
  readonly #shapes = new Map<string, Promise<readonly Shape[] | undefined>>();

  constructor(compile: Compile) {
    this.#compile = compile;
  }

  /** Every way in which it can end; undefined where not all of them are found, or where it can go on for ever. */
  endings(source: string): Promise<readonly Ending[] | undefined> {
    return remembered(this.#endings, source, async () => {
      const outcomes = await this.#explore(source);
      if (outcomes === undefined || outcomes.some(({ end }) => end.kind === "loop")) return undefined;
      const endings = outcomes.map((outcome): Ending => {
        return { output: outcome.stdout.trim(), hangs: outcome.end.kind === "deadlock", outcome };
      });
      return byKey(endings, ({ output, hangs }) => `${hangs} ${output}`);
    });
  }

  /** Every process tree that it can have; undefined where not all of them are found. */
  shapes(source: string): Promise<readonly Shape[] | undefined> {
    return remembered(this.#shapes, source, async () => {
      const log = new ForkLog();
      const outcomes = await this.#explore(source, { log, listen: log.listen });
      if (outcomes === undefined) return undefined;
      return byKey(
        outcomes.map(({ stdout }) => readShape(stdout)),
        shapeKey,
      );
    });
  }

  async #explore(source: string, more: Partial<SearchOptions> = {}): Promise<readonly ScheduledOutcome[] | undefined> {
    const program = await this.#compile(source);
    const { complete, outcomes } = await explore({
      program,
      name: "quiz",
      preempt: "loops", // as commands have it: so a schedule means the same to them
      maxSteps: MAX_STEPS,
      longest: LONGEST,
      ...more,
    });
    return complete ? outcomes : undefined;
  }
}

/** The first of each key. */
function byKey<T>(list: readonly T[], key: (one: T) => string): T[] {
  const firsts = new Map<string, T>();
  for (const one of list) if (!firsts.has(key(one))) firsts.set(key(one), one);
  return [...firsts.values()];
}

function remembered<T>(known: Map<string, Promise<T>>, source: string, find: () => Promise<T>): Promise<T> {
  const found = known.get(source) ?? find();
  known.set(source, found);
  return found;
}
