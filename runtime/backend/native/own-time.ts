/**
 * The clocks of a guest whose run is compared with one in the emulator: they begin as there, the realtime clock with the year 2026 and
 * the others with 0, so that what it prints of them is the same. What it sees of files and of CPU time is the host's.
 */
import {
  CLOCK_PROCESS_CPUTIME_ID,
  CLOCK_REALTIME,
  CLOCK_REALTIME_COARSE,
  CLOCK_THREAD_CPUTIME_ID,
} from "../../abi/resource.ts";
import { BIRTH } from "../../kernel/clock.ts";

/** The host's two clocks, in nanoseconds, when a run began. */
export interface Origin {
  readonly realtime: bigint;
  readonly monotonic: bigint;
}

export function originNow(): Origin {
  return { realtime: BigInt(Date.now()) * 1_000_000n, monotonic: process.hrtime.bigint() };
}

/** As one word of an environment; and back. */
export function formatOrigin({ realtime, monotonic }: Origin): string {
  return `${realtime},${monotonic}`;
}

export function parseOrigin(text: string): Origin {
  const [realtime = 0n, monotonic = 0n] = text.split(",").map(BigInt);
  return { realtime, monotonic };
}

/** How far a clock of the host is ahead of the guest's, in nanoseconds; 0 where the run is not compared. */
export function ahead(origin: Origin | undefined, clock: number): bigint {
  if (origin === undefined || clock < 0) return 0n;
  if (clock === CLOCK_PROCESS_CPUTIME_ID || clock === CLOCK_THREAD_CPUTIME_ID) return 0n;
  return clock === CLOCK_REALTIME || clock === CLOCK_REALTIME_COARSE ? origin.realtime - BIRTH : origin.monotonic;
}
