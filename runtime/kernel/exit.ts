/** The end of a process (POSIX.1-2024 _Exit, "Consequences of Process Termination"). */
import type { End } from "../abi/wait-status.ts";
import { dismantle } from "./dismantle.ts";
import type { Kernel } from "./kernel.ts";
import type { Process } from "./process.ts";
import { sendAll } from "./signals.ts";

/**
 * Ends a process: its descriptors are closed, its memory is given back, its children become pid 1's, and it stays as a
 * zombie until its parent has waited for it. A parent that ignores SIGCHLD, and pid 1, leave no zombies.
 */
export function endProcess(kernel: Kernel, process: Process, asked: End): void {
  sendAll(kernel, dismantle(kernel, process, asked));
}
