/** Searches small systems, whole or without orders that make no difference: `Explorer` without a machine. */
import { CLOCK, type Pid } from "../../runtime/abi/ids.ts";
import { Footprint } from "../../runtime/kernel/footprint.ts";
import { Foresight } from "../../runtime/scheduler/foresight.ts";
import { type Future, type Futures, UNKNOWN } from "../../runtime/scheduler/futures.ts";
import { Trace } from "../../runtime/scheduler/trace.ts";
import { ALL, type Choice } from "../../runtime/scheduler/turns.ts";
import { begin, candidates, type State, type System, turn } from "./small-systems.ts";

export interface Search {
  /** What every run came to. */
  readonly outcomes: Set<string>;
  /** The turns of every whole run, by pid; none where states were gone into once. */
  readonly runs: Pid[][];
  turns: number;
}

/** Who bore them all. */
const PARENT: Pid = 100;

const keyOf = (state: State) => JSON.stringify(state);

/** What can be seen in the end; who was where when nobody could go on. */
function outcomeOf({ told, variables, queues, asleep }: State): string {
  return JSON.stringify([told, variables, queues, asleep]);
}

/** Tries everything. */
export function searchAll(system: System): Search {
  const found: Search = { outcomes: new Set(), runs: [], turns: 0 };
  const go = (state: State, way: readonly Pid[]) => {
    const pids = candidates(system, state);
    if (pids.length === 0) {
      found.outcomes.add(outcomeOf(state));
      found.runs.push([...way]);
    }
    for (const pid of pids) {
      const next = structuredClone(state);
      turn(system, next, pid, new Footprint());
      found.turns++;
      go(next, [...way, pid]);
    }
  };
  go(begin(system), []);
  return found;
}

class Node implements Choice {
  readonly wanted: Pid[];
  readonly futures = new Map<Future, number>();

  constructor(
    readonly pids: readonly Pid[],
    readonly turns: number,
    readonly key: string,
  ) {
    this.wanted = pids.includes(CLOCK) ? [...pids] : pids.slice(0, 1);
  }

  isWanted(pid: Pid): boolean {
    return this.wanted.includes(pid);
  }

  want(pid: Pid): void {
    for (const one of this.pids) if ((pid === ALL || one === pid) && !this.wanted.includes(one)) this.wanted.push(one);
  }
}

/** Tries what the trace asks for, as `Explorer` does. With `prune` each state is gone into once. */
export function searchReduced(system: System, prune: boolean): Search {
  const found: Search = { outcomes: new Set(), runs: [], turns: 0 };
  const trace = new Trace();
  const foresight = new Foresight(trace.turns);
  const stack: Node[] = [];
  const known = new Map<string, Futures>();
  const footprint = new Footprint();

  const go = (state: State, way: readonly Pid[], chosen: Choice | undefined, pid: Pid) => {
    turn(system, state, pid, footprint);
    found.turns++;
    for (const touches of footprint.take()) trace.add(pid, touches, chosen, candidates(system, state));
    const above = stack.at(-1);
    if (above !== undefined) foresight.tellLast(above.turns, above.futures);
    arrive(state, [...way, pid]);
  };

  const arrive = (state: State, way: readonly Pid[]): void => {
    const pids = candidates(system, state);
    if (pids.length === 0) {
      found.outcomes.add(outcomeOf(state));
      if (!prune) found.runs.push([...way]);
      return;
    }
    if (pids.length === 1) {
      go(state, way, undefined, pids[0] as Pid);
      return;
    }
    const above = stack.at(-1);
    const key = keyOf(state);
    const futures = prune ? known.get(key) : undefined;
    if (futures !== undefined) {
      foresight.foresee(futures);
      if (above !== undefined) foresight.tell(futures, above.turns, above.futures);
      return;
    }
    const node = new Node(pids, trace.length, key);
    stack.push(node);
    for (let tried = 0; tried < node.wanted.length; tried++) {
      trace.cut(node.turns);
      go(structuredClone(state), way, node, node.wanted[tried] as Pid);
    }
    stack.pop();
    known.set(key, node.futures);
    trace.cut(node.turns);
    if (above !== undefined) foresight.tell(node.futures, above.turns, above.futures);
  };

  trace.add(PARENT, { codes: [], waits: [] }, undefined, candidates(system, begin(system)));
  arrive(begin(system), []);
  if ([...known.values()].some((futures) => futures.has(UNKNOWN))) throw new Error("no system of these goes round");
  return found;
}
