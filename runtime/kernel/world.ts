/**
 * The world: all state of the kernel, as plain data. It can be copied (`snapshot.ts`), hashed and put back; nothing in it
 * is a closure, a promise or an instance of a program. What is not data (the guest's memory at hand, the host's sinks, the
 * policy) lives on `Kernel`.
 */
import { FIRST_PID, type Pid } from "../abi/ids.ts";
import type { End } from "../abi/wait-status.ts";
import type { AddressSpace } from "../image/address-space.ts";
import type { Changes, SharedObject } from "../image/shared-object.ts";
import { Alarms } from "./alarms.ts";
import { Clock } from "./clock.ts";
import { FileLocks } from "./files/file-locks.ts";
import { MemoryDirectory } from "./files/memory-directory.ts";
import { StandardInput } from "./files/standard-input.ts";
import type { Limits } from "./limits.ts";
import type { Place } from "./paths.ts";
import type { Process } from "./process.ts";
import type { Races } from "./races/races.ts";
import type { Terminal } from "./terminal/terminal.ts";
import { RunQueue, type WaitQueue } from "./wait-queue.ts";

export class World {
  readonly clock = new Clock();
  readonly runQueue = new RunQueue();
  readonly alarms = new Alarms();
  /** Every process that is not yet reaped, zombies too. */
  readonly processes = new Map<Pid, Process>();
  readonly limits: Limits;
  /** The root directory: empty until `createRoot` (`files/root.ts`) has filled or replaced it. */
  root: Place;
  /** What the host has typed or piped in, and no process has read yet. */
  readonly input = new StandardInput();
  /** The one terminal, where one of the standard streams is it. */
  terminal: Terminal | undefined = undefined;
  /** The host was asked to type, and has nothing to type now: time may pass. */
  hostPassed = false;
  nextPid: Pid;
  /** The process whose end is the end of the run. */
  readonly firstPid: Pid;
  /** Pids are being given a second time: one may still name a group. */
  pidsWrapped = false;
  /** Pages of 4 KiB that are used at most, and how many of them at most are no more: `memory-budget.ts`. */
  pagesUsed = 0;
  pagesStale = 0;
  /** How many files are open, or more: `open-file-budget.ts`. */
  filesOpened = 0;
  /** Parts of all that is limited that were ever taken, together: `scarcity.ts`. */
  spent = 0;
  /** Has a guest been told what it has used, or been ruled by it? Otherwise none can tell worlds apart that differ in it. */
  usageTold = false;
  /** Timers of `timer_create`, of all processes. */
  timersMade = 0;
  /** Whose time was charged since it was last looked at, and may be up: `alarm.ts`. */
  readonly charged = new Set<Process>();
  /** The number of the next epoch of an address space. */
  nextEpoch = 1;
  /** Counts what is stored to shared memory. */
  readonly sharedChanges: Changes = { count: 0, objects: 0 };
  /** Who sleeps on a word of memory: by the object or the address space that it is in, and its address there. */
  readonly words = new Map<SharedObject | AddressSpace, Map<number, WaitQueue>>();
  /** What is known of who has used which shared memory, where races are looked for. */
  races: Races | undefined = undefined;
  /** How the first process ended. */
  firstEnd: End | undefined = undefined;
  /** Who has locked which files. */
  readonly locks = new FileLocks();
  /** The next inode number, and the next number of a pipe: for `stat` and for people. */
  nextIno = 2n;
  nextPipe = 1;
  /** The next number of an open file: for people alone. */
  nextOpenFile = 1;
  /** The next device number of a mounted host directory; 1 is the files in memory. */
  nextDevice = 2n;
  /** Bytes of all files in memory together, those without a name but still open too. */
  bytesStored = 0;

  constructor(limits: Limits, firstPid = FIRST_PID) {
    this.limits = limits;
    this.firstPid = firstPid;
    this.nextPid = firstPid;
    this.root = { inode: new MemoryDirectory(this), path: "/" };
  }
}
