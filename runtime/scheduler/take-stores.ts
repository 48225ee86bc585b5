/** Takes what a process has stored into the world, and says what becomes of one that stored too much, or where it may not. */
import { Signal } from "../abi/signal.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { takeViolation } from "../kernel/mappings/protect.ts";
import { hasRoom } from "../kernel/memory-budget.ts";
import { settle } from "../kernel/page-faults.ts";
import type { Process } from "../kernel/process.ts";
import type { Stop } from "./executor.ts";

/** A process wrote more than there is (`kernel/memory-budget.ts`): a store cannot fail. */
const OUT_OF_MEMORY: Stop = { kind: "trapped", signal: Signal.SIGKILL, why: "the world is out of memory" };

/** To be called whenever a process has stopped. */
export function takeStores(kernel: Kernel, process: Process): Stop | undefined {
  settle(kernel, process);
  if (process.image !== undefined && !hasRoom(kernel.world, 0)) return OUT_OF_MEMORY;
  const violation = takeViolation(process);
  return violation === undefined ? undefined : { kind: "trapped", ...violation };
}
