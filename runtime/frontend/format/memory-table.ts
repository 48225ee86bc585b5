/**
 * What each process of a run had in memory when it ended, from the run's events:
 *
 *     pid  program     virtual  resident  private  shared     zero  faults: zero  program  fork
 *       2  hello-fork  320 KiB    16 KiB    8 KiB   8 KiB  304 KiB             3        1     2
 *       3  hello-fork  320 KiB    16 KiB    4 KiB  12 KiB  304 KiB             0        0     1
 *
 * Virtual is all that a process sees: resident and zero. Zero pages were never written. Private is what it wrote since it last
 * forked, or was forked; the rest it shares, or did, with relatives or with its program. A fault is the first write to a page since
 * then: to a zero page, to one of the program's, or to one shared by a fork, which is what copy-on-write copies.
 */
import { PAGE_SIZE } from "../../abi/layout.ts";
import type { KernelEvent, MemoryAtExit } from "../../kernel/event.ts";
import { printable } from "./printable.ts";

/** Sizes in pages of 4 KiB. */
export interface ProcessMemory {
  readonly pid: number;
  readonly program: string;
  readonly virtual: number;
  readonly resident: number;
  readonly private: number;
  readonly shared: number;
  readonly zero: number;
  readonly faults: MemoryAtExit["faults"];
}

/** Listens to a run's events. */
export class MemoryTable {
  /** The processes that have ended, in the order in which they did. */
  readonly processes: ProcessMemory[] = [];
  readonly #programs = new Map<number, string>();

  listen(event: KernelEvent): void {
    if (event.kind === "start" || event.kind === "exec") this.#programs.set(event.pid, nameOf(event.args));
    else if (event.kind === "fork") this.#programs.set(event.child, this.#programs.get(event.pid) ?? "");
    else if (event.kind === "exit") {
      const { virtual, resident, own, faults } = event.memory;
      this.processes.push({
        pid: event.pid,
        program: this.#programs.get(event.pid) ?? "",
        virtual,
        resident,
        private: own,
        shared: resident - own,
        zero: virtual - resident,
        faults,
      });
    }
  }

  /** The table as lines, in the order of pids, with a line for all. */
  lines(): string[] {
    const processes = [...this.processes].sort((a, b) => a.pid - b.pid);
    const rows = [
      ["pid", "program", "virtual", "resident", "private", "shared", "zero", "faults: zero", "program", "fork"],
      ...processes.map((one) => [
        String(one.pid),
        printable(one.program),
        ...[one.virtual, one.resident, one.private, one.shared, one.zero].map(
          (pages) => `${(pages * PAGE_SIZE) / 1024} KiB`,
        ),
        ...[one.faults.zero, one.faults.program, one.faults.fork].map(String),
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
