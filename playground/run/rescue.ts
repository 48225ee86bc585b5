/**
 * What is done about a guest that computes for ever. Its worker is ended; what the page knows of the run is made again in another one.
 * The page was told of many steps at a time, so it may not know the last ones: they are made once more, and each is told at once, until
 * the run is in the step that does not end. Then that worker is ended, too, and the third one stands before that step.
 */
import type { Pid } from "../../runtime/index.ts";
import { branches, lengthOf, stepsOf } from "../state/run-state.ts";
import type { KnownWay, Order, Place, RunOptions } from "./orders.ts";
import type { WorkerLine } from "./worker-line.ts";

/** All that is known of a run at this moment. */
export type Known = () => { readonly run: RunOptions; readonly ways: readonly KnownWay[]; readonly place: Place };

/** What ran on its own, not led by a recording or a choice, does so again. */
const GOES_ON: ReadonlySet<Order["kind"]> = new Set(["go-on", "seek"]);

/** Milliseconds after which it ends all the same if it does not get to a step without an end. */
const LONGEST = 2000;

/** Answers whether it was done: not if somebody else has ended the worker meanwhile. `hung` is what it was doing. */
export async function rescue(line: WorkerLine, hung: Order, known: Known, patience: number): Promise<boolean> {
  if (!(await remake(line, known))) return false;
  if (!GOES_ON.has(hung.kind)) return true;
  const number = line.send({ kind: "go-on", until: "end", carefully: true });
  const { ended } = line;
  const long = setTimeout(() => {
    if (line.unanswered.has(number)) line.send({ kind: "pause" });
  }, LONGEST);
  await Promise.race([line.answered(number), line.silence(patience)]);
  clearTimeout(long);
  if (line.ended !== ended) return false;
  return line.unanswered.has(number) ? remake(line, known) : true;
}

async function remake(line: WorkerLine, known: Known): Promise<boolean> {
  line.end();
  const number = line.send({ kind: "remake", ...known() });
  const { ended } = line;
  await line.answered(number);
  return line.ended === ended;
}

/** Can it take for ever? */
export function makesSteps(order: Order): boolean {
  if (order.kind === "seek") return order.position > lengthOf(branches.value, order.branch);
  return order.kind === "go-on" || order.kind === "choose" || (order.kind === "open" && order.recorded !== undefined);
}

/** What the person is told: `runs` is who was about to make a step, where that was told, and `place` is before that step. */
export function endlessText(runs: Pid | undefined, { branch, position }: Place): string {
  const steps = stepsOf(branches.value, branch).slice(0, position);
  const pid = runs ?? steps.flatMap(({ pid }) => pid ?? []).at(-1);
  const who = pid === undefined ? "A process" : `Process ${pid}`;
  return `${who} computes on and on without a system call, so it was stopped. The run stands before that step, and nothing else is lost`;
}
