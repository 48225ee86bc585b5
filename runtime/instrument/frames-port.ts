/**
 * The rewriter's side of a running instance: frames go through the first bytes of the memory, which are the guest's again before
 * it goes on. The area is cleared before frames are written, so that equal stacks are equal bytes whatever the guest has there.
 *
 * A fork is a capture and two resumes, so this is a hot path: one call into the guest at each step (25 ns, where an engine takes
 * 80 to read or set one exported global), and no object but the chunks.
 */
import type { CallStackPort, CallStackState, Frames, GuestMemoryObject } from "./capture-stack.ts";
import { EXPORT_FRAMES, EXPORT_MEMORY, EXPORT_RESUME, EXPORT_TURN } from "./exports.ts";

const STATES: readonly CallStackState[] = ["running", "capturing", "resuming"];
const RUNNING = 0;
const CAPTURING = 1;
const RESUMING = 2;

/** Chunks are parts of larger arrays: engines take long to make an array of its own for each (1,300 ns instead of 300). */
const SLAB = 32_768;
let slab = new Uint8Array(SLAB);
let slabUsed = 0;

/** Sets the guest's state and cursor, and answers what the cursor was. */
type Turn = (state: number, cursor: number) => number;

/** Opens the port of an instance, given its exports. */
export function openFramesPort(exports: Readonly<Record<string, unknown>>): CallStackPort {
  const [memory, turn, size] = [EXPORT_MEMORY, EXPORT_TURN, EXPORT_FRAMES].map((name) => exports[name]);
  if (memory === undefined || turn === undefined || size === undefined) {
    throw new TypeError("Cannot capture the stack of an instance whose module was not instrumented");
  }
  const { value } = size as { readonly value: number };
  return new FramesPort(memory as GuestMemoryObject, turn as Turn, value, exports[EXPORT_RESUME] as () => void);
}

class FramesPort implements CallStackPort {
  #state = RUNNING;
  #area: Uint8Array;
  /** What the guest has where the area is. */
  readonly #lent: Uint8Array;
  /** What the area is cleared with: engines take longer to fill. */
  readonly #zeros: Uint8Array;
  /** Capturing: what was carried away, the innermost frames first. Resuming: what is still to be brought, below `#left`. */
  #chunks: Uint8Array[] | Frames = [];
  #left = 0;

  constructor(
    readonly memory: GuestMemoryObject,
    readonly turn: Turn,
    size: number,
    readonly resume: () => void,
  ) {
    this.#area = new Uint8Array(memory.buffer, 0, size);
    this.#lent = new Uint8Array(size);
    this.#zeros = new Uint8Array(size);
  }

  get state(): CallStackState {
    return STATES[this.#state] as CallStackState;
  }

  startCapture(): void {
    this.#expect(RUNNING, "start a capture");
    this.#lend();
    this.#area.set(this.#zeros);
    this.#chunks = [];
    this.#become(CAPTURING, 0);
  }

  finishCapture(): Frames {
    this.#expect(CAPTURING, "finish a capture");
    this.#carryAway(this.#become(RUNNING, 0));
    this.#area.set(this.#lent);
    return this.#chunks;
  }

  startResume(frames: Frames): void {
    this.#expect(RUNNING, "start a resume");
    const room = this.#lent.length;
    for (const { length } of frames) {
      if (length > room) throw new RangeError(`Cannot resume ${length} bytes of frames: there is room for ${room}`);
    }
    this.#lend();
    this.#chunks = frames;
    this.#left = frames.length;
    this.#become(RESUMING, this.#bring());
  }

  finishResume(): void {
    this.#expect(RESUMING, "finish a resume");
    let left = this.#giveBack();
    while (this.#left > 0) left += (this.#chunks[--this.#left] as Uint8Array).length;
    if (left !== 0) {
      throw new Error(`Cannot finish a resume: ${left} bytes of frames are left, so they belong to another program`);
    }
  }

  moveFrames(): void {
    if (this.#state === RESUMING) {
      this.#become(RESUMING, this.#bring());
    } else {
      this.#carryAway(this.#become(CAPTURING, 0));
      this.#area.set(this.#zeros);
    }
  }

  reset(): void {
    if (this.#state === RUNNING) return;
    this.#giveBack();
  }

  /** Copies more than it keeps, and the next chunk overwrites that: a second view to copy from would take longer. */
  #carryAway(length: number): void {
    if (length === 0) return;
    const room = this.#area.length;
    if (slabUsed + room > slab.length) {
      slab = new Uint8Array(Math.max(SLAB, room));
      slabUsed = 0;
    }
    slab.set(this.#area, slabUsed);
    (this.#chunks as Uint8Array[]).push(slab.subarray(slabUsed, slabUsed + length));
    slabUsed += length;
  }

  /** Answers how many bytes it brought. */
  #bring(): number {
    if (this.#left === 0) return 0;
    const chunk = this.#chunks[--this.#left] as Uint8Array;
    this.#area.set(chunk);
    return chunk.length;
  }

  /** Answers where the cursor was. */
  #giveBack(): number {
    const cursor = this.#become(RUNNING, 0);
    this.#area.set(this.#lent);
    return cursor;
  }

  #become(state: number, cursor: number): number {
    this.#state = state;
    return this.turn(state, cursor);
  }

  #lend(): void {
    // A memory that has grown took its old buffer away.
    if (this.#area.length === 0) this.#area = new Uint8Array(this.memory.buffer, 0, this.#lent.length);
    this.#lent.set(this.#area);
  }

  #expect(state: number, action: string): void {
    if (this.#state !== state) {
      throw new Error(`Cannot ${action} as the guest is ${this.state}, not ${STATES[state]}`);
    }
  }
}
