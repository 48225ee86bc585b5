/** Runs guest code in Wasm instances. */

import { WASM_PAGE } from "../../abi/layout.ts";
import { Signal } from "../../abi/signal.ts";
import { SYSCALL_TABLE, type SyscallRow } from "../../abi/syscall-table.ts";
import type { Access } from "../../image/access.ts";
import { PAGES_PER_WASM_PAGE } from "../../image/page.ts";
import type { ProcessImage } from "../../image/process-image.ts";
import { DoorCall } from "../../instrument/door.ts";
import { PENDING_TRAP } from "../../instrument/exports.ts";
import type { GuestMemory } from "../../kernel/guest-memory.ts";
import type { ResidentMemory } from "../../kernel/kernel.ts";
import { panic } from "../../kernel/panic.ts";
import type { Process } from "../../kernel/process.ts";
import {
  type CallHandler,
  type Executor,
  STOP_AND_DROP,
  STOP_AND_JUMP,
  STOP_AND_KEEP,
  type Stop,
} from "../../scheduler/executor.ts";
import { checkMemory } from "./check-memory.ts";
import { Place } from "./place.ts";
import { PlacePool } from "./pool.ts";
import type { ProgramStore } from "./program-store.ts";
import { guardStack } from "./stack-guard.ts";
import { asTrap } from "./traps.ts";

/** Thrown through guest frames that nobody needs any more. */
const DROP = Symbol("the guest's stack is dropped");

/** How many places live at once, unless told otherwise: enough for a shell's pipelines, little for the engine. */
const DEFAULT_PLACES = 64;

/** What the out-of-memory killer of a real system does. */
const NO_MEMORY: Stop = { kind: "trapped", signal: Signal.SIGKILL, why: "the host has no memory for this process" };

/**
 * How many points a turn lasts: some milliseconds, as on Linux. A guest that computes leaves and comes back that often even when it
 * is alone, so that whoever runs the machine can stop it, and it comes back into code that the engine has optimised meanwhile.
 */
const POINTS = 1_000_000;

type Argument = number | bigint;

export class EmulatedExecutor implements Executor {
  readonly #programs: ProgramStore;
  readonly #pool: PlacePool;
  readonly #imports: WebAssembly.Imports;
  readonly #memory: GuestMemory;
  #place: Place | undefined;
  #process: Process | undefined;
  #calls: CallHandler | undefined;
  /** Is all memory looked at whenever a process stops or moves? */
  readonly #checked: boolean;
  /** Did the guest stop because its time was up, or for an access: which one? */
  #isPreempted = false;
  #about: Access | undefined;
  /** The value that the captured call returns, while the guest's stack is being put back. */
  #resumeWith: number | undefined;

  constructor(programs: ProgramStore, memory: GuestMemory, { places = DEFAULT_PLACES, checked = false } = {}) {
    this.#programs = programs;
    this.#memory = memory;
    this.#checked = checked;
    this.#imports = this.#makeImports();
    this.#pool = new PlacePool(places, (hash) => this.#createPlace(hash));
  }

  run(process: Process, value: number | undefined, calls: CallHandler, growth: number): Stop {
    const image = process.image ?? panic("a process without an image was run");
    const place = this.#take(process, image);
    if (place === undefined) return NO_MEMORY;
    if (process.resume.kind === "handler" && !place.takesSignals) {
      return { kind: "trapped", signal: process.trap ?? Signal.SIGKILL, why: "the program cannot run its handler" };
    }
    place.writeGlobals(image.globals);
    place.setLimit(Math.min(image.space.limit, place.memory.guestPages + growth));
    place.setFuel(POINTS);
    place.setPending(process.resume.kind === "handler" ? PENDING_TRAP : process.signals.ready ? 1 : 0);
    if (place.stopsAtShared) tellShared(place);
    place.memory.touch();
    this.#place = place;
    this.#process = process;
    this.#calls = calls;
    this.#resumeWith = value;
    this.#isPreempted = false;
    this.#about = undefined;
    try {
      if (value === undefined) {
        place.entry();
      } else {
        place.port.startResume(image.stack);
        place.port.resume();
      }
      if (place.port.state !== "capturing") return { kind: "returned" };
      process.image = { ...image, stack: place.port.finishCapture(), globals: place.readGlobals() };
      return this.#isPreempted ? { kind: "preempted", about: this.#about } : { kind: "kept" };
    } catch (error) {
      return this.#afterThrow(place, process, error);
    } finally {
      image.space.grow(place.memory.guestPages * PAGES_PER_WASM_PAGE);
      this.#place = undefined;
    }
  }

  lend(process: Process, memory: GuestMemory): Stop | undefined {
    const image = process.image ?? panic("a process without an image was lent");
    const place = this.#take(process, image);
    if (place === undefined) return NO_MEMORY;
    attach(memory, place);
    return undefined;
  }

