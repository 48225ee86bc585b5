/** Which turns had to come before which, and that some run of each class of equivalent runs is asked for. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Pid } from "../../runtime/abi/ids.ts";
import {
  ADD,
  AWAIT,
  conflicting,
  Footprint,
  READ,
  type Touch,
  type Touches,
  WRITE,
} from "../../runtime/kernel/footprint.ts";
import { Trace } from "../../runtime/scheduler/trace.ts";
import { ALL, type Choice, isBefore, type Turn } from "../../runtime/scheduler/turns.ts";
import { searchAll, searchReduced } from "./search-small-systems.ts";
import { freeSteps, type Step, type System, systems } from "./small-systems.ts";

const SYSTEMS = Number(process.env.PRONG_PROGRAMS ?? 400);

const touch = fc.tuple(fc.constantFrom("a", "b", "c"), fc.constantFrom<Touch>(READ, ADD, WRITE));
const turns = fc.array(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.array(touch, { maxLength: 3 })), { maxLength: 12 });

function touches(list: readonly (readonly [thing: string, how: Touch])[]) {
  const footprint = new Footprint();
  footprint.beginCall();
  for (const [thing, how] of list) footprint.touch(thing, how);
  return footprint.take()[0] as Touches;
}

/** Where somebody was chosen, and who is wanted there. */
class Wishes implements Choice {
  readonly wanted: Pid[];

  constructor(
    readonly pids: readonly Pid[],
    first: Pid,
  ) {
    this.wanted = [first];
  }

  isWanted(pid: Pid): boolean {
    return this.wanted.includes(pid);
  }

  want(pid: Pid): void {
    this.wanted.push(...(pid === ALL ? this.pids : [pid]));
  }
}

describe("a turn has to come before another", () => {
  it("where a chain of conflicts leads from one to the other, and nowhere else", () => {
    fc.assert(
      fc.property(turns, fc.nat(12), (list, cut) => {
        const trace = new Trace();
        for (const [pid, touched] of [...list, ...list]) trace.add(pid, touches(touched), undefined, []);
        trace.cut(Math.min(cut, list.length)); // and on from there, as if the rest had never been
        for (const [pid, touched] of list.slice(cut)) trace.add(pid, touches(touched), undefined, []);
        const { list: made } = trace.turns;
        const leads = made.map((later, at) => made.slice(0, at).map((earlier) => isDirect(earlier, later)));
        for (let at = 0; at < made.length; at++) {
          for (let by = at - 1; by >= 0; by--) {
            if (leads[at]?.[by])
              for (let from = 0; from < by; from++) (leads[at] as boolean[])[from] ||= leads[by]?.[from] === true;
          }
        }
        expect(made.map(({ clock }, at) => made.slice(0, at).map((earlier) => isBefore(earlier, clock)))).toEqual(
          leads,
        );
      }),
    );
  });

  const isDirect = (one: Turn, other: Turn) => one.pid === other.pid || conflicting(one.codes, other.codes);

  it("where it bore the other's process", () => {
    const trace = new Trace();
    trace.add(2, touches([["a", WRITE]]), undefined, [2, 3]);
    trace.add(2, touches([["b", WRITE]]), undefined, [2, 3]);
    trace.add(3, touches([["c", WRITE]]), undefined, [2, 3]);
    expect([...(trace.turns.list[2] as Turn).clock]).toEqual([
      [2, 1],
      [3, 1],
    ]);
  });
});

