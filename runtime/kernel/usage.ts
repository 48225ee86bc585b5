/**
 * What processes have used: time, memory, page faults, switches (POSIX.1-2024 getrusage, times). Time is virtual: a turn of
 * computing is the process's user time, and what the clock moves when it is looked at is the looker's system time.
 */
import { CLOCK_TICKS, RLIMIT_CPU, RUSAGE_SIZE } from "../abi/resource.ts";
import { TICK } from "./clock.ts";
import type { GuestMemory } from "./guest-memory.ts";
import type { Kernel } from "./kernel.ts";
import type { Process } from "./process.ts";

const SECOND = 1_000_000_000;
const KIB_PER_PAGE = 4;

export class Usage {
  /** Virtual nanoseconds. */
  user = 0;
  system = 0;
  /** The most memory at one time, in pages of 4 KiB. */
  maxResident = 0;
  faults = 0;
  /** How often it went to sleep, and how often it was another's turn. */
  voluntarySwitches = 0;
  involuntarySwitches = 0;
}

/** User and system time together, in nanoseconds. */
export function cpuTime({ usage }: Process): number {
  return usage.user + usage.system;
}

/** A process has computed for so long. */
export function chargeTime(kernel: Kernel, process: Process, nanoseconds: number): void {
  process.usage.user += nanoseconds;
  watch(kernel, process);
}

/** A process looks at the clock, which moves it a little; answers the nanoseconds since the world began. */
export function lookAtClock(kernel: Kernel, process: Process): number {
  process.usage.system += TICK;
  watch(kernel, process);
  return kernel.world.clock.tick();
}

/** Timers and limits of a process's time are looked at when it has stopped (`alarm.ts`). */
function watch(kernel: Kernel, process: Process): void {
  if (process.timers !== undefined || process.limits.has(RLIMIT_CPU)) kernel.world.charged.add(process);
}

/** It may have more memory than ever: to be called before memory is given up, and when somebody asks. */
export function noteMemory({ usage, image }: Process): void {
  if (image !== undefined) usage.maxResident = Math.max(usage.maxResident, image.space.resident);
}

/** What a process has used by now. */
export function ownUsage(process: Process): Usage {
  const { usage, faults } = process;
  noteMemory(process);
  usage.faults = faults.zero + faults.program + faults.fork;
  return usage;
}

/** A child has been waited for: what it and its own children used is its parent's children's now. */
export function addChildUsage(parent: Process, child: Process): void {
  for (const used of [ownUsage(child), child.childUsage]) add(parent.childUsage, used);
}

/** What a child and those it has waited for have used: what `wait4` stores. */
export function usageWithChildren(child: Process): Usage {
  const sum = new Usage();
  for (const used of [ownUsage(child), child.childUsage]) add(sum, used);
  return sum;
}

function add(sum: Usage, used: Usage): void {
  sum.user += used.user;
  sum.system += used.system;
  sum.maxResident = Math.max(sum.maxResident, used.maxResident);
  sum.faults += used.faults;
  sum.voluntarySwitches += used.voluntarySwitches;
  sum.involuntarySwitches += used.involuntarySwitches;
}

/** Stores a `struct rusage`; the fields that Linux leaves at 0, and those of disks, are 0. */
export function storeRusage(kernel: Kernel, address: number, usage: Usage): void {
  const { memory } = kernel;
  kernel.world.usageTold = true;
  memory.lend(address, RUSAGE_SIZE).fill(0);
  storeTimeval(memory, address, usage.user);
  storeTimeval(memory, address + 16, usage.system);
  memory.setU32(address + 32, usage.maxResident * KIB_PER_PAGE);
  memory.setU32(address + 48, usage.faults);
  memory.setU32(address + 80, usage.voluntarySwitches);
  memory.setU32(address + 84, usage.involuntarySwitches);
}

/** Nanoseconds as seconds and microseconds. */
export function storeTimeval(memory: GuestMemory, address: number, nanoseconds: number): void {
  memory.setU64(address, BigInt(Math.floor(nanoseconds / SECOND)));
  memory.setU64(address + 8, BigInt(Math.floor((nanoseconds % SECOND) / 1000)));
}

/** Nanoseconds in clock ticks, as `times` tells them. */
export function toTicks(nanoseconds: number): bigint {
  return BigInt(Math.floor(nanoseconds / (SECOND / CLOCK_TICKS)));
}
