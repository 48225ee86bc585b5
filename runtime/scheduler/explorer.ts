/**
 * Lists every outcome of a program: all that can be decided is decided in every way, depth first. Where there is something to
 * decide the world is marked, and each other way goes on from there, not from the start. A state that was reached before
 * (`state-key.ts`) is not gone into again: what came of it is known.
 *
 *     const explorer = new Explorer(machine, output);     output takes what guests write
 *     while (!explorer.done) {
 *       const wanted = explorer.step();                    a program that must be prepared first, or undefined
 *       ...
 *     }
 *     explorer.outcomes
 *
 * With a bound, schedules with at most so many preemptions are tried: switches away from a process that could have gone on
 * (Musuvathi and Qadeer, Iterative Context Bounding for Systematic Testing of Multithreaded Programs, PLDI 2007). What is left
 * of the bound is part of a state then: the same world can lead further with more left.
 */
import type { Pid } from "../abi/ids.ts";
import type { End } from "../abi/wait-status.ts";
import { Footprint } from "../kernel/footprint.ts";
import { touchDeadlines } from "../kernel/touch-process.ts";
import { Crossroads, type Known } from "./crossroads.ts";
import type { Machine } from "./machine.ts";
import type { Decision, Mark } from "./moment.ts";
import type { Outcome, Waiter } from "./outcome.ts";
import type { OutputLog } from "./output-log.ts";
import { Outside } from "./policies/outside.ts";
import type { Choices, Deviation } from "./schedule.ts";
import { depthOf, isOf, type Shard } from "./shard.ts";
import { stateKey } from "./state-key.ts";
import { ALL, type Futures, Trace, UNKNOWN } from "./trace.ts";

export interface ExploreOptions {
  /** Of the random numbers that guests draw. */
  readonly seed?: number;
  /** Goes into each state once only; true unless told otherwise. */
  readonly prune?: boolean;
  /** Tries one of several orders that differ only in turns which have nothing to do with each other; true, too, but with a bound. */
  readonly reduce?: boolean;
  /** The most preemptions of a schedule; any number unless told otherwise. */
  readonly bound?: number;
  /** Only a part of the search. */
  readonly shard?: Shard;
  /** A run that decides or computes more often than this is given up: 10,000 unless told otherwise. */
  readonly longest?: number;
}

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

const LONGEST = 10_000;

export class Explorer {
  /** Turns of processes that were run. */
  steps = 0;
  /** States gone into in which something was to be decided. */
  states = 0;
  /** Has any schedule been left out, because it went beyond the bound? */
  bounded = false;
  /** Has any run been given up? */
  cut = false;
  /** Has any run waited for standard input? It found its end. */
  wantedInput = false;
  readonly #machine: Machine;
  readonly #output: OutputLog;
  readonly #options: Required<Omit<ExploreOptions, "seed" | "reduce" | "shard">>;
  readonly #shard: Shard | undefined;
  /** So many decisions are made by all parts of the search. */
  readonly #common: number;
  readonly #start: Mark;
  readonly #outcomes: Omit<FoundOutcome, "count">[] = [];
  readonly #numbers = new Map<string, number>();
  /** How often each outcome came of whole runs without a decision, and of the first decision once all of it is known. */
  readonly #counts = new Map<number, number>();
  /** What came of each state, once all of it is known. */
  readonly #known = new Map<string, Known>();
  /** The states on the way to where we are. */
  readonly #way = new Set<string>();
  readonly #stack: Crossroads[] = [];
  /** Where the machine stands. */
  #at: Crossroads | undefined;
  /** Where the process was chosen whose turn it is. */
  #chosen: Crossroads | undefined;
  /** What turns touch, and how they depend on each other; where equivalent orders are left out. */
  #footprint: Footprint | undefined;
  readonly #trace = new Trace();
  #state: "running" | "deciding" | "done" = "running";
  #left: number;
  #exact = false;
  #turns = 0;

  constructor(machine: Machine, output: OutputLog, options: ExploreOptions = {}) {
    machine.policy = new Outside(options.seed);
    const { prune = true, bound = Number.POSITIVE_INFINITY, longest = LONGEST } = options;
    // Within a bound two orders are not the same: one may have more preemptions than the other.
    const { reduce = bound === Number.POSITIVE_INFINITY } = options;
    this.#machine = machine;
    this.#output = output;
    this.#options = { prune, bound, longest };
    if (options.shard !== undefined && !prune) throw new RangeError("Cannot split a search that does not prune");
    this.#shard = options.shard;
    this.#common = options.shard === undefined ? 0 : depthOf(options.shard);
    this.#footprint = reduce ? new Footprint() : undefined;
    machine.kernel.footprint = this.#footprint;
    this.#left = bound;
    this.#start = machine.mark();
  }

