/**
 * The rewriter's side of a running instance: frames go through the first bytes of the memory, which are the guest's again before
 * it goes on. The area is cleared before frames are written, so that equal stacks are equal bytes whatever the guest has there.
 */
import type { CallStackPort, CallStackState, Frames, GuestMemoryObject } from "./capture-stack.ts";
import { EXPORT_CURSOR, EXPORT_FRAMES, EXPORT_MEMORY, EXPORT_RESUME, EXPORT_STATE } from "./exports.ts";

const STATES: readonly CallStackState[] = ["running", "capturing", "resuming"];
const RUNNING = 0;
const CAPTURING = 1;
const RESUMING = 2;

interface NumberGlobal {
  value: number;
}

/** Opens the port of an instance, given its exports. */
export function openFramesPort(exports: Readonly<Record<string, unknown>>): CallStackPort {
  const [memory, state, cursor, size] = [EXPORT_MEMORY, EXPORT_STATE, EXPORT_CURSOR, EXPORT_FRAMES].map(
    (name) => exports[name],
  );
  if (memory === undefined || state === undefined || cursor === undefined || size === undefined) {
    throw new TypeError("Cannot capture the stack of an instance whose module was not instrumented");
  }
  return new FramesPort(
    memory as GuestMemoryObject,
    state as NumberGlobal,
    cursor as NumberGlobal,
    (size as NumberGlobal).value,
    exports[EXPORT_RESUME] as () => void,
  );
}

class FramesPort implements CallStackPort {
  /** As the global says; kept here too, as an engine takes long to look. */
  #state = RUNNING;
  #area: Uint8Array;
  /** What the guest has where the area is. */
  readonly #lent: Uint8Array;
  /** Capturing: what was carried away, the innermost frames first. Resuming: what is still to be brought. */
  #chunks: Uint8Array[] = [];

  constructor(
    readonly memory: GuestMemoryObject,
    readonly stateGlobal: NumberGlobal,
    readonly cursor: NumberGlobal,
    size: number,
    readonly resume: () => void,
  ) {
    this.#area = new Uint8Array(memory.buffer, 0, size);
    this.#lent = new Uint8Array(size);
  }

  get state(): CallStackState {
    return STATES[this.#state] as CallStackState;
  }

  startCapture(): void {
    this.#expect(RUNNING, "start a capture");
    this.#lend();
    this.#area.fill(0);
    this.cursor.value = 0;
    this.#become(CAPTURING);
  }

  finishCapture(): Frames {
    this.#expect(CAPTURING, "finish a capture");
    this.moveFrames();
    const chunks = this.#chunks;
    this.reset();
    return chunks;
  }

  startResume(frames: Frames): void {
    this.#expect(RUNNING, "start a resume");
    const room = this.#lent.length;
    const tooLong = frames.find(({ length }) => length > room);
    if (tooLong !== undefined) {
      throw new RangeError(`Cannot resume ${tooLong.length} bytes of frames: there is room for ${room}`);
    }
    this.#lend();
    this.#chunks = frames.slice();
    this.#become(RESUMING);
    this.moveFrames();
  }

  finishResume(): void {
    this.#expect(RESUMING, "finish a resume");
    const left = this.#chunks.reduce((sum, { length }) => sum + length, this.cursor.value);
    if (left !== 0) {
      throw new Error(`Cannot finish a resume: ${left} bytes of frames are left, so they belong to another program`);
    }
    this.reset();
  }

  moveFrames(): void {
    if (this.#state === CAPTURING) {
      const length = this.cursor.value;
      if (length === 0) return;
      this.#chunks.push(this.#area.slice(0, length));
      this.#area.fill(0, 0, length);
      this.cursor.value = 0;
    } else {
      const chunk = this.#chunks.pop();
      if (chunk === undefined) return;
      this.#area.set(chunk);
      this.cursor.value = chunk.length;
    }
  }

  reset(): void {
    if (this.#state === RUNNING) return;
    this.#area.set(this.#lent);
    this.#chunks = [];
    this.#become(RUNNING);
  }

  #become(state: number): void {
    this.#state = state;
    this.stateGlobal.value = state;
  }

  #lend(): void {
    const { buffer } = this.memory;
    if (this.#area.buffer !== buffer) this.#area = new Uint8Array(buffer, 0, this.#lent.length);
    this.#lent.set(this.#area);
  }

  #expect(state: number, action: string): void {
    if (this.#state !== state) {
      throw new Error(`Cannot ${action} as the guest is ${this.state}, not ${STATES[state]}`);
    }
  }
}
