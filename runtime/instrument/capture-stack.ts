/**
 * The interface of stack capture: a call stack becomes a value (`Frames`), and the value becomes a call stack again, any
 * number of times. How is the business of this folder alone (rewriter.ts; in tests also Binaryen's Asyncify).
 *
 * Capturing, from inside an imported call that is one of the suspending ones, or a call through the door (door.ts):
 *
 *     port.startCapture()            in the call, which then returns 0 (or 0n, or nothing)
 *     entry() returns                the guest has unwound
 *     frames = port.finishCapture()
 *
 * Resuming, in any instance of the same module that holds the same memory and globals:
 *
 *     port.startResume(frames)
 *     port.resume()                  the guest rewinds, and makes the same call again
 *     port.finishResume()            in that call, first thing; what it returns is what the call answers
 *
 * While a stack is captured or resumed, a part of the memory is lent to its frames; before and after, it is the guest's.
 */

/** A captured call stack: its frames, the innermost first, in chunks of whole frames. They hold no addresses of their own. */
export type Frames = readonly Uint8Array[];

/** The parts of a `WebAssembly.Memory` that are needed. */
export interface GuestMemoryObject {
  readonly buffer: ArrayBufferLike;
}

export type CallStackState = "running" | "capturing" | "resuming";

export interface CallStackPort {
  readonly state: CallStackState;
  /** Makes the guest unwind when the current call returns. */
  startCapture(): void;
  /** After the guest has unwound: the captured frames. */
  finishCapture(): Frames;
  /** Prepares `resume` to rewind to where the frames were captured. */
  startResume(frames: Frames): void;
  /** Goes on with the guest. Returns when it is captured again, or has ended. */
  resume(): void;
  /** In the first call made after `startResume`: the guest is where it was. */
  finishResume(): void;
  /** Answers `DoorCall.frames`. */
  moveFrames(): void;
  /** After a trap, in whatever state: gives lent memory back and makes the instance fit for another process. */
  reset(): void;
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

export type FrameLayout = readonly [functionIndex: number, size: number];

/** Rewrites a module so that its stack can be captured. */
export interface StackCapture {
  /** Answers the module, and how many of its functions can be on a captured stack. Throws CaptureFailure when it cannot. */
  instrument(
    bytes: Uint8Array,
    options: CaptureOptions,
  ): {
    readonly bytes: Uint8Array;
    readonly functions: { readonly instrumented: number; readonly total: number };
    /** Of each function that can be on a captured stack, in the order of their numbers in frames: its index, the size of its frame. */
    readonly frames: readonly FrameLayout[];
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
