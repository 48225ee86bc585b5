/**
 * Two turns that do not conflict must have the same effect in either order: that is what the reduction of searches rests on, and
 * it can be looked at from close by. In the states of a program any two processes that can run are let run in both orders, and the
 * worlds that come of it are compared. So it is seen that a touch is missing where no outcome tells it.
 *
 * A script that begins with B has two bystanders, who yield for long, and none of its processes is alone: each turn ends where
 * somebody is to be chosen.
 */
import { FIRST_PID, type Pid } from "../../runtime/abi/ids.ts";
import { System, type SystemOptions } from "../../runtime/backend/emulated/system.ts";
import { candidates } from "../../runtime/kernel/deadlines.ts";
import { conflicting, type Touches } from "../../runtime/kernel/footprint.ts";
import { refresh } from "../../runtime/kernel/mappings/share.ts";
import { touchDeadlines } from "../../runtime/kernel/touch-process.ts";
import type { World } from "../../runtime/kernel/world.ts";
import type { Mark } from "../../runtime/scheduler/moment.ts";
import { giveNoInput } from "../../runtime/scheduler/no-input.ts";
import type { Outcome } from "../../runtime/scheduler/outcome.ts";
import { OutputLog } from "../../runtime/scheduler/output-log.ts";
import { Outside } from "../../runtime/scheduler/policies/outside.ts";
import type { RandomNumbers } from "../../runtime/scheduler/random-numbers.ts";
import { stateKey } from "../../runtime/scheduler/state-key.ts";
import { NotedFootprint } from "../kernel/noted-footprint.ts";
import { instrumentCache } from "./run-guest.ts";

/** What came of a turn; undefined where it did not end with somebody to be chosen. */
interface Result {
  readonly touches: Touches;
  readonly told: string;
}

/** The children of the first child. */
const BYSTANDERS: readonly Pid[] = [FIRST_PID + 2, FIRST_PID + 3];

export class Commuting {
  /** How many pairs did not conflict, and were compared. */
  compared = 0;
  readonly #system: System;
  readonly #output: OutputLog;
  readonly #footprint = new NotedFootprint();
  readonly #numbers: RandomNumbers;
  /** The states that were looked at. */
  readonly #met = new Set<string>();

  private constructor(system: System, output: OutputLog, numbers: RandomNumbers) {
    this.#system = system;
    this.#output = output;
    this.#numbers = numbers;
    system.machine.policy = new Outside(0);
    system.machine.kernel.footprint = this.#footprint;
  }

  static async create(options: Omit<SystemOptions, "streams">, numbers: RandomNumbers): Promise<Commuting> {
    const output = new OutputLog();
    const system = await System.create({ name: "script", cache: instrumentCache, ...options, streams: output });
    return new Commuting(system, output, numbers);
  }

