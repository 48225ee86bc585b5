/**
 * The clocks that a process can read (POSIX.1-2024 clock_gettime). The realtime clock and the monotonic one go together; those of
 * CPU time tell what a process has used (`usage.ts`). A clock of another process is numbered as on Linux: `~pid << 3 | 2`.
 */
import {
  CLOCK_BOOTTIME,
  CLOCK_MONOTONIC,
  CLOCK_MONOTONIC_COARSE,
  CLOCK_MONOTONIC_RAW,
  CLOCK_PROCESS_CPUTIME_ID,
  CLOCK_REALTIME,
  CLOCK_REALTIME_COARSE,
  CLOCK_THREAD_CPUTIME_ID,
} from "../abi/resource.ts";
import type { Kernel } from "./kernel.ts";
import type { Process } from "./process.ts";
import { cpuTime } from "./usage.ts";

/** The kinds of a process's clock: user and system time, user time, what the scheduler counted. The first and last are one here. */
const PROFILING = 0;
const VIRTUAL = 1;
const SCHEDULED = 2;

/** What a clock says, in nanoseconds; undefined where there is no such clock. */
export function readClock(kernel: Kernel, process: Process, clock: number): bigint | undefined {
  const { clock: time } = kernel.world;
  switch (clock) {
    case CLOCK_REALTIME:
    case CLOCK_REALTIME_COARSE:
      return time.realtime();
    case CLOCK_MONOTONIC:
    case CLOCK_MONOTONIC_RAW:
    case CLOCK_MONOTONIC_COARSE:
    case CLOCK_BOOTTIME:
      return BigInt(time.elapsed);
    case CLOCK_PROCESS_CPUTIME_ID:
    case CLOCK_THREAD_CPUTIME_ID:
      kernel.world.usageTold = true;
      return BigInt(cpuTime(process));
    default:
      return clock < 0 ? readProcessClock(kernel, process, clock) : undefined;
  }
}

/** Is this the number of a process's own CPU clock, as `clock_getcpuclockid` gives it? */
export function ownClock(process: Process, clock: number): boolean {
  return clock < 0 && (clock & 7) === SCHEDULED && (~(clock >> 3) === 0 || ~(clock >> 3) === process.pid);
}

function readProcessClock(kernel: Kernel, caller: Process, clock: number): bigint | undefined {
  const pid = ~(clock >> 3);
  const process = pid === 0 ? caller : kernel.world.processes.get(pid);
  const kind = clock & 7;
  if (process === undefined) return undefined;
  kernel.world.usageTold = true;
  if (kind === VIRTUAL) return BigInt(process.usage.user);
  return kind === PROFILING || kind === SCHEDULED ? BigInt(cpuTime(process)) : undefined;
}
