/**
 * Page faults: a process has written to a page for the first time since its last fork. They are noticed when it stops, by the
 * marks that its stores have left, and always at the same stops: what they count is part of the run, as its output is.
 */
import type { Kernel } from "./kernel.ts";
import { publish } from "./mappings/share.ts";
import { chargePage, chargeSize } from "./memory-budget.ts";
import type { Process } from "./process.ts";

/** Brings what is known of a process's memory up to date with what it has written. */
export function settle(kernel: Kernel, process: Process): void {
  const space = process.image?.space;
  if (space === undefined) return;
  kernel.surroundings.eachWritten(process, (page) => {
    const cause = space.write(page);
    if (cause === undefined) return;
    process.faults[cause]++;
    chargePage(kernel.world, space, cause === "fork");
    if (kernel.surroundings.watchingFaults) kernel.emit({ kind: "fault", pid: process.pid, page, cause });
  });
  if (space.mappings !== undefined) publish(kernel, process, space, space.mappings);
  chargeSize(kernel.world, space);
}
