/**
 * The process tree of a run, from its events:
 *
 *     2 hello-fork            exits with 0
 *     |-- 3 hello-fork        exits with 7
 *     `-- 4 sh -> wc -l       killed by SIGKILL (Killed)
 *
 * Children stand under the process that forked them, also when that ended first.
 */
import type { Pid } from "../../abi/ids.ts";
import type { End } from "../../abi/wait-status.ts";
import type { KernelEvent } from "../../kernel/event.ts";
import { describeEnd } from "./end.ts";
import { printable } from "./printable.ts";

/** Deeper processes are only counted: each level takes four columns of every line below it. */
const MAX_DEPTH = 100;

interface Node {
  readonly pid: Pid;
  /** What it ran, one after the other. */
  readonly programs: string[];
  readonly children: Node[];
  end: End | undefined;
  isReaped: boolean;
  isOrphan: boolean;
}

/** Listens to a run's events and draws the tree in the end. */
export class ProcessTree {
  readonly #roots: Node[] = [];
  /** By pid; a pid that is given again names the newer process. */
  readonly #nodes = new Map<Pid, Node>();

  listen(event: KernelEvent): void {
    switch (event.kind) {
      case "start":
        this.#roots.push(this.#add(event.pid, [commandOf(event.args)]));
        break;
      case "fork": {
        const parent = this.#nodes.get(event.pid);
        const child = this.#add(event.child, parent === undefined ? [] : [parent.programs.at(-1) ?? ""]);
        (parent?.children ?? this.#roots).push(child);
        break;
      }
      case "exec":
        this.#nodes.get(event.pid)?.programs.push(commandOf(event.args));
        break;
      case "exit":
        this.#change(event.pid, (node) => {
          node.end = event.end;
        });
        break;
      case "reparent":
        this.#change(event.pid, (node) => {
          node.isOrphan = true;
        });
        break;
      case "reap":
        this.#change(event.pid, (node) => {
          node.isReaped = true;
        });
        break;
      default:
    }
  }

  /** The tree as lines. */
  lines(): string[] {
    const rows: [left: string, right: string][] = [];
    for (const root of this.#roots) draw(root, { lead: "", childLead: "", depth: 0 }, rows);
    const width = rows.reduce((widest, [left]) => Math.max(widest, left.length), 0);
    return rows.map(([left, right]) => `${left.padEnd(width)}  ${right}`.trimEnd());
  }

  #add(pid: Pid, programs: string[]): Node {
    const node: Node = { pid, programs, children: [], end: undefined, isReaped: false, isOrphan: false };
    this.#nodes.set(pid, node);
    return node;
  }

  #change(pid: Pid, change: (node: Node) => void): void {
    const node = this.#nodes.get(pid);
    if (node !== undefined) change(node);
  }
}

/** What stands before a node, and before its children. */
interface Position {
  readonly lead: string;
  readonly childLead: string;
  readonly depth: number;
}

function draw(node: Node, { lead, childLead, depth }: Position, rows: [string, string][]): void {
  rows.push([`${lead}${node.pid} ${node.programs.join(" -> ")}`, describe(node)]);
  if (depth === MAX_DEPTH && node.children.length > 0) {
    rows.push([`${childLead}\`-- and ${countBelow(node)} more below`, ""]);
    return;
  }
  node.children.forEach((child, i) => {
    const isLast = i === node.children.length - 1;
    const position = {
      lead: `${childLead}${isLast ? "`-- " : "|-- "}`,
      childLead: `${childLead}${isLast ? "    " : "|   "}`,
      depth: depth + 1,
    };
    draw(child, position, rows);
  });
}

function countBelow(node: Node): number {
  const found = [...node.children];
  for (let i = 0; i < found.length; i++) for (const child of (found[i] as Node).children) found.push(child);
  return found.length;
}

function describe({ end, isOrphan, isReaped, pid }: Node): string {
  const notes: string[] = [];
  if (isOrphan) notes.push("orphan, handed to 1");
  if (end !== undefined && !isReaped && !isOrphan && pid !== 2) notes.push("nobody waited for it");
  return `${end === undefined ? "still there" : describeEnd(end)}${notes.length === 0 ? "" : `, ${notes.join(", ")}`}`;
}

/** The command line, cut to a readable length. */
function commandOf(args: readonly string[]): string {
  const text = printable([args[0]?.replace(/^.*\//, "") ?? "", ...args.slice(1)].join(" "));
  return text.length > 40 ? `${text.slice(0, 37)}...` : text;
}