  /** Looks at so many states at most; answers what is wrong with the first pair of turns that does not commute. */
  async look(most: number): Promise<string | undefined> {
    const { machine } = this.#system;
    await this.#advance();
    const left = [this.#mark()];
    while (left.length > 0 && this.#met.size < most) {
      const [place] = left.splice(this.#numbers.below(left.length), 1) as [Place];
      this.#goBack(place);
      const key = this.#key();
      const pids = machine.undecided?.runnable.filter((pid) => !BYSTANDERS.includes(pid)) ?? [];
      if (this.#met.has(key) || pids.length === 0) continue;
      this.#met.add(key);
      const wrong = pids.length < 2 ? undefined : await this.#comparePairs(pids, place);
      if (wrong !== undefined) return wrong;
      for (const pid of pids) {
        this.#goBack(place);
        machine.decide(pid);
        await this.#advance();
        left.push(this.#mark());
      }
    }
    return undefined;
  }

  get states(): number {
    return this.#met.size;
  }

  async #comparePairs(pids: readonly Pid[], here: Place): Promise<string | undefined> {
    for (const [i, one] of pids.entries()) {
      for (const other of pids.slice(i + 1)) {
        this.#goBack(here);
        const first = await this.#inOrder(one, other);
        this.#goBack(here);
        const second = await this.#inOrder(other, one);
        if (first === undefined || second === undefined) continue;
        const wrong = compare(first, second) ?? compare(second, first);
        if (wrong !== undefined) return `turns of ${one} and ${other}: ${wrong}`;
        if (!isOrdered(first)) this.compared++;
      }
    }
    return undefined;
  }

  async #inOrder(...pids: readonly [Pid, Pid]): Promise<Pair | undefined> {
    const { machine } = this.#system;
    const { world } = machine.kernel;
    const results: Result[] = [];
    for (const pid of pids) {
      if (machine.undecided?.runnable.includes(pid) !== true) return undefined;
      await this.#turn(pid);
      if (machine.undecided === undefined) return undefined; // it may have gone on, as nobody else could
      touchDeadlines(this.#footprint, world);
      const touches = this.#footprint.take().at(-1) as Touches;
      results.push({ touches, told: this.#footprint.describe(touches) });
    }
    if (world.usageTold || world.charged.size > 0) return undefined; // then nothing is left out
    const woken = results[0]?.touches.waits.length !== 0 && machine.undecided?.runnable.includes(pids[0]) === true;
    return { results: results as [Result, Result], woken, key: this.#key() };
  }

  #key(): string {
    const { kernel, policy } = this.#system.machine;
    this.#system.machine.save();
    for (const process of kernel.world.processes.values()) refresh(kernel, process);
    forgetOrder(kernel.world);
    return `${stateKey(kernel.world, policy, "nothing")} ${this.#output.key}`;
  }

  async #turn(pid: Pid): Promise<void> {
    const { machine } = this.#system;
    machine.decide(pid);
    do await this.#step();
    while (machine.isHalfway);
    // Who sleeps or ends leaves it to the next step to ask who runs.
    if (machine.undecided === undefined && candidates(machine.kernel.world).length > 1) await this.#step();
  }

  async #step(): Promise<Outcome | undefined> {
    const { machine } = this.#system;
    const outcome = machine.step();
    if (outcome?.kind === "wants-program") await this.#system.prepare(outcome.bytes, outcome.name);
    else if (outcome?.kind === "wants-input") giveNoInput(machine.kernel.world, outcome);
    else return outcome;
    return undefined;
  }

  /** Until somebody is to be chosen, or all has ended. */
  async #advance(): Promise<void> {
    const { machine } = this.#system;
    let outcome: Outcome | undefined;
    while (outcome === undefined && machine.undecided === undefined) outcome = await this.#step();
  }

  #mark(): Place {
    return { mark: this.#system.machine.mark(), written: this.#output.last };
  }

  #goBack({ mark, written }: Place): void {
    this.#system.machine.rewind(mark);
    this.#output.last = written;
    this.#footprint.take();
  }
}

interface Place {
  readonly mark: Mark;
  readonly written: OutputLog["last"];
}

/** Two turns, one after the other, and the state they led to. */
interface Pair {
  readonly results: readonly [Result, Result];
  /** Did the first fall asleep, and was woken by the second? */
  readonly woken: boolean;
  readonly key: string;
}

/** Does the order of two turns matter, by what they touched? Who sleeps is woken by who comes later. */
function isOrdered({ results: [first, second], woken }: Pair): boolean {
  const { codes, waits } = second.touches;
  return woken || conflicting(first.touches.codes, [...codes, ...waits]);
}

function compare(pair: Pair, other: Pair): string | undefined {
  if (isOrdered(pair) || other.woken) return undefined;
  const [first, second] = pair.results;
  const [secondNow, firstNow] = other.results;
  const told = `the first ${first.told}; the second ${second.told}`;
  if (first.told !== firstNow.told) return `${told}\nthe first after the second ${firstNow.told}`;
  if (second.told !== secondNow.told) return `${told}\nthe second before the first ${secondNow.told}`;
  return pair.key === other.key ? undefined : `${told}\nthey lead to another state the other way round`;
}

/** All who sleep on a queue are woken together: nobody can tell who slept there first. */
function forgetOrder({ processes }: World): void {
  for (const { state } of processes.values()) {
    if (state.kind === "waiting") for (const queue of state.on) queue.sleepers.sort((one, two) => one.pid - two.pid);
  }
}
