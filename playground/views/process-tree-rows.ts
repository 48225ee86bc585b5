/**
 * The tree of all processes that a run has had, as rows from top to bottom: below each process are its children in the order of
 * their birth, and orphans are below 1, which has taken them in. Many that are gone, side by side, are one row until asked for.
 */
import { type HierarchyNode, hierarchy } from "d3-hierarchy";
import { INIT_PID, type Pid } from "../../runtime/abi/ids.ts";
import type { ProcessScene } from "../../runtime/index.ts";
import type { Happened, Lived } from "./lives.ts";
import { commandOf, describeGone, describeState, type ProcessState } from "./process-state.ts";

export interface ProcessRow {
  readonly pid: Pid;
  readonly depth: number;
  /** At each level: does a line go on downwards, to a later child of who is there? The last is its own level's. */
  readonly passing: readonly boolean[];
  /** Its place among its parent's children, from 1, and how many those are. */
  readonly place: number;
  readonly of: number;
  /** What it ran before, and runs now. */
  readonly commands: readonly string[];
  readonly state: ProcessState;
  /** Who made it, if that is not its parent any more. */
  readonly bornTo: Pid | undefined;
  readonly moments: readonly Happened[];
}

/** So many processes that are gone. */
export interface FoldedRow extends Pick<ProcessRow, "depth" | "passing"> {
  readonly folded: readonly Pid[];
}

export type TreeRow = ProcessRow | FoldedRow;

/** More than these are folded. */
const MOST_GONE = 3;
/** Deeper ones are drawn at the last of these levels. */
const MOST_LEVELS = 16;

interface Node {
  readonly pid: Pid;
  readonly lived: Lived | undefined;
  readonly children: Node[];
}

interface TreeOptions {
  readonly processes: readonly ProcessScene[];
  /** Whose turn the next step is. */
  readonly next: Pid | undefined;
  readonly unfold: boolean;
}

export function treeRows(lived: readonly Lived[], { processes, next, unfold }: TreeOptions): TreeRow[] {
  const here = new Map(processes.map((process) => [process.pid, process]));
  // The value of a node is how many of it and those below it are still there.
  const root = hierarchy(rootOf(lived, processes)).sum(({ pid }) => (here.has(pid) ? 1 : 0));
  const rows: TreeRow[] = [];
  const addBelow = ({ children: siblings = [], depth }: HierarchyNode<Node>, above: readonly boolean[]) => {
    for (let i = 0; i < siblings.length; ) {
      const gone = unfold ? 0 : countGone(siblings, i);
      const isFolded = gone > MOST_GONE;
      const passing = [...above.slice(0, MOST_LEVELS - 1), i + (isFolded ? gone : 1) < siblings.length];
      if (isFolded) {
        const folded = siblings.slice(i, i + gone).flatMap((each) => each.descendants().map(({ data }) => data.pid));
        rows.push({ folded, depth, passing });
        i += gone;
      } else {
        const sibling = siblings[i++] as HierarchyNode<Node>;
        const content = contentOf(sibling.data, here.get(sibling.data.pid), next);
        rows.push({ ...content, depth, passing, place: i, of: siblings.length });
        addBelow(sibling, passing);
      }
    }
  };
  addBelow(root, []);
  return rows;
}

/** How many siblings from one on are gone, with all that were below them. */
function countGone(siblings: readonly HierarchyNode<Node>[], from: number): number {
  let count = 0;
  while (siblings[from + count]?.value === 0) count++;
  return count;
}

function contentOf({ pid, lived }: Node, process: ProcessScene | undefined, next: Pid | undefined) {
  const programs = lived?.programs ?? [];
  const commands = programs.length > 0 ? programs.map((args) => commandOf(args)) : [commandOf(process?.args)];
  const parent = process?.parent ?? lived?.parent;
  return {
    pid,
    commands,
    state:
      process === undefined
        ? describeGone(lived ?? { end: undefined, reapedBy: undefined })
        : describeState(process, pid === next),
    bornTo: lived === undefined || lived.bornTo === parent ? undefined : lived.bornTo,
    moments: lived?.moments ?? [],
  };
}

/** Process 1 with all others below it. What is in the scene counts, where the past is not known. */
function rootOf(lived: readonly Lived[], processes: readonly ProcessScene[]): Node {
  const nodes = new Map<Pid, Node>();
  const parents = new Map<Pid, Pid>();
  for (const each of lived) {
    nodes.set(each.pid, { pid: each.pid, lived: each, children: [] });
    parents.set(each.pid, each.parent);
  }
  for (const { pid, parent } of processes) {
    if (!nodes.has(pid)) nodes.set(pid, { pid, lived: undefined, children: [] });
    parents.set(pid, parent);
  }
  const root: Node = { pid: INIT_PID, lived: undefined, children: [] };
  for (const [pid, node] of nodes) (nodes.get(parents.get(pid) ?? INIT_PID) ?? root).children.push(node);
  return root;
}