  eachWritten(process: Process, visit: (page: number) => void): void {
    const place = this.#residenceOf(process);
    place?.memory.eachWritten(visit);
    if (place !== undefined && place === this.#place) place.memory.touch(); // it goes on, and writes more
    if (this.#checked && place?.memory.marked === true) checkMemory(place.memory, process, "wrote without a mark");
  }

  save(process: Process): void {
    const place = this.#residenceOf(process);
    place?.save();
    if (place !== undefined && place === this.#place) place.memory.touch(); // it goes on, and writes more
  }

  memoryOf(process: Process): ResidentMemory | undefined {
    return this.#residenceOf(process)?.memory;
  }

  reset(): void {
    this.#pool.forgetAll();
  }

  /** The place that holds a process's memory, if one does. */
  #residenceOf({ image }: Process): Place | undefined {
    return image === undefined ? undefined : this.#pool.holding(image.space);
  }

  /** A place where an image is resident; undefined when the engine has no memory for it. */
  #take(process: Process, { program, space }: ProcessImage): Place | undefined {
    try {
      const place = this.#pool.take(program, space);
      if (this.#checked && place.memory.marked) checkMemory(place.memory, process, "came back to another memory");
      return place;
    } catch (error) {
      if (error instanceof RangeError) return undefined;
      throw error;
    }
  }

  #afterThrow(place: Place, process: Process, error: unknown): Stop {
    const { state } = place.port;
    place.port.reset();
    if (error === DROP) return { kind: "dropped" };
    if (state === "capturing") {
      return { kind: "trapped", signal: Signal.SIGSEGV, why: "the call stack is too deep to be captured" };
    }
    const trap = asTrap(error);
    if (trap === undefined) throw error;
    const image = process.image ?? panic("a process trapped without an image");
    process.image = { ...image, stack: [], globals: place.readGlobals() }; // a handler may still run
    return { kind: "trapped", ...trap };
  }

  /** Answers an import: the only door from guest code. */
  #call(
    syscall: number,
    a?: Argument,
    b?: Argument,
    c?: Argument,
    d?: Argument,
    e?: Argument,
    f?: Argument,
    g?: Argument,
    h?: Argument,
    i?: Argument,
  ): number {
    const place = this.#place ?? panic("a system call while no process runs");
    const value = this.#resumeWith;
    if (value !== undefined) {
      this.#resumeWith = undefined;
      place.port.finishResume();
      return value;
    }
    guardStack();
    attach(this.#memory, place);
    const result = (this.#calls as CallHandler).call(syscall, a, b, c, d, e, f, g, h, i);
    if (place.stopsAtShared) tellShared(place); // it may have mapped more
    if (result === STOP_AND_KEEP) {
      place.port.startCapture();
      return 0;
    }
    if (result === STOP_AND_DROP) {
      place.memory.rest(); // whoever ends or runs another program has been asked what it wrote
      throw DROP;
    }
    if (result === STOP_AND_JUMP) throw DROP;
    place.setPending(this.#process?.signals.ready === true ? 1 : 0);
    return result;
  }

  #createPlace(hash: string): Place {
    const program = this.#programs.get(hash);
    if (program === undefined) {
      throw new Error(
        `Cannot run a process of the program with the SHA-256 ${hash}: this system has not loaded it. ` +
          "Restore a snapshot into the system that it was taken of, or prepare the program first",
      );
    }
    const instance = new WebAssembly.Instance(program.module, this.#imports);
    return new Place(program, instance, (place, what) => this.#answerDoor(place, what));
  }

  /** The guest turned to the host without a system call. */
  #answerDoor(place: Place, what: number): void {
    const { port } = place;
    if (what === DoorCall.frames) {
      port.moveFrames();
    } else if (this.#resumeWith !== undefined) {
      this.#resumeWith = undefined;
      port.finishResume();
    } else {
      guardStack();
      this.#isPreempted = true;
      if (what === DoorCall.access) this.#about = place.readAccess();
      port.startCapture();
    }
  }

  #makeImports(): WebAssembly.Imports {
    const imports: Record<string, Record<string, (...args: Argument[]) => number>> = {};
    SYSCALL_TABLE.forEach((row: SyscallRow, syscall) => {
      imports[row.module] ??= {};
      (imports[row.module] as Record<string, unknown>)[row.name] = (
        a?: Argument,
        b?: Argument,
        c?: Argument,
        d?: Argument,
        e?: Argument,
        f?: Argument,
        g?: Argument,
        h?: Argument,
        i?: Argument,
      ) => this.#call(syscall, a, b, c, d, e, f, g, h, i);
    });
    return imports;
  }
}

function tellShared(place: Place): void {
  place.setShared(place.space?.mappings?.sharedSpan ?? { from: 0, to: 0 });
}

function attach(memory: GuestMemory, place: Place): void {
  memory.attach(place.memory.bytes.buffer as ArrayBuffer, place.memory.guestPages * WASM_PAGE, place.memory);
}
