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
import { CLOCK, type Pid } from "../abi/ids.ts";
import { candidates } from "../kernel/deadlines.ts";
import { Footprint } from "../kernel/footprint.ts";
import { touchDeadlines } from "../kernel/touch-process.ts";
import { Crossroads, choicesTo, type Known, waysOf } from "./crossroads.ts";
import type { ExploreOptions } from "./explore-options.ts";
import { Foresight } from "./foresight.ts";
import { addCounts, type Counts, type FoundOutcome, FoundOutcomes, type RunEnd } from "./found-outcomes.ts";
import { type Futures, UNKNOWN } from "./futures.ts";
import type { Machine } from "./machine.ts";
import type { Decision, Mark } from "./moment.ts";
import { giveNoInput } from "./no-input.ts";
import type { Outcome } from "./outcome.ts";
import type { OutputLog } from "./output-log.ts";
import { Outside } from "./policies/outside.ts";
import { Split } from "./shard.ts";
import { moreTold, stateKey, type Told } from "./state-key.ts";
import { Trace } from "./trace.ts";
import { ALL } from "./turns.ts";

export type { ExploreOptions };

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
  readonly #machine: Machine;
  readonly #output: OutputLog;
  readonly #options: Required<Omit<ExploreOptions, "seed" | "reduce" | "shard">>;
  readonly #split: Split;
  readonly #start: Mark;
  readonly #outcomes = new FoundOutcomes();
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
  readonly #foresight = new Foresight(this.#trace.turns);
  #state: "running" | "deciding" | "done" = "running";
  #left: number;
  #told: Told = "nothing";
  #turns = 0;

  constructor(machine: Machine, output: OutputLog, options: ExploreOptions = {}) {
    machine.policy = new Outside(options.seed);
    const { prune = true, bound = Number.POSITIVE_INFINITY, longest = LONGEST } = options;
    // Within a bound two orders are not the same: one may have more preemptions than the other.
    const reduce = options.reduce !== false && bound === Number.POSITIVE_INFINITY;
    this.#machine = machine;
    this.#output = output;
    this.#options = { prune, bound, longest };
    if (options.shard !== undefined && !prune) throw new RangeError("Cannot split a search that does not prune");
    this.#split = new Split(options.shard);
    this.#footprint = reduce ? new Footprint() : undefined;
    machine.kernel.footprint = this.#footprint;
    this.#left = bound;
    this.#start = machine.mark();
  }

  /** Are schedules left out that are equivalent to others? Not so where a guest is told what it has used, or uses it up. */
  get reduced(): boolean {
    return this.#footprint !== undefined;
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
    return this.#outcomes.counted([this.#counts, ...this.#stack.map(({ counts }) => counts)]);
  }

  /** How many schedules have led to any of them. */
  get schedules(): number {
    return this.outcomes.reduce((sum, { count }) => sum + count, 0);
  }

  /** How many outcomes were found so far. */
  get found(): number {
    return this.#outcomes.size;
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
    const told = moreTold(machine.kernel.world, this.#told);
    if (told !== this.#told) {
      this.#startAgain(told);
      return undefined;
    }
    if (outcome?.kind === "wants-program") return outcome;
    this.steps++;
    this.#note();
    if (outcome?.kind === "wants-input") giveNoInput(machine.kernel.world, outcome);
    else if (outcome !== undefined) this.#end(outcome);
    else if (machine.undecided !== undefined) this.#arrive(machine.undecided);
    else if (++this.#turns > this.#options.longest) this.#cut();
    return undefined;
  }

  /** Notes the turn that was made. */
  #note(): void {
    const { kernel, ran, ranLast } = this.#machine;
    if (this.#footprint === undefined || this.#footprint.isEmpty) return; // time has passed, and nobody ran
    if (this.#machine.isHalfway) return; // nobody else can run before its other half, which belongs to the same choice
    touchDeadlines(this.#footprint, kernel.world);
    const [pid, turns, node] = [ran === CLOCK ? CLOCK : (ranLast as Pid), this.#footprint.take(), this.#stack.at(-1)];
    turns.forEach((touches, i) => {
      const able = i < turns.length - 1 ? [pid] : candidates(kernel.world).slice();
      this.#trace.add(pid, touches, this.#chosen, able);
      this.#chosen = undefined;
      if (node !== undefined) this.#foresight.tellLast(node.turns, node.futures);
    });
  }

  /** Guests can tell more than was thought: states that differ in that are different, and those that are known were too few. */
  #startAgain(told: Told): void {
    this.#told = told;
    this.#machine.rewind(this.#start);
    this.#output.last = undefined;
    this.#footprint = undefined;
    this.#machine.kernel.footprint = undefined;
    for (const one of [this.#known, this.#way, this.#outcomes, this.#counts]) one.clear();
    this.#stack.length = 0;
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
    if (!this.#split.hasEnd(this.#stack.length)) {
      this.#add(new Map());
      return;
    }
    this.#add(new Map([[this.#outcomes.numberOf(this.#output, end, () => choicesTo(this.#stack)), 1]]));
  }

  /** Something is to be decided: in a state that is known, or in a new one. */
  #arrive(decision: Decision): void {
    const { runnable, current, usual } = decision;
    const { world } = this.#machine.kernel;
    const { prune, bound, longest } = this.#options;
    const isBounded = bound !== Number.POSITIVE_INFINITY;
    let key = "";
    if (prune) {
      this.#machine.save();
      key = `${stateKey(world, this.#machine.policy, this.#told)} ${this.#output.key}`;
      if (isBounded) key += ` ${this.#left} ${current}`;
      if (!this.#split.has(this.#stack.length, key)) {
        this.#add(new Map());
        return;
      }
      if (this.#split.isCommon(this.#stack.length)) key += ` common ${this.#stack.length}`; // of these, not all that comes of them is known here
      const known = this.#known.get(key);
      if (known !== undefined) {
        if (this.#footprint !== undefined) this.#foresight.foresee(known.futures);
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
    const ways = waysOf(decision, this.#left);
    if (ways.length < runnable.length) this.bounded = true;
    const isCommon = this.#split.isCommon(this.#stack.length);
    const isAll = this.#footprint === undefined || isCommon || runnable.includes(CLOCK); // whether time passes is tried both ways
    const [mark, { last: written }, wanted] = [this.#machine.mark(), this.#output, isAll ? ways.length : 1];
    const node = new Crossroads(key, mark, written, this.#trace.length, runnable.indexOf(usual), ways, wanted);
    this.#stack.push(node);
    this.states++;
    this.#at = node;
    this.#state = "deciding";
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
      // Not its mark: that is a whole world.
      this.#known.set(node.key, { counts: node.counts, futures: this.#foresight.oneOf(node.futures) });
      this.#way.delete(node.key);
    }
    this.#trace.cut(node.turns);
    this.#add(node.counts, node.futures);
  }

  /** Counts what has come of the last choice. */
  #add(counts: Counts, futures?: Futures): void {
    this.#state = "deciding";
    const node = this.#stack.at(-1);
    addCounts(node?.counts ?? this.#counts, counts);
    if (node !== undefined && futures !== undefined) this.#foresight.tell(futures, node.turns, node.futures);
  }
}
