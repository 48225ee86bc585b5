/**
 * The kernel: a world, and what it needs of its surroundings to answer system calls. It runs no program itself: the
 * machine (`../scheduler/machine.ts`) brings it the calls of the running process, one at a time.
 */
import type { Pid } from "../abi/ids.ts";
import type { Range } from "../image/access.ts";
import type { Page } from "../image/page.ts";
import type { ProcessImage } from "../image/process-image.ts";
import type { KernelEvent } from "./event.ts";
import type { Footprint } from "./footprint.ts";
import { GuestMemory } from "./guest-memory.ts";
import { panic } from "./panic.ts";
import type { Process } from "./process.ts";
import type { CodePlace } from "./races/race.ts";
import type { World } from "./world.ts";

/** The memory that a process's address space is resident in, page by page: where it may differ from the page table. */
export interface ResidentMemory {
  /** Has it other bytes than the page table says? */
  hasChanged(page: number): boolean;
  /** Lends the bytes of a page, to read. */
  bytesOf(page: number): Uint8Array;
  /** Takes over a page that was put into the page table. */
  put(index: number, page: Page): void;
  /** A page that was stored to has the bytes that the page table says. */
  clean(page: number): void;
}

/** What the kernel asks of the one who built it. None of it is part of the world. */
export interface Surroundings {
  /** Does anybody watch single calls? Describing them costs. */
  readonly watching: boolean;
  /** Tells those who watch. */
  emit(event: KernelEvent): void;
  /** Does anybody watch page faults? */
  readonly watchingFaults: boolean;
  /** Does anybody want to know what POSIX leaves undefined and programs do nevertheless? */
  readonly linting: boolean;
  /** Where a captured process may write as its own: its function's frame on the stack, and below. Asked only when linting. */
  stackOf(process: Process): Range | undefined;
  /** Visits the pages that a process has written since this was last asked, where its stores leave marks. */
  eachWritten(process: Process, visit: (page: number) => void): void;
  /** Where a process's memory is; undefined where only its page table has it. */
  memoryOf(process: Process): ResidentMemory | undefined;
  /** Where in its program a captured process is, in its innermost function. Asked only where races are looked for. */
  placeOf(process: Process): CodePlace;
  /** Brings the pages of a process up to date with the memory it runs in. */
  save(process: Process): void;
  /** Does it stop before each access to memory that others see, too? */
  stopsAtAccesses(process: Process): boolean;
  /** A random number of 32 bits: part of the schedule, so that chance is replayed too. */
  nextRandom(): number;
  /**
   * A fresh image of a program, from its file's bytes. Answers a line saying why not where it cannot be run (ENOEXEC).
   * Undefined where the host must prepare it first: the world stands still until it has.
   */
  load(bytes: Uint8Array, name: string): ProcessImage | string | undefined;
}

export class Kernel {
  world: World;
  readonly surroundings: Surroundings;
  /** The memory of the process whose call is being answered. */
  readonly memory = new GuestMemory();
  /** The program file that `execve` waits for the host to prepare. */
  wanted: { readonly bytes: Uint8Array; readonly name: string } | undefined;

  /** What happens has happened before, and is not told again. */
  isQuiet = false;

  /** Where what is touched is noted, if anybody wants to know. */
  footprint: Footprint | undefined = undefined;

  constructor(world: World, surroundings: Surroundings) {
    this.world = world;
    this.surroundings = surroundings;
  }

  /** A process that must exist. */
  process(pid: Pid): Process {
    return this.world.processes.get(pid) ?? panic(`process ${pid} does not exist`);
  }

  /** Are single calls to be described? */
  get watching(): boolean {
    return this.surroundings.watching && !this.isQuiet;
  }

  emit(event: KernelEvent): void {
    if (!this.isQuiet) this.surroundings.emit(event);
  }
}