  get done(): boolean {
    return this.#state === "done";
  }

  /** Was everything seen that can happen? */
  get complete(): boolean {
    return this.done && !this.bounded && !this.cut;
  }

  /** What was found so far, in the order in which it was found. */
  get outcomes(): FoundOutcome[] {
    const counts = this.#outcomes.map(() => 0);
    for (const known of [this.#counts, ...this.#stack.map((node) => node.counts)]) {
      for (const [number, count] of known) counts[number] = (counts[number] ?? 0) + count;
    }
    return this.#outcomes.map((outcome, number) => ({ ...outcome, count: counts[number] as number }));
  }

  /** How many outcomes were found so far. */
  get found(): number {
    return this.#outcomes.length;
  }

  /** Will nothing more be run? Then what is left to do is to count. */
  get exhausted(): boolean {
    return (
      this.#state === "done" || (this.#state === "deciding" && this.#stack.every(({ isExhausted }) => isExhausted))
    );
  }

  /** The choices that have led to the state at hand. */
  get way(): number[] {
    return this.#stack.filter(({ isNew }) => !isNew).map(({ last }) => last.index);
  }

  /** Lets a process take a turn. Answers what must be prepared before the next step, where that is a program. */
  step(): Extract<Outcome, { kind: "wants-program" }> | undefined {
    if (this.#state === "done") return undefined;
    if (this.#state === "deciding" && !this.#decide()) return undefined;
    this.#state = "running";
    return this.#advance();
  }

  /** Takes the next way that was not tried; false when there is none at this node. */
  #decide(): boolean {
    const node = this.#stack.at(-1);
    if (node === undefined) {
      this.#state = "done";
      return false;
    }
    if (node.isExhausted) {
      this.#leave(node);
      return false;
    }
    if (this.#at !== node) {
      this.#machine.rewind(node.mark);
      this.#output.last = node.written;
    }
    this.#at = undefined;
    const { pid, left } = node.next();
    this.#left = left;
    this.#turns = 0;
    this.#trace.cut(node.turns);
    this.#chosen = node;
    this.#machine.decide(pid);
    return true;
  }

  #advance(): Extract<Outcome, { kind: "wants-program" }> | undefined {
    const machine = this.#machine;
    const outcome = machine.step();
    if (machine.kernel.world.usageTold && !this.#exact) {
      this.#startAgain();
      return undefined;
    }
    if (outcome?.kind === "wants-program") return outcome;
    this.steps++;
    this.#note();
    if (outcome?.kind === "wants-input") this.#endInput();
    else if (outcome !== undefined) this.#end(outcome);
    else if (machine.undecided !== undefined) this.#arrive(machine.undecided);
    else if (++this.#turns > this.#options.longest) this.#cut();
    return undefined;
  }

  #endInput(): void {
    this.wantedInput = true;
    this.#machine.kernel.world.input.end();
  }

  /** Notes the turn that was made. */
  #note(): void {
    const { kernel, current } = this.#machine;
    if (this.#footprint === undefined || this.#footprint.isEmpty) return; // time has passed, and nobody ran
    touchDeadlines(this.#footprint, kernel.world);
    const touches = this.#footprint.take();
    this.#trace.add(current as Pid, touches, this.#chosen, kernel.world.runQueue.pids.slice());
    this.#chosen = undefined;
    const node = this.#stack.at(-1);
    if (node !== undefined) this.#trace.tell("now", node.turns, node.futures);
  }

  /** A guest can tell what it has used: states that differ in that are different, and those that are known were too few. */
  #startAgain(): void {
    this.#exact = true;
    this.#machine.rewind(this.#start);
    this.#output.last = undefined;
    this.#footprint = undefined;
    this.#machine.kernel.footprint = undefined;
    for (const one of [this.#known, this.#way, this.#numbers, this.#counts]) one.clear();
    for (const one of [this.#outcomes, this.#stack]) one.length = 0;
    this.states = 0;
    this.#left = this.#options.bound;
    this.#turns = 0;
    this.#state = "running";
  }

  #cut(): void {
    this.cut = true;
    this.#end({ kind: "cut" });
  }

  #end(end: RunEnd): void {
    if (this.#shard !== undefined && this.#shard.number > 1 && this.#stack.length <= this.#common) {
      this.#add(new Map()); // it ended before the search was split: the first part counts it
      return;
    }
    const [stdout, stderr] = [this.#output.text("stdout"), this.#output.text("stderr")];
    const key = JSON.stringify([stdout, stderr, this.#output.key, end]); // other bytes may be the same text
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.#outcomes.length;
      this.#numbers.set(key, number);
      this.#outcomes.push({ stdout, stderr, end, notes: this.#output.notes, choices: this.#choices() });
    }
    this.#add(new Map([[number, 1]]));
  }

  /** Something is to be decided: in a state that is known, or in a new one. */
  #arrive({ runnable, current, usual }: Decision): void {
    const { world } = this.#machine.kernel;
    const { prune, bound, longest } = this.#options;
    const isBounded = bound !== Number.POSITIVE_INFINITY;
    let key = "";
    if (prune) {
      this.#machine.save();
      key = `${stateKey(world, this.#machine.policy, this.#exact)} ${this.#output.key}`;
      if (isBounded) key += ` ${this.#left} ${current}`;
      if (!this.#isOurs(key)) {
        this.#add(new Map());
        return;
      }
      if (this.#isCommon) key += ` common ${this.#stack.length}`; // of these, not all that comes of them is known here
      const known = this.#known.get(key);
      if (known !== undefined) {
        if (this.#footprint !== undefined) this.#trace.foresee(known.futures);
        this.#add(known.counts, known.futures);
        return;
      }
      if (this.#way.has(key)) {
        this.#goRound(key);
        this.#end({ kind: "loop" });
        return;
      }
      this.#way.add(key);
    }
    if (this.#stack.length >= longest) {
      this.#way.delete(key);
      this.#cut();
      return;
    }
    const pids = [usual, ...runnable.filter((pid) => pid !== usual)]; // the first schedule that is found deviates least
    const leaves = (pid: Pid) => (current === undefined || pid === current ? this.#left : this.#left - 1);
    const allowed = pids.filter((pid) => leaves(pid) >= 0);
    if (allowed.length < pids.length) this.bounded = true;
    const ways = allowed.map((pid) => ({ pid, index: runnable.indexOf(pid), left: leaves(pid) }));
    const wanted = this.#footprint === undefined || this.#isCommon ? ways.length : 1;
    const [mark, { last: written }] = [this.#machine.mark(), this.#output];
    const node = new Crossroads(key, mark, written, this.#trace.length, runnable.indexOf(usual), ways, wanted);
    this.#stack.push(node);
    this.states++;
    this.#at = node;
    this.#state = "deciding";
  }

  /** Do all parts of the search decide here? */
  get #isCommon(): boolean {
    return this.#stack.length < this.#common;
  }

  /** Is a state with this key for this part of the search? */
  #isOurs(key: string): boolean {
    return this.#shard === undefined || this.#stack.length !== this.#common || isOf(this.#shard, key);
  }

  /** It came back to a state that it is on its way from: what comes of that is not known yet. */
  #goRound(key: string): void {
    if (this.#footprint === undefined) return;
    const from = this.#stack.findIndex((node) => node.key === key);
    for (const node of this.#stack.slice(from)) node.want(ALL);
    this.#stack.at(-1)?.futures.set(UNKNOWN, 0);
  }

  /** All that can come of a node is known. */
  #leave(node: Crossroads): void {
    this.#stack.pop();
    if (this.#options.prune) {
      this.#known.set(node.key, node);
      this.#way.delete(node.key);
    }
    this.#trace.cut(node.turns);
    this.#add(node.counts, node.futures);
  }

  /** Counts what has come of the last choice. */
  #add(counts: ReadonlyMap<number, number>, futures?: Futures): void {
    this.#state = "deciding";
    const node = this.#stack.at(-1);
    const sum = node?.counts ?? this.#counts;
    for (const [number, count] of counts) sum.set(number, Math.min((sum.get(number) ?? 0) + count, Number.MAX_VALUE));
    if (node !== undefined && futures !== undefined) this.#trace.tell(futures, node.turns, node.futures);
  }

  #choices(): Choices {
    const unusual: Deviation[] = [];
    this.#stack.forEach(({ last, usual }, at) => {
      if (last.index !== usual) unusual.push({ at, choice: last.index });
    });
    return { made: this.#stack.length, unusual };
  }
}
