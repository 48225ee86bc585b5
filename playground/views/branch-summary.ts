/** What came of the branches of a run, and how two of them differ: for who compares them. */
import { describeEnd, type End, type Pid, ProcessTree } from "../../runtime/index.ts";
import type { SeenStep, Standing } from "../run/orders.ts";
import { textOf } from "../run/seen-step.ts";
import { type KnownBranch, stepsOf } from "../state/run-state.ts";
import { differenceWords, firstDifference } from "./first-difference.ts";
import { standingWords } from "./step-words.ts";
import { actWords, counted } from "./words.ts";

export interface BranchSummary {
  readonly id: number;
  readonly parent: number | undefined;
  /** Steps that it shares with its parent. */
  readonly from: number;
  /** How many steps are known that lead to its end. */
  readonly length: number;
  /** "process 3 runs in step 13, and not process 2". */
  readonly why: string;
  /** How it stands at its end; undefined where it could go on. */
  readonly standing: Standing | undefined;
  readonly stdout: string;
  readonly stderr: string;
  /** The process tree, as lines. */
  readonly tree: readonly string[];
  readonly ends: ReadonlyMap<Pid, End>;
}

/** Reads branches, and each again only when more of it is known. */
export function branchReader(): (all: readonly KnownBranch[]) => BranchSummary[] {
  const known = new WeakMap<readonly SeenStep[], BranchSummary>();
  return (all) =>
    all.map((branch) => {
      const found = known.get(branch.steps);
      if (found !== undefined) return found;
      const made = summaryOf(all, branch);
      known.set(branch.steps, made);
      return made;
    });
}

export function summaryOf(all: readonly KnownBranch[], branch: KnownBranch): BranchSummary {
  const { id, parent, from } = branch;
  const steps = stepsOf(all, id);
  const tree = new ProcessTree();
  const ends = new Map<Pid, End>();
  for (const { events } of steps) {
    for (const event of events) {
      tree.listen(event);
      if (event.kind === "exit") ends.set(event.pid, event.end);
    }
  }
  return {
    id,
    parent,
    from,
    length: steps.length,
    why: whyLeft(all, branch),
    standing: steps.at(-1)?.outcome,
    stdout: textOf(steps, "stdout"),
    stderr: textOf(steps, "stderr"),
    tree: tree.lines(),
    ends,
  };
}

export function branchName(id: number): string {
  return id === 0 ? "the first run" : `branch ${id}`;
}

function whyLeft(all: readonly KnownBranch[], { parent, from, by }: KnownBranch): string {
  if (parent === undefined) return "as it came";
  const before = stepsOf(all, parent)[from]?.pid;
  const leaves = `leaves ${branchName(parent)} after step ${from}`;
  if (by === undefined) return leaves;
  if (typeof by !== "number") return `${leaves}: ${actWords(by)}`;
  return `${leaves}: process ${by} runs then${before === undefined || before === by ? "" : `, and not process ${before}`}`;
}

/** How a branch ends, in words. */
export function endWords({ standing }: BranchSummary): string {
  return standing === undefined ? "the run can go on" : standingWords(standing);
}

/** All that is different, in sentences; output first. */
export function differences(one: BranchSummary, other: BranchSummary, shared: number): string[] {
  const [name, otherName] = [branchName(one.id), branchName(other.id)];
  const said = [
    `They share ${shared === 0 ? "no step" : `the first ${counted(shared, "step")}`}.`,
    `The output ${differenceWords(firstDifference(one.stdout, other.stdout), name, otherName)}.`,
  ];
  if (one.stderr !== other.stderr) {
    said.push(
      `What is written to standard error ${differenceWords(firstDifference(one.stderr, other.stderr), name, otherName)}.`,
    );
  }
  const [end, otherEnd] = [endWords(one), endWords(other)];
  said.push(end === otherEnd ? `Both end alike: ${end}.` : `In ${name} ${end}; in ${otherName} ${otherEnd}.`);
  for (const pid of [...new Set([...one.ends.keys(), ...other.ends.keys()])].sort((a, b) => a - b)) {
    const [how, otherHow] = [endOf(one, pid), endOf(other, pid)];
    if (how !== otherHow) said.push(`Process ${pid} ${how} in ${name}, and ${otherHow} in ${otherName}.`);
  }
  return said;
}

/** How many steps lead to both. */
export function sharedSteps(all: readonly KnownBranch[], one: number, other: number): number {
  const upTo = (id: number) => {
    const path = new Map<number, number>();
    let length = Number.POSITIVE_INFINITY;
    for (
      let branch = all[id];
      branch !== undefined;
      branch = branch.parent === undefined ? undefined : all[branch.parent]
    ) {
      path.set(branch.id, Math.min(length, branch.from + branch.steps.length));
      length = Math.min(length, branch.from);
    }
    return path;
  };
  const path = upTo(one);
  for (const [id, length] of upTo(other)) {
    const common = path.get(id);
    if (common !== undefined) return Math.min(common, length);
  }
  return 0;
}

function endOf({ ends }: BranchSummary, pid: Pid): string {
  const end = ends.get(pid);
  if (end === undefined) return "has not ended";
  return "code" in end ? describeEnd(end) : `is ${describeEnd(end)}`;
}
