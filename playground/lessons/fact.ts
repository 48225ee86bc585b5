/**
 * What can be true of what the page knows: goals are reached, and answers are right, when a fact holds. The language is closed and
 * small; `holds` is a pure function.
 */
import { Errno, type ErrnoName } from "../../runtime/abi/errno.ts";
import { FIRST_PID } from "../../runtime/abi/ids.ts";
import { Signal, type SignalName } from "../../runtime/abi/signal.ts";
import type { End, Exploration, KernelEvent, SystemScene } from "../../runtime/index.ts";
import type { SeenStep, Standing } from "../run/orders.ts";
import { textOf } from "../run/seen-step.ts";
import { type KnownBranch, stepsOf } from "../state/run-state.ts";

/** What the page knows of the program that runs, and of what was done with it. */
export interface Known {
  readonly branches: readonly KnownBranch[];
  /** Where the run stands. */
  readonly moment: { readonly branch: number; readonly position: number; readonly scene: SystemScene } | undefined;
  /** All outcomes of this program, once somebody has listed them. */
  readonly found: Exploration | undefined;
  /** Was the question answered rightly? */
  readonly answered: boolean;
  readonly steppedBack: boolean;
}

export type Fact =
  | { readonly kind: "answered" }
  | { readonly kind: "stepped-back" }
  /** On some branch this was printed to standard output; with `whole`, nothing else, and all have ended. */
  | { readonly kind: "printed"; readonly text: string; readonly whole?: true }
  /** On some branch this has happened, so often at least, and at most. */
  | { readonly kind: "happened"; readonly what: Happening; readonly times?: number; readonly most?: number }
  /** The run stands right behind a step in which this happened. */
  | { readonly kind: "stands-behind"; readonly what: Happening }
  /** This can be seen where the run stands. */
  | { readonly kind: "shows"; readonly sight: Sight }
  /** Some branch has come to this. */
  | { readonly kind: "came-to"; readonly standing: Standing["kind"] }
  /** There are branches that have ended, with so many different outputs. */
  | { readonly kind: "branches"; readonly outputs: number }
  /** All outcomes are known: these and no others are printed, and a deadlock is among them or not. */
  | {
      readonly kind: "outcomes";
      readonly prints?: readonly string[];
      readonly deadlock?: "never" | "sometimes" | "always";
    }
  | { readonly kind: "all" | "any"; readonly of: readonly Fact[] }
  | { readonly kind: "not"; readonly of: Fact };

/** An event, as far as it matters. */
export interface Happening {
  readonly event: KernelEvent["kind"];
  /** The first process, or one of those that came of it. */
  readonly by?: "first" | "others";
  /** How the call begins, as people read it: `chdir(`. */
  readonly call?: string;
  /** What the call is answered. */
  readonly errno?: ErrnoName;
  /** Of signals and handlers; and of an exit, what ended it. */
  readonly signal?: SignalName;
  /** What the page was before. */
  readonly cause?: "zero" | "program" | "fork";
}

/** Whose children orphans become. */
const INIT = 1;

/** What a scene may show: see `SIGHTS`. */
export type Sight = keyof typeof SIGHTS;

const SIGHTS = {
  zombie: ({ processes }: SystemScene) => processes.some(({ state }) => state === "zombie"),
  orphan: ({ processes }: SystemScene) =>
    processes.some(({ pid, parent, state }) => pid !== FIRST_PID && parent === INIT && state !== "zombie"),
  "borrowed memory": ({ processes }: SystemScene) => processes.some(({ borrowsFrom }) => borrowsFrom !== undefined),
  /** Two processes have a descriptor each of one open file with an offset. */
  "shared offset": ({ processes, openFiles }: SystemScene) =>
    openFiles.some(
      ({ id, offset }) =>
        offset !== undefined &&
        processes.filter(({ descriptors }) => descriptors.some(({ openFile }) => openFile === id)).length > 1,
    ),
} as const;