describe("where two turns race, the other order is asked for where the first of them was chosen:", () => {
  const [WRITES, READS, OTHER] = [[["a", WRITE]], [["a", READ]], [["b", WRITE]]] as const;

  /** Turns as a chain of choices; who is wanted besides at each. */
  function asked(list: readonly (readonly [pid: Pid, touched: readonly (readonly [string, Touch])[]])[]): Pid[][] {
    const trace = new Trace();
    trace.add(1, touches([]), undefined, [1, 2, 3]);
    const choices = list.map(([pid]) => new Wishes([1, 2, 3], pid));
    list.forEach(([pid, touched], i) => {
      trace.add(pid, touches(touched), choices[i], [1, 2, 3]);
    });
    return choices.map(({ wanted }) => wanted.slice(1));
  }

  it.each<[what: string, list: Parameters<typeof asked>[0], wanted: Pid[][]]>([
    [
      "a write and a read",
      [
        [1, WRITES],
        [2, READS],
      ],
      [[2], []],
    ],
    [
      "not two reads",
      [
        [1, READS],
        [2, READS],
      ],
      [[], []],
    ],
    [
      "not two counts",
      [
        [1, [["a", ADD]]],
        [2, [["a", ADD]]],
      ],
      [[], []],
    ],
    [
      "not what is apart",
      [
        [1, WRITES],
        [2, OTHER],
      ],
      [[], []],
    ],
    [
      "not turns of one process",
      [
        [1, WRITES],
        [1, READS],
      ],
      [[], []],
    ],
    [
      "by who has to come first",
      [
        [1, WRITES],
        [2, OTHER],
        [3, [...OTHER, ...READS]],
      ],
      [[2], [3], []],
    ],
    [
      "once, where somebody leads there already",
      [
        [1, WRITES],
        [2, READS],
        [2, READS],
      ],
      [[2], [], []],
    ],
    [
      "not where a third forces the order",
      [
        [1, WRITES],
        [2, [...WRITES, ...OTHER]],
        [3, OTHER],
      ],
      [[2], [3], []],
    ],
    [
      "not with what was waited for",
      [
        [1, WRITES],
        [2, [["a", AWAIT]]],
      ],
      [[], []],
    ],
  ])("%s", (_, list, wanted) => {
    expect(asked(list)).toEqual(wanted);
  });

  it("so is everybody who can run no more", () => {
    const trace = new Trace();
    const choice = new Wishes([1, 2, 3], 1);
    trace.add(1, touches(WRITES), choice, [1, 3]);
    expect(choice.wanted).toEqual([1, 2]);
  });

  it("so is who found nothing: another may have taken it", () => {
    const trace = new Trace();
    const choice = new Wishes([1, 2], 1);
    trace.add(1, touches([]), undefined, [1, 2]);
    trace.add(1, touches(WRITES), choice, [1, 2]);
    const footprint = new Footprint();
    footprint.touch("b", READ);
    footprint.beginCall();
    footprint.touch("a", AWAIT);
    footprint.sleep(2);
    trace.add(2, footprint.take()[0] as Touches, new Wishes([1, 2], 2), [1]);
    expect(choice.wanted).toEqual([1, 2]);
  });
});

it("of all runs that are equivalent one is made, whatever the processes do", () => {
  fc.assert(
    fc.property(systems(freeSteps), (system) => {
      const classes = (runs: readonly Pid[][]) => [...new Set(runs.map((run) => normalForm(system, run)))].sort();
      expect(classes(searchReduced(system, false).runs)).toEqual(classes(searchAll(system).runs));
    }),
    { numRuns: SYSTEMS },
  );
});

/** Equal for runs that differ only in the order of turns that do not conflict: in each round all that can come at once (Foata). */
function normalForm(system: System, run: readonly Pid[]): string {
  const done = new Map<Pid, number>();
  const rounds: string[][] = [];
  const made: { readonly pid: Pid; readonly step: Step; readonly round: number }[] = [];
  for (const pid of run) {
    const number = done.get(pid) ?? 0;
    done.set(pid, number + 1);
    const step = system[pid - 1]?.[number] as Step;
    const before = made.filter((one) => one.pid === pid || conflict(one.step, step));
    const round = Math.max(-1, ...before.map((one) => one.round)) + 1;
    made.push({ pid, step, round });
    rounds[round] = [...(rounds[round] ?? []), `${pid}.${number}`].sort();
  }
  return JSON.stringify(rounds);
}

/** Of steps that never wait. */
function conflict([one, here]: Step, [other, there]: Step): boolean {
  return here === there && !["read,read", "count,count"].includes(`${one},${other}`);
}
