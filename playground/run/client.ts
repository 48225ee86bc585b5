/**
 * What the page calls to run a program. What comes of it is in `state/run-state.ts`, of a search in `state/exploration.ts`; nobody else
 * talks to workers, or writes there.
 */
import type { Pid, Window } from "../../runtime/index.ts";
import type { Answer, Goal, Look, Question, Recorded, RunOptions } from "./orders.ts";
import { RunClient } from "./run-client.ts";
import { SearchClient, type SearchHow } from "./search-client.ts";
import type { Port } from "./worker-line.ts";

const makeWorker = () => new Worker(new URL("./worker.ts", import.meta.url), { type: "module" }) as unknown as Port;
const run = new RunClient(makeWorker);
const search = new SearchClient(makeWorker);

/** Makes a run in place of the one there is, and stands at its beginning, or where it was recorded, or where one is to look. */
export function open(options: RunOptions, recorded?: Recorded, look?: Look): void {
  run.open(options, recorded, look);
}

/** Goes on until something happens, or the run stands still. */
export function goOn(until: Goal): void {
  run.goOn(until);
}

/** Ends going on and playing, as `stop` does. */
export function pause(): void {
  run.stop();
}

/** Ends what the run does, even where a guest computes for ever: then its worker is ended, and the run repeated in another one. */
export function stop(): void {
  run.stop();
}

/** Goes to the moment before a step, of the branch that one is on unless told otherwise. Of many wishes only the newest counts. */
export function seek(position: number, branch?: number): void {
  run.seek(position, branch);
}

/** One step on: a known one, or a new one. */
export function step(): void {
  run.stepBy(1);
}

export function stepBack(): void {
  run.stepBy(-1);
}

/** Goes on step by step, at this speed, until `pause` or the end. */
export function play(stepsPerSecond: number): void {
  run.play(stepsPerSecond);
}

/** Lets this process run next: one of `Moment.choosable`. */
export function choose(pid: Pid): void {
  run.choose(pid);
}

/** Types at the terminal, or brings standard input; undefined is its end. A run that goes on, or waits for it, goes on. */
export function input(bytes: Uint8Array | undefined): void {
  run.act({ kind: "input", bytes });
}

/** Says how large the terminal's window is now. */
export function resize(window: Window): void {
  run.resize(window);
}

/** Says that nobody types now: sleepers go on. */
export function pass(): void {
  run.act({ kind: "pass" });
}

/** The promise fails where the question has no answer at this moment. */
export async function ask<Q extends Question>(question: Q): Promise<Extract<Answer, { kind: Q["kind"] }>> {
  return (await run.ask(question)) as Extract<Answer, { kind: Q["kind"] }>;
}

/** Lists all outcomes of a program: `state/exploration.ts` tells what is found. */
export function explore(options: RunOptions, how?: SearchHow): void {
  search.begin(options, how);
}

export function giveUpExploring(): void {
  search.giveUp();
}
