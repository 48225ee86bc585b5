/**
 * Runs a program two times at once, step by step, and compares the two worlds: a run is a function of the program, its input and
 * its decisions, so they are the same at every step. Where they are not, something has come in that must not: that is our own bug,
 * or a directory of the host that both runs change.
 *
 *     const { difference } = await runTwice({ program, name: "sieve", policy: () => new Random(7), streams });
 */
import type { Pid } from "../../abi/ids.ts";
import { digest } from "../../kernel/digest.ts";
import type { KernelEvent } from "../../kernel/event.ts";
import { HostStreams } from "../../kernel/files/host.ts";
import type { Window } from "../../kernel/terminal/terminal.ts";
import type { Outcome } from "../../scheduler/outcome.ts";
import { OutputLog, type StreamName } from "../../scheduler/output-log.ts";
import type { Policy } from "../../scheduler/policy.ts";
import type { Schedule } from "../../scheduler/schedule.ts";
import { type FinalOutcome, type ReadInput, System, type SystemOptions } from "./system.ts";

/** What is told of single calls. */
const OF_CALLS: ReadonlySet<KernelEvent["kind"]> = new Set(["call", "answer", "transfer"]);

export interface TwiceOptions extends Omit<SystemOptions, "policy"> {
  /** Makes the policy of a run; both are asked the same. Round-robin unless told otherwise. */
  readonly policy?: () => Policy;
  /** What comes in, to both: as `System.finish` has it. */
  readonly readInput?: ReadInput;
  readonly typed?: (() => Uint8Array | undefined) | undefined;
  /** Changes to the terminal's window, which are made known between two steps. */
  readonly resized?: () => Window | undefined;
  /** Worlds are compared behind every so many steps, and at the end: 1 unless told otherwise. */
  readonly every?: number;
  /** So many steps are made at most. */
  readonly most?: number;
}

export interface Difference {
  /** The number of the step, from 0 on, behind which it was found. */
  readonly step: number;
  /** Who ran in that step in the first run, and the call that it made last there. */
  readonly pid: Pid | undefined;
  readonly call: string | undefined;
  /** What was not the same, the most telling. */
  readonly what: "who ran" | "the outcome" | "the output" | "the world";
}

export interface Twice {
  /** How many steps were made. */
  readonly steps: number;
  /** How both ended; undefined where they differ, or there were too many steps. */
  readonly outcome: FinalOutcome | undefined;
  readonly schedule: Schedule;
  readonly difference: Difference | undefined;
}

/** Writes to two streams. */
class Tee extends HostStreams {
  readonly #streams: readonly HostStreams[];

  constructor(...streams: HostStreams[]) {
    super();
    this.#streams = streams;
  }

  override write(stream: StreamName, bytes: Uint8Array): void {
    for (const one of this.#streams) one.write(stream, bytes.slice());
  }
}

/** One of the two. */
class Twin {
  readonly output = new OutputLog();
  system: System | undefined;
  /** The last call of this step. */
  call: string | undefined;

  hear(event: KernelEvent): void {
    if (event.kind === "call") this.call = event.text;
  }

  get machine() {
    return (this.system as System).machine;
  }

  step(): Outcome | undefined {
    this.call = undefined;
    return this.machine.step();
  }

  get digest(): string {
    this.machine.save();
    return digest(this.machine.kernel.world);
  }
}

/** Output goes to `streams` once, and events are heard once: those of the first run. Throws as `System.create` does. */
export async function runTwice(options: TwiceOptions): Promise<Twice> {
  const { policy: makePolicy, readInput = async () => undefined, typed = () => undefined, ...rest } = options;
  const {
    resized = () => undefined,
    every = 1,
    most = Number.POSITIVE_INFINITY,
    listen = () => {},
    streams,
    ...common
  } = rest;
  if (!(every >= 1)) throw new RangeError(`Cannot compare every ${every} steps: expected at least 1`);
  const [one, other] = [new Twin(), new Twin()];
  const policy = () => (makePolicy === undefined ? {} : { policy: makePolicy() });
  const create = (more: Pick<SystemOptions, "streams" | "listen">) =>
    System.create({ ...common, ...policy(), ...more, watchCalls: true });
  const isWatched = options.watchCalls === true;
  one.system = await create({
    streams: new Tee(one.output, streams),
    listen: (event) => {
      one.hear(event);
      if (isWatched || !OF_CALLS.has(event.kind)) listen(event);
    },
  });
  other.system = await create({ streams: other.output, listen: (event) => other.hear(event) });
  const systems = [one.system, other.system];
  const done = (steps: number, outcome?: FinalOutcome, difference?: Difference): Twice => ({
    steps,
    outcome,
    difference,
    schedule: (one.system as System).schedule,
  });
  for (let step = 0; step < most; step++) {
    const bytes = typed();
    const window = resized();
    for (const system of systems) {
      if (bytes !== undefined) system.input(bytes.slice());
      if (window !== undefined) system.resize(window);
    }
    const outcome = one.step();
    const what = differ(one, other, outcome, outcome !== undefined || step % every === every - 1);
    if (what !== undefined) {
      return done(step + 1, undefined, { step, pid: one.machine.ran, call: one.call, what });
    }
    if (outcome === undefined) continue;
    if (outcome.kind === "wants-program") {
      for (const system of systems) await system.prepare(outcome.bytes, outcome.name);
    } else if (outcome.kind === "wants-input") {
      const { hope, within } = outcome;
      const input = await readInput(hope === undefined ? undefined : { hope, within });
      for (const system of systems) {
        if (input === null) system.pass();
        else system.input(input?.slice());
      }
    } else return done(step + 1, outcome);
  }
  return done(most);
}

/** Makes the step of the other, too; what is not the same behind it? */
function differ(one: Twin, other: Twin, outcome: Outcome | undefined, isDue: boolean): Difference["what"] | undefined {
  const sameOutcome = JSON.stringify(other.step()) === JSON.stringify(outcome);
  if (one.machine.ran !== other.machine.ran) return "who ran";
  if (!sameOutcome) return "the outcome";
  if (one.output.key !== other.output.key) return "the output";
  return isDue && one.digest !== other.digest ? "the world" : undefined;
}
