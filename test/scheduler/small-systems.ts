/**
 * Systems of a few processes that do little, without a kernel: all that the reduction of searches is told of a program is what its
 * turns touch, so what it leaves out can be compared with a search of everything, a thousand times a second.
 */
import fc from "fast-check";
import { CLOCK, type Pid } from "../../runtime/abi/ids.ts";
import { ADD, AWAIT, type Footprint, READ, WRITE } from "../../runtime/kernel/footprint.ts";

/** What a process does in a turn. A number names a variable, a queue or a process. */
export type Step =
  | readonly [kind: "read" | "write" | "count" | "put" | "get" | "try" | "wait" | "kill", which: number]
  /** Sleeps for a time, or waits for a queue as long as that at most. */
  | readonly [kind: "sleep" | "poll", which: number]
  /** The same after a variable was looked at, or (from 3 on) changed: in the same turn, and once only. */
  | readonly [kind: "get" | "wait", which: number, first: number];

export type System = readonly (readonly Step[])[];

export interface State {
  /** How many steps each process has done; a killed one has done all. */
  readonly done: number[];
  /** What each was told. */
  readonly told: string[][];
  readonly asleep: boolean[];
  readonly ended: boolean[];
  readonly variables: number[];
  readonly queues: number[][];
  readonly taken: number[];
  /** When each sleeper wakes at the latest; null: time does not wake it. */
  readonly until: (number | null)[];
  now: number;
}

const THINGS = [0, 1, 2];

/** A process's number is one less than its pid, as 0 means all. */
const pidOf = (number: number): Pid => number + 1;

export function begin(system: System): State {
  const zeros = () => THINGS.map(() => 0);
  return {
    done: system.map(() => 0),
    told: system.map(() => []),
    asleep: system.map(() => false),
    ended: system.map((steps) => steps.length === 0),
    variables: zeros(),
    queues: THINGS.map(() => []),
    taken: zeros(),
    until: system.map(() => null),
    now: 0,
  };
}

/** Those who can run, and the clock, where somebody waits for a time. */
export function candidates(system: System, state: State): Pid[] {
  return deadline(state) === undefined ? able(system, state) : [...able(system, state), CLOCK];
}

function deadline({ until }: State): number | undefined {
  const times = until.filter((time) => time !== null);
  return times.length === 0 ? undefined : Math.min(...times);
}

/** Time passes to the next deadline. */
function passTime(state: State, footprint: Footprint): void {
  const { until, asleep } = state;
  state.now = Math.max(state.now, deadline(state) ?? 0);
  until.forEach((time, number) => {
    if (time === null || time > state.now) return;
    until[number] = null;
    asleep[number] = false;
  });
  footprint.touchEverything();
}

function able(system: System, { ended, asleep }: State): Pid[] {
  return system.flatMap((_, number) => (ended[number] || asleep[number] ? [] : [pidOf(number)]));
}

/** Does a step of a process, or lets time pass, and says what that touches. */
export function turn(system: System, state: State, pid: Pid, footprint: Footprint): void {
  if (pid === CLOCK) passTime(state, footprint);
  else step(system, state, pid, footprint);
  if (deadline(state) !== undefined) footprint.touchEverything();
}

