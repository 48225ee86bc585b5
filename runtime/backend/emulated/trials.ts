/**
 * Runs a program again and again from its start, each time in another order of events, and keeps what came of it.
 *
 *     const trials = await Trials.create({ program, schedule });
 *     const { result, switches } = await trials.run(bySwitches([]));
 */
import { CLOCK, type Pid } from "../../abi/ids.ts";
import type { KernelEvent } from "../../kernel/event.ts";
import { Explorer } from "../../scheduler/explorer.ts";
import type { RunEnd } from "../../scheduler/found-outcomes.ts";
import type { Guide, Switch } from "../../scheduler/guide.ts";
import { type Decision, type Mark, preempts } from "../../scheduler/moment.ts";
import { OutputLog } from "../../scheduler/output-log.ts";
import { Places } from "../../scheduler/places.ts";
import { QuietChoice } from "../../scheduler/quiet-choice.ts";
import type { Choices, Deviation, Schedule } from "../../scheduler/schedule.ts";
import { Walk } from "../../scheduler/walk.ts";
import type { StackEntry } from "./call-stack.ts";
import { isFinal, System, type SystemOptions } from "./system.ts";

/** What can be seen of a run from outside. */
export interface RunResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly end: RunEnd;
  /** What was noted, if anything. */
  readonly notes?: readonly string[] | undefined;
}

export interface Trial {
  readonly result: RunResult;
  readonly choices: Choices;
  /** Where it was otherwise than the quiet run. */
  readonly switches: readonly Switch[];
  /** The preemptions that were possible, and not made. */
  readonly offers: readonly Switch[];
  /** How often a process had to let another run that could have gone on. */
  readonly preemptions: number;
  /** Who had each turn. */
  readonly steps: readonly Pid[];
}

/** What a process did in one step. */
export interface StepReport {
  /** From 1 on. */
  readonly step: number;
  /** CLOCK where time passed. */
  readonly pid: Pid;
  /** To so many virtual nanoseconds since the world began. */
  readonly elapsed?: number;
  /** The calls that it made, as a trace shows them; none where it only computed. */
  readonly calls: readonly string[];
  /** Where it went on, and where it was after its last call; nowhere before its first step, and after its end. */
  readonly from: readonly StackEntry[];
  readonly to: readonly StackEntry[];
}

export interface TrialOptions
  extends Omit<SystemOptions, "streams" | "policy" | "seed" | "preempt" | "listen" | "watchCalls"> {
  readonly schedule: Schedule;
  /** What comes on standard input, piece by piece, whenever all wait for it; then comes its end. It is asked for once. */
  readonly input?: Iterable<Uint8Array>;
  /** The first run is given up after so many steps: 1,000,000 unless told otherwise. */
  readonly longest?: number;
  /** What is to be noted of an event, if anything: it is part of a run's result. */
  readonly note?: (event: KernelEvent) => string | undefined;
}

const LONGEST = 1_000_000;

/** A run that takes more steps than the first one, by this much and so many times, is given up. */
const LONGER = { steps: 10_000, times: 4 };

export class Trials {
  /** How many runs were made, and how many steps of search. */
  runs = 0;
  searched = 0;
  readonly system: System;
  readonly #output: OutputLog;
  readonly #seed: number;
  readonly #start: Mark;
  readonly #listeners: Set<(event: KernelEvent) => void>;
  readonly #input: Iterator<Uint8Array>;
  /** What it has brought so far. */
  readonly #pieces: Uint8Array[] = [];
  #longest: number;

  private constructor(
    system: System,
    output: OutputLog,
    options: TrialOptions,
    listeners: Set<(event: KernelEvent) => void>,
  ) {
    this.system = system;
    this.#output = output;
    this.#seed = options.schedule.seed;
    this.#listeners = listeners;
    this.#longest = options.longest ?? LONGEST;
    this.#input = (options.input ?? [])[Symbol.iterator]();
    this.#start = system.machine.mark();
  }

  /** Throws a ScheduleMismatch or a GuestRefusal as `System.create` does. */
  static async create(options: TrialOptions): Promise<Trials> {
    const { input: _, note, ...rest } = options;
    const output = new OutputLog();
    const listeners = new Set<(event: KernelEvent) => void>();
    const listen = (event: KernelEvent) => {
      const noted = note?.(event);
      if (noted !== undefined) output.note(noted);
      for (const listener of listeners) listener(event);
    };
    const system = await System.create({ ...rest, streams: output, watchCalls: true, listen });
    return new Trials(system, output, options, listeners);
  }

