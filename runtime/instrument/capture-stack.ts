/**
 * The interface of stack capture: a call stack becomes a value (`Uint8Array`), and the value becomes a call stack again, any
 * number of times. How is the business of this folder alone (today Binaryen's Asyncify, see asyncify.ts).
 *
 * Capturing, from inside an imported call that is one of the suspending ones:
 *
 *     port.startCapture()            in the import, which then returns 0 (or 0n, or nothing)
 *     entry() returns                the guest has unwound
 *     frames = port.finishCapture()
 *
 * Resuming, in any instance of the same module that holds the same memory and globals:
 *
 *     port.startResume(frames)
 *     entry()                        the guest rewinds, and makes the same imported call again
 *     port.finishResume()            in that import, first thing; what it returns is what the call answers
 *
 * The frames go through the frame area behind the guest's pages (virtual-memory.ts) and leave it zeroed. They hold no
 * addresses of their own, so the area may lie elsewhere at the next resume.
 */

/** The parts of a `WebAssembly.Memory` that are needed. */
export interface GuestMemoryObject {
  readonly buffer: ArrayBufferLike;
  grow(pages: number): number;
}

export type CallStackState = "running" | "capturing" | "resuming";

export interface CallStackPort {
  readonly state: CallStackState;
  /** Makes the guest unwind when the current import returns. */
  startCapture(): void;
  /** After the entry has returned: the captured frames. Throws CallStackOverflow when they do not fit the frame area. */
  finishCapture(): Uint8Array;
  /** Makes the next call of the entry rewind to where the frames were captured. */
  startResume(frames: Uint8Array): void;
  /** In the first import called after `startResume`: the guest is where it was. */
  finishResume(): void;
  /** After a trap, in whatever state: clears the frame area and makes the instance fit for another process. */
  reset(): void;
}

/**
 * The call stack has more frames than the frame area holds. The guest's own memory is whole: either the engine trapped on a
 * store past the physical memory (its own error, while `state` is "capturing"), or the excess went to pages behind the area.
 */
export class CallStackOverflow extends Error {
  override readonly name = "CallStackOverflow";

  constructor(
    readonly bytes: number,
    readonly room: number,
  ) {
    super(`Cannot capture a call stack of ${bytes} bytes: there is room for ${room}`);
  }
}

export interface ImportName {
  readonly module: string;
  readonly name: string;
}

export interface CaptureOptions {
  /** Imports at which a stack may be captured. */
  readonly suspending: readonly ImportName[];
  /** Keep the names of functions, for traces. */
  readonly names: boolean;
}

/** Rewrites a module so that its stack can be captured. */
export interface StackCapture {
  /** Answers the module, and how many of its functions can be on a captured stack. Throws CaptureFailure when it cannot. */
  instrument(
    bytes: Uint8Array,
    options: CaptureOptions,
  ): {
    readonly bytes: Uint8Array;
    readonly functions: { readonly instrumented: number; readonly total: number };
  };
}

/** The tool gave up on this module: why, what to do, and all that it printed. */
export class CaptureFailure extends Error {
  override readonly name = "CaptureFailure";

  constructor(
    message: string,
    readonly remedy: string,
    readonly details = "",
  ) {
    super(message);
  }
}