export function holds(fact: Fact, known: Known): boolean {
  switch (fact.kind) {
    case "answered":
      return known.answered;
    case "stepped-back":
      return known.steppedBack;
    case "printed":
      return histories(known).some(({ steps, ended }) => {
        const text = textOf(steps, "stdout");
        return fact.whole === true ? ended && text === fact.text : text.includes(fact.text);
      });
    case "happened":
      return histories(known).some(({ steps }) => {
        const times = countOf(fact.what, steps);
        return times >= (fact.times ?? 1) && times <= (fact.most ?? Number.POSITIVE_INFINITY);
      });
    case "stands-behind": {
      const { moment, branches } = known;
      if (moment === undefined) return false;
      const steps = stepsOf(branches, moment.branch);
      return countOf(fact.what, steps, Math.max(0, moment.position - 1), moment.position) > 0;
    }
    case "shows":
      return known.moment !== undefined && SIGHTS[fact.sight](known.moment.scene);
    case "came-to":
      return known.branches.some(({ steps }) => steps.at(-1)?.outcome?.kind === fact.standing);
    case "branches":
      return new Set(endedOutputs(known)).size >= fact.outputs;
    case "outcomes":
      return known.found?.complete === true && areOutcomes(fact, known.found);
    case "all":
      return fact.of.every((part) => holds(part, known));
    case "any":
      return fact.of.some((part) => holds(part, known));
    case "not":
      return !holds(fact.of, known);
  }
}

interface History {
  readonly steps: readonly SeenStep[];
  readonly ended: boolean;
}

/** The way to the end of each branch. */
function histories({ branches }: Known): History[] {
  return branches.map((_, id) => {
    const steps = stepsOf(branches, id);
    return { steps, ended: steps.at(-1)?.outcome?.kind === "ended" };
  });
}

function endedOutputs(known: Known): string[] {
  return histories(known).flatMap(({ steps, ended }) => (ended ? [textOf(steps, "stdout")] : []));
}

/** How often it has happened, in all steps or in some of them. */
function countOf(what: Happening, steps: readonly SeenStep[], from = 0, to = steps.length): number {
  const first = steps.find(({ pid }) => pid !== undefined)?.pid;
  let count = 0;
  for (const { events } of steps.slice(from, to)) for (const event of events) if (isOne(what, event, first)) count++;
  return count;
}

function isOne(what: Happening, event: KernelEvent, first: number | undefined): boolean {
  if (event.kind !== what.event) return false;
  const pid = "pid" in event ? event.pid : undefined;
  if (what.by !== undefined && (pid === first) !== (what.by === "first")) return false;
  if (what.call !== undefined && !(event.kind === "call" && event.text.startsWith(what.call))) return false;
  if (what.errno !== undefined && !(event.kind === "answer" && event.answer === -Errno[what.errno])) return false;
  if (what.signal !== undefined && signalOf(event) !== Signal[what.signal]) return false;
  return what.cause === undefined || (event.kind === "fault" && event.cause === what.cause);
}

function signalOf(event: KernelEvent): number | undefined {
  if (event.kind === "signal" || event.kind === "handle") return event.signal;
  return event.kind === "exit" ? killerOf(event.end) : undefined;
}

function killerOf(end: End): number | undefined {
  return "signal" in end ? end.signal : undefined;
}

function areOutcomes({ prints, deadlock }: Extract<Fact, { kind: "outcomes" }>, { outcomes }: Exploration): boolean {
  const stuck = outcomes.filter(({ end }) => end.kind === "deadlock").length;
  const often = stuck === 0 ? "never" : stuck === outcomes.length ? "always" : "sometimes";
  if (deadlock !== undefined && deadlock !== often) return false;
  return prints === undefined || sorted(outcomes.map(({ stdout }) => stdout)) === sorted(prints);
}

function sorted(texts: readonly string[]): string {
  return JSON.stringify([...new Set(texts)].sort());
}
