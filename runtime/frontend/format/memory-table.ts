/**
 * What each process of a run had in memory when it ended, from the run's events:
 *
 *     pid  program      virtual  resident    own  faults: empty  program  forked
 *       2  hello-fork  1088 KiB    84 KiB  8 KiB              3        4       2
 *       3  hello-fork  1088 KiB    84 KiB  4 KiB              0        0       1
 *
 * `virtual` is all that a process sees, `resident` what it or its program has written, `own` what it shares with nobody: it wrote
 * that since it last forked, or was forked. A fault is the first write to a page since then: to an empty one, to one of the
 * program's, or to one that a relative has too, which is what copy-on-write copies.
 */
import { PAGE_SIZE } from "../../abi/layout.ts";
import type { KernelEvent, MemoryAtExit } from "../../kernel/event.ts";
import { printable } from "./printable.ts";

export interface ProcessMemory extends MemoryAtExit {
  readonly pid: number;
  readonly program: string;
}

/** Listens to a run's events. */
export class MemoryTable {
  /** The processes that have ended, in the order in which they did; sizes in pages of 4 KiB. */
  readonly processes: ProcessMemory[] = [];
  readonly #programs = new Map<number, string>();

  listen(event: KernelEvent): void {
    if (event.kind === "start" || event.kind === "exec") this.#programs.set(event.pid, nameOf(event.args));
    else if (event.kind === "fork") this.#programs.set(event.child, this.#programs.get(event.pid) ?? "");
    else if (event.kind === "exit") {
      const { pid, memory } = event;
      this.processes.push({ pid, program: this.#programs.get(pid) ?? "", ...memory });
    }
  }

  /** The table as lines, in the order of pids, with a line for all. */
  lines(): string[] {
    const processes = [...this.processes].sort((a, b) => a.pid - b.pid);
    const rows = [
      ["pid", "program", "virtual", "resident", "own", "faults: empty", "program", "forked"],
      ...processes.map(({ pid, program, virtual, resident, own, faults }) => [
        String(pid),
        printable(program),
        ...[virtual, resident, own].map((pages) => `${(pages * PAGE_SIZE) / 1024} KiB`),
        ...[faults.zero, faults.program, faults.fork].map(String),
      ]),
    ];
    const widths = (rows[0] as string[]).map((_, at) => Math.max(...rows.map((row) => (row[at] as string).length)));
    const copied = processes.reduce((sum, { faults }) => sum + faults.fork, 0);
    return [
      ...rows.map((row) => row.map((cell, at) => pad(cell, widths[at] as number, at === 1)).join("  ")),
      `${copied} ${copied === 1 ? "page" : "pages"} copied on write`,
    ];
  }
}

function pad(cell: string, width: number, left: boolean): string {
  return left ? cell.padEnd(width) : cell.padStart(width);
}

function nameOf(args: readonly string[]): string {
  return args[0]?.replace(/^.*\//, "") ?? "";
}