function step(system: System, state: State, pid: Pid, footprint: Footprint): void {
  const me = pid - 1;
  const { done, told, asleep, ended, variables, queues, taken, until } = state;
  const steps = system[me] as readonly Step[];
  const [kind, which, first] = steps[done[me] as number] as Step;
  const tell = (what: unknown) => told[me]?.push(String(what));
  footprint.touch(`life ${me}`, READ);
  footprint.beginTurn();
  if (first !== undefined && told[me]?.at(-1) !== "then") {
    const variable = first % THINGS.length;
    const isChange = first >= THINGS.length;
    footprint.touch(`variable ${variable}`, isChange ? WRITE : READ);
    tell(variables[variable]);
    if (isChange) variables[variable] = (variables[variable] as number) + 1;
    tell("then"); // a call that is made again does not do this again
  }
  footprint.beginCall();
  const queue = queues[which] as number[];
  const sleep = () => {
    asleep[me] = true;
    footprint.sleep(pid);
  };
  if (kind === "read") {
    footprint.touch(`variable ${which}`, READ);
    tell(variables[which]);
  } else if (kind === "write") {
    footprint.touch(`variable ${which}`, WRITE);
    variables[which] = pid * 10 + (done[me] as number);
  } else if (kind === "count") {
    footprint.touch(`variable ${which}`, ADD);
    variables[which] = (variables[which] as number) + 1000;
  } else if (kind === "put") {
    footprint.touch(`into ${which}`, WRITE);
    footprint.touch(`item ${(taken[which] as number) + queue.length} of ${which}`, WRITE);
    queue.push(pid);
    wake(system, state);
  } else if (kind === "get" || kind === "try") {
    footprint.touch(`out of ${which}`, WRITE);
    footprint.touch(`item ${taken[which]} of ${which}`, kind === "get" ? AWAIT : READ);
    if (queue.length === 0 && kind === "get") {
      sleep();
      return;
    }
    tell(queue.shift() ?? "nothing");
    if (told[me]?.at(-1) !== "nothing") taken[which] = (taken[which] as number) + 1;
  } else if (kind === "sleep" || kind === "poll") {
    const [item] = kind === "poll" ? queue : [];
    const since = told[me]?.at(-1)?.startsWith("since ") === true ? Number(told[me]?.at(-1)?.slice(6)) : undefined;
    footprint.touchEverything();
    if (item === undefined && (since === undefined || since + which + 1 > state.now)) {
      if (since === undefined) tell(`since ${state.now}`);
      until[me] = (since ?? state.now) + which + 1;
      asleep[me] = true;
      return;
    }
    if (since !== undefined) told[me]?.pop();
    tell(item === undefined ? "late" : queue.shift());
    if (item !== undefined) taken[which] = (taken[which] as number) + 1;
  } else if (kind === "wait") {
    footprint.touch(`end ${which}`, AWAIT);
    if (!ended[which]) {
      sleep();
      return;
    }
  } else if (kind === "kill") {
    footprint.touch(`end ${which}`, ended[which] ? READ : WRITE);
    footprint.touch(`life ${which}`, ended[which] ? READ : WRITE);
    if (asleep[which]) footprint.touchEverything();
    if (!ended[which]) told[which]?.splice(0); // what it knew is gone with it
    end(system, state, which);
  }
  done[me] = (done[me] as number) + 1;
  if (done[me] !== steps.length) return;
  footprint.touch(`end ${me}`, WRITE);
  end(system, state, me);
}

function end(system: System, state: State, number: number): void {
  if (system[number] === undefined) return;
  state.ended[number] = true;
  state.asleep[number] = false;
  state.until[number] = null;
  wake(system, state);
}

/** Wakes who has what it waits for. */
function wake(system: System, { done, asleep, ended, queues, until }: State): void {
  system.forEach((steps, number) => {
    if (!asleep[number]) return;
    const [kind, which] = steps[done[number] as number] as Step;
    const isReady =
      kind === "get" || kind === "poll" ? (queues[which]?.length ?? 0) > 0 : kind === "wait" && ended[which];
    if (!isReady) return;
    asleep[number] = false;
    until[number] = null;
  });
}

const which = fc.nat(THINGS.length - 1);

/** Steps that never wait. */
export const freeSteps: fc.Arbitrary<Step> = fc.tuple(fc.constantFrom("read", "write", "count"), which);

export const allSteps: fc.Arbitrary<Step> = fc.oneof(
  freeSteps,
  fc.tuple(fc.constantFrom("put", "put", "try", "get", "get", "wait", "kill"), which),
  fc.tuple(fc.constantFrom("get", "wait"), which, fc.nat(2 * THINGS.length - 1)),
);

/** Where time passes at any moment. */
export const timedSteps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: allSteps },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom("sleep", "poll"), which) },
);

/** Systems of two or three processes, with so many steps each at most. */
export function systems(steps: fc.Arbitrary<Step>, most = 3): fc.Arbitrary<System> {
  return fc.array(fc.array(steps, { minLength: 1, maxLength: most }), { minLength: 2, maxLength: 3 });
}
