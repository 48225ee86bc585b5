/** What becomes of a process whose code has stopped for good: it returned, or did what no program may do. */
import { endProcess } from "../kernel/exit.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { Process } from "../kernel/process.ts";
import { trap } from "../kernel/trap.ts";
import type { Stop } from "./executor.ts";

export function endStopped(kernel: Kernel, process: Process, stop: Stop): void {
  if (stop.kind === "trapped") trap(kernel, process, stop.signal, stop.why);
  else if (stop.kind === "returned") {
    endProcess(kernel, process, process.trap === undefined ? { code: 0 } : { signal: process.trap });
  }
}
