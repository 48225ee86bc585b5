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
import type { Machine } from "./machine.ts";
import type { Decision, Mark } from "./moment.ts";
import { giveNoInput } from "./no-input.ts";
import type { Outcome, Waiter } from "./outcome.ts";
import type { OutputLog, Written } from "./output-log.ts";
import { Outside } from "./policies/outside.ts";
import type { Choices, Deviation } from "./schedule.ts";
import { stateKey } from "./state-key.ts";

export interface ExploreOptions {
  /** Of the random numbers that guests draw. */
  readonly seed?: number;
  /** Goes into each state once only; true unless told otherwise. */
  readonly prune?: boolean;
  /** The most preemptions of a schedule; any number unless told otherwise. */
  readonly bound?: number;
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
  /** The choices of a schedule that leads here, the first that was found. */
  readonly choices: Choices;
  /** How many schedules lead here, as far as is known; above 2^53 it is rounded. */
  readonly count: number;
}

/** Somewhere something is to be decided. */
interface Node {
  readonly key: string;
  readonly mark: Mark;
  readonly written: Written | undefined;
  /** Who may run, the first choice first; and which of the runnable processes each is. */
  readonly pids: readonly Pid[];
  readonly indexes: readonly number[];
  /** Which of these is the usual choice. */
  readonly usual: number;
  /** How many preemptions each choice leaves. */
  readonly left: readonly number[];
  tried: number;
  /** How often each outcome came of it, by number. */
  readonly counts: Map<number, number>;
}

const LONGEST = 10_000;

const isExhausted = ({ tried, pids }: Node) => tried === pids.length;

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
  readonly #options: Required<Omit<ExploreOptions, "seed">>;
  readonly #start: Mark;
  readonly #outcomes: Omit<FoundOutcome, "count">[] = [];
  readonly #numbers = new Map<string, number>();
  /** How often each outcome came of whole runs without a decision, and of the first decision once all of it is known. */
  readonly #counts = new Map<number, number>();
  /** What came of each state, once all of it is known. */
  readonly #known = new Map<string, ReadonlyMap<number, number>>();
  /** The states on the way to where we are. */
  readonly #way = new Set<string>();
  readonly #stack: Node[] = [];
  /** The node whose state the machine is in. */
  #at: Node | undefined;
  #state: "running" | "deciding" | "done" = "running";
  #left: number;
  #exact = false;
  #turns = 0;

  constructor(machine: Machine, output: OutputLog, options: ExploreOptions = {}) {
    machine.policy = new Outside(options.seed);
    const { prune = true, bound = Number.POSITIVE_INFINITY, longest = LONGEST } = options;
    this.#machine = machine;
    this.#output = output;
    this.#options = { prune, bound, longest };
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
    return this.#state === "done" || (this.#state === "deciding" && this.#stack.every(isExhausted));
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
    const pid = node.pids[node.tried];
    if (pid === undefined) {
      this.#leave(node);
      return false;
    }
    if (this.#at !== node) {
      this.#machine.rewind(node.mark);
      this.#output.last = node.written;
    }
    this.#at = undefined;
    this.#left = node.left[node.tried] as number;
    node.tried++;
    this.#turns = 0;
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
    if (outcome?.kind === "wants-input") giveNoInput(machine.kernel.world, outcome);
    else if (outcome !== undefined) this.#end(outcome);
    else if (machine.undecided !== undefined) this.#arrive(machine.undecided);
    else if (++this.#turns > this.#options.longest) this.#cut();
    return undefined;
  }

  /** A guest can tell what it has used: states that differ in that are different, and those that are known were too few. */
  #startAgain(): void {
    this.#exact = true;
    this.#machine.rewind(this.#start);
    this.#output.last = undefined;
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
    const [stdout, stderr] = [this.#output.text("stdout"), this.#output.text("stderr")];
    const key = JSON.stringify([stdout, stderr, this.#output.key, end]); // other bytes may be the same text
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.#outcomes.length;
      this.#numbers.set(key, number);
      this.#outcomes.push({ stdout, stderr, end, choices: this.#choices() });
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
      const known = this.#known.get(key);
      if (known !== undefined) {
        this.#add(known);
        return;
      }
      if (this.#way.has(key)) {
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
    const node: Node = {
      key,
      mark: this.#machine.mark(),
      written: this.#output.last,
      pids: allowed,
      indexes: allowed.map((pid) => runnable.indexOf(pid)),
      usual: runnable.indexOf(usual),
      left: allowed.map(leaves),
      tried: 0,
      counts: new Map(),
    };
    this.#stack.push(node);
    this.states++;
    this.#at = node;
    this.#state = "deciding";
  }

  /** All that can come of a node is known. */
  #leave(node: Node): void {
    this.#stack.pop();
    if (this.#options.prune) {
      this.#known.set(node.key, node.counts);
      this.#way.delete(node.key);
    }
    this.#add(node.counts);
  }

  /** Counts what has come of the last choice. */
  #add(counts: ReadonlyMap<number, number>): void {
    this.#state = "deciding";
    const sum = this.#stack.at(-1)?.counts ?? this.#counts;
    for (const [number, count] of counts) sum.set(number, Math.min((sum.get(number) ?? 0) + count, Number.MAX_VALUE));
  }

  #choices(): Choices {
    const unusual: Deviation[] = [];
    this.#stack.forEach(({ indexes, usual, tried }, at) => {
      const choice = indexes[tried - 1] as number;
      if (choice !== usual) unusual.push({ at, choice });
    });
    return { made: this.#stack.length, unusual };
  }
}
