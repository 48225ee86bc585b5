/**
 * Asyncify's side of a running instance.
 *
 *     frame area   { u32 position, u32 end } frames, growing up; `position` is after the last one
 *
 * A frame is what Asyncify wrote of one function: its live locals, then which of its calls it is in. The innermost comes first.
 *
 * Asyncify checks `position` against `end` only after the fact. But the physical memory ends where a minimal frame area ends,
 * so what overflows it is a store out of bounds: the engine traps, and guest memory lies on the other side. A pooled memory
 * may be larger; then the excess lands behind the area, nobody's memory, and is found here. Either way the outcome is the same.
 */
import { WASM_PAGE } from "../abi/layout.ts";
import type { CallStackPort, CallStackState, Frames, GuestMemoryObject } from "./capture-stack.ts";
import { EXPORT_ENTRY, EXPORT_MEMORY, EXPORT_PAGES } from "./exports.ts";

/** How many pages Asyncify has behind the guest's memory: 1 MiB, as much as V8 gives the stack whose frames they hold. */
export const FRAME_PAGES = 16;

const HEADER = 8;
const ROOM = FRAME_PAGES * WASM_PAGE - HEADER;

interface AsyncifyExports {
  asyncify_start_unwind(data: number): void;
  asyncify_stop_unwind(): void;
  asyncify_start_rewind(data: number): void;
  asyncify_stop_rewind(): void;
}

/** Opens the port of an instance, given its exports. */
export function openAsyncifyPort(exports: Readonly<Record<string, unknown>>): CallStackPort {
  const memory = exports[EXPORT_MEMORY] as GuestMemoryObject | undefined;
  const pages = exports[EXPORT_PAGES] as { value: number } | undefined;
  if (memory === undefined || pages === undefined || typeof exports.asyncify_start_unwind !== "function") {
    throw new TypeError("Cannot capture the stack of an instance whose module was not instrumented");
  }
  return new AsyncifyPort(memory, pages, exports as unknown as AsyncifyExports, exports[EXPORT_ENTRY] as () => void);
}

/** The call stack has more frames than the frame area holds; the guest's own memory is whole. */
class CallStackOverflow extends RangeError {
  override readonly name = "CallStackOverflow";

  constructor(
    readonly bytes: number,
    readonly room: number,
  ) {
    super(`Cannot capture a call stack of ${bytes} bytes: there is room for ${room}`);
  }
}

class AsyncifyPort implements CallStackPort {
  #state: CallStackState = "running";
  /** Where the frame area is, from a start to its finish. */
  #base = 0;
  /** How far a resume filled it. */
  #filled = 0;

  constructor(
    readonly memory: GuestMemoryObject,
    readonly pages: { readonly value: number },
    readonly asyncify: AsyncifyExports,
    readonly resume: () => void,
  ) {}

  get state(): CallStackState {
    return this.#state;
  }

  startCapture(): void {
    this.#expect("running", "start a capture");
    this.#base = this.pages.value * WASM_PAGE;
    this.#writeHeader(HEADER);
    this.asyncify.asyncify_start_unwind(this.#base);
    this.#state = "capturing";
  }

  finishCapture(): Frames {
    this.#expect("capturing", "finish a capture");
    const length = this.#position() - HEADER;
    if (length > ROOM) {
      this.reset();
      throw new CallStackOverflow(length, ROOM);
    }
    this.asyncify.asyncify_stop_unwind();
    const area = this.#bytes(HEADER + length);
    const frames = area.slice(HEADER);
    area.fill(0);
    this.#state = "running";
    return [frames];
  }

  startResume(chunks: Frames): void {
    this.#expect("running", "start a resume");
    const [frames] = chunks as readonly [Uint8Array];
    if (frames.length > ROOM)
      throw new RangeError(`Cannot resume ${frames.length} bytes of frames: there is room for ${ROOM}`);
    this.#base = this.pages.value * WASM_PAGE;
    this.#filled = HEADER + frames.length;
    this.#writeHeader(this.#filled);
    this.#bytes(this.#filled).set(frames, HEADER);
    this.asyncify.asyncify_start_rewind(this.#base);
    this.#state = "resuming";
  }

  finishResume(): void {
    this.#expect("resuming", "finish a resume");
    const left = this.#position() - HEADER;
    if (left !== 0)
      throw new Error(`Cannot finish a resume: ${left} bytes of frames are left, so they belong to another program`);
    this.asyncify.asyncify_stop_rewind();
    this.#bytes(this.#filled).fill(0);
    this.#state = "running";
  }

  moveFrames(): void {
    throw new Error("Cannot move frames: Asyncify has its own area for them");
  }

  reset(): void {
    const state = this.#state;
    if (state === "running") return;
    // Where a trapped capture stopped is not known for sure, so all of the area goes, and what is behind it.
    const end = state === "capturing" ? this.memory.buffer.byteLength - this.#base : this.#filled;
    this.#bytes(end).fill(0);
    // With the header zeroed too, Asyncify's own check has nothing to find.
    if (state === "capturing") this.asyncify.asyncify_stop_unwind();
    else this.asyncify.asyncify_stop_rewind();
    this.#state = "running";
  }

  #expect(state: CallStackState, action: string): void {
    if (this.#state !== state) throw new Error(`Cannot ${action} as the guest is ${this.#state}, not ${state}`);
  }

  #bytes(length: number): Uint8Array {
    return new Uint8Array(this.memory.buffer, this.#base, length);
  }

  #position(): number {
    return new DataView(this.memory.buffer).getUint32(this.#base, true) - this.#base;
  }

  /** The last address of a 4 GiB memory is as far as 32 bits reach. */
  #writeHeader(position: number): void {
    const view = new DataView(this.memory.buffer);
    view.setUint32(this.#base, this.#base + position, true);
    view.setUint32(this.#base + 4, Math.min(this.memory.buffer.byteLength, 0xffff_fff8), true);
  }
}
