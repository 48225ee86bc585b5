/**
 * The rewriter's side of a running instance: frames go to the area behind the guest's memory, from its start upwards.
 *
 *     frame area   frames, growing up: the innermost comes first, `prong:cursor` is after the last one
 *
 * The physical memory ends where a minimal frame area ends: what overflows it is a store out of bounds, and the engine traps.
 */
import { WASM_PAGE } from "../abi/layout.ts";
import { CallStackOverflow, type CallStackPort, type CallStackState, type GuestMemoryObject } from "./capture-stack.ts";
import { EXPORT_CURSOR, EXPORT_MEMORY, EXPORT_PAGES, EXPORT_STATE } from "./exports.ts";
import { FRAME_PAGES } from "./virtual-memory.ts";

const ROOM = FRAME_PAGES * WASM_PAGE;
const STATES: readonly CallStackState[] = ["running", "capturing", "resuming"];
const RUNNING = 0;
const CAPTURING = 1;
const RESUMING = 2;

interface NumberGlobal {
  value: number;
}

/** Opens the port of an instance, given its exports. */
export function openFramesPort(exports: Readonly<Record<string, unknown>>): CallStackPort {
  const parts = [EXPORT_MEMORY, EXPORT_PAGES, EXPORT_STATE, EXPORT_CURSOR].map((name) => exports[name]);
  if (parts.includes(undefined)) {
    throw new TypeError("Cannot capture the stack of an instance whose module was not instrumented");
  }
  const [memory, pages, state, cursor] = parts as [GuestMemoryObject, NumberGlobal, NumberGlobal, NumberGlobal];
  return new FramesPort(memory, pages, state, cursor);
}

class FramesPort implements CallStackPort {
  /** Where the frame area is, from a start to its finish. */
  #base = 0;
  /** How much of it a resume filled. */
  #filled = 0;

  constructor(
    readonly memory: GuestMemoryObject,
    readonly pages: Readonly<NumberGlobal>,
    readonly stateGlobal: NumberGlobal,
    readonly cursor: NumberGlobal,
  ) {}

  get state(): CallStackState {
    return STATES[this.stateGlobal.value] as CallStackState;
  }

  startCapture(): void {
    this.#expect("running", "start a capture");
    this.#base = this.pages.value * WASM_PAGE;
    this.cursor.value = this.#base | 0;
    this.stateGlobal.value = CAPTURING;
  }

  finishCapture(): Uint8Array {
    this.#expect("capturing", "finish a capture");
    const length = (this.cursor.value - this.#base) >>> 0; // the cursor is 0 where the area ends at 4 GiB
    if (length > ROOM) {
      this.reset();
      throw new CallStackOverflow(length, ROOM);
    }
    const area = this.#area().subarray(0, length);
    const frames = area.slice();
    area.fill(0);
    this.stateGlobal.value = RUNNING;
    return frames;
  }

  startResume(frames: Uint8Array): void {
    this.#expect("running", "start a resume");
    if (frames.length > ROOM) {
      throw new RangeError(`Cannot resume ${frames.length} bytes of frames: there is room for ${ROOM}`);
    }
    this.#base = this.pages.value * WASM_PAGE;
    this.#area().set(frames);
    this.#filled = frames.length;
    this.cursor.value = (this.#base + frames.length) | 0;
    this.stateGlobal.value = RESUMING;
  }

  finishResume(): void {
    this.#expect("resuming", "finish a resume");
    const left = (this.cursor.value >>> 0) - this.#base;
    if (left !== 0) {
      throw new Error(`Cannot finish a resume: ${left} bytes of frames are left, so they belong to another program`);
    }
    this.#area().fill(0, 0, this.#filled);
    this.stateGlobal.value = RUNNING;
  }

  /** Where a trapped capture stopped is not known for sure, so all of the area goes. */
  reset(): void {
    if (this.stateGlobal.value === RUNNING) return;
    this.#area().fill(0);
    this.stateGlobal.value = RUNNING;
  }

  #area(): Uint8Array {
    return new Uint8Array(this.memory.buffer, this.#base);
  }

  #expect(state: CallStackState, action: string): void {
    if (this.state !== state) throw new Error(`Cannot ${action} as the guest is ${this.state}, not ${state}`);
  }
}