  /** Makes a run; the first one says how long others may be. */
  async run(guide: Guide): Promise<Trial> {
    this.runs++;
    const way = this.#begin(guide);
    const end = await this.#follow(way, this.#longest);
    const steps = way.steps;
    if (this.runs === 1) this.#longest = LONGER.steps + LONGER.times * steps.length;
    const [stdout, stderr] = [this.#output.text("stdout"), this.#output.text("stderr")];
    const { made, unusual, switches, offers, preemptions } = way;
    const result = { stdout, stderr, end: end ?? { kind: "cut" as const }, notes: this.#output.notes };
    return { result, choices: { made, unusual }, switches, offers, preemptions, steps };
  }

  /** What a step of such a run does. */
  async look(guide: Guide, step: number): Promise<StepReport> {
    this.runs++;
    const way = this.#begin(guide);
    await this.#follow(way, step - 1);
    const { processes } = this.system.machine.kernel.world;
    const stacks = new Map([...processes.keys()].map((pid) => [pid, this.#stack(pid)]));
    const calls: string[] = [];
    let passed = {};
    const hear = (event: KernelEvent) => {
      if (event.kind === "call") calls.push(event.text);
      else if (event.kind === "time") passed = { elapsed: event.elapsed };
    };
    this.#listeners.add(hear);
    await this.#follow(way, step);
    this.#listeners.delete(hear);
    const pid = way.steps[step - 1] ?? 0;
    return { step, pid, ...passed, calls, from: stacks.get(pid) ?? [], to: this.#stack(pid) };
  }

  /**
   * Looks for a run with such a result among all that have so many preemptions at most. Where it finds none, it says whether it has
   * seen them all. A search knows no input, so it is not made where the first run had any.
   */
  async search(
    preemptions: number,
    isWanted: (result: RunResult) => boolean,
    maxSteps: number,
  ): Promise<{ readonly found?: Choices; readonly complete: boolean }> {
    const { machine } = this.system;
    if (this.#pieces.length > 0) return { complete: false };
    machine.rewind(this.#start);
    this.#output.last = undefined;
    this.#listeners.clear();
    const explorer = new Explorer(machine, this.#output, { seed: this.#seed, bound: preemptions });
    for (let seen = 0; !explorer.done && this.searched < maxSteps; ) {
      const steps = explorer.steps;
      const wanted = explorer.step();
      if (wanted !== undefined) await this.system.prepare(wanted.bytes, wanted.name);
      this.searched += explorer.steps - steps;
      if (explorer.found === seen) continue;
      const found = explorer.outcomes[seen++];
      if (found !== undefined && isWanted(found)) return { found: found.choices, complete: false };
    }
    return { complete: explorer.done && !explorer.cut };
  }

  #begin(guide: Guide): Way {
    const { machine } = this.system;
    machine.rewind(this.#start);
    this.#output.last = undefined;
    this.#listeners.clear();
    const way = new Way(this.system, guide, this.#seed);
    this.#listeners.add((event) => way.places.listen(event));
    return way;
  }

  /** Undefined where the run has not ended after so many steps. */
  async #follow(way: Way, most: number): Promise<RunEnd | undefined> {
    while (way.steps.length < most) {
      const outcome = way.step();
      if (outcome === undefined) continue;
      if (isFinal(outcome)) return outcome;
      await this.system.provide(outcome, async (wish) =>
        wish === undefined || wish.hope === "data" ? this.#piece(way.pieces++) : null,
      );
    }
    return undefined;
  }

  #piece(index: number): Uint8Array | undefined {
    while (this.#pieces.length <= index) {
      const { done, value } = this.#input.next();
      if (done === true) return undefined;
      this.#pieces.push(value);
    }
    return this.#pieces[index];
  }

  #stack(pid: Pid): readonly StackEntry[] {
    return this.system.callStack(pid) ?? [];
  }
}

/** A run that is under way. */
class Way {
  readonly steps: Pid[] = [];
  readonly switches: Switch[] = [];
  readonly offers: Switch[] = [];
  readonly unusual: Deviation[] = [];
  readonly places = new Places();
  /** How many pieces of input it has read. */
  pieces = 0;
  made = 0;
  preemptions = 0;
  readonly #system: System;
  readonly #guide: Guide;
  readonly #quiet = new QuietChoice();
  readonly #walk: Walk;

  constructor(system: System, guide: Guide, seed: number) {
    this.#system = system;
    this.#guide = guide;
    this.#walk = new Walk(system.machine, (decision) => this.#decide(decision), seed);
  }

  step() {
    const outcome = this.#walk.step();
    const { ran, ranLast } = this.#system.machine;
    const pid = ran === CLOCK ? CLOCK : ranLast;
    if (this.#walk.steps > this.steps.length && pid !== undefined) {
      this.steps.push(pid);
      this.#guide.ran?.(pid);
    }
    return outcome;
  }

  #decide(decision: Decision): Pid {
    const { runnable, current, usual } = decision;
    const place = this.places.of(decision, this.#system.machine.ranLast);
    const quiet = this.#quiet.of(decision);
    const wanted = this.#guide.choose(decision, place);
    const pid = wanted !== undefined && runnable.includes(wanted) ? wanted : quiet;
    const isPreemption = preempts(pid, current);
    if (pid !== quiet) this.switches.push({ place, to: pid, preempts: isPreemption });
    if (isPreemption) this.preemptions++;
    else {
      for (const to of runnable) {
        if (to !== pid && preempts(to, current)) this.offers.push({ place, to, preempts: true });
      }
    }
    if (pid !== usual) this.unusual.push({ at: this.made, choice: runnable.indexOf(pid) });
    this.made++;
    this.#quiet.decided(pid);
    return pid;
  }
}
