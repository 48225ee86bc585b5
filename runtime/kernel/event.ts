/** What happens in a world, told to whoever listens: traces, the process tree and the page are made of these. */
import type { Pid } from "../abi/ids.ts";
import type { End } from "../abi/wait-status.ts";
import type { FaultCause } from "../image/address-space.ts";
import type { Answer } from "./answer.ts";
import type { Race } from "./races/race.ts";

/** What a process had when it ended, in pages of 4 KiB. */
export interface MemoryAtExit {
  /** What it saw. */
  readonly virtual: number;
  /** What it or its program had written. */
  readonly resident: number;
  /** What it had written since its last fork, and so shared with nobody. */
  readonly own: number;
  /** How often it wrote to a page for the first time since its last fork, by what the page was before. */
  readonly faults: Readonly<Record<FaultCause, number>>;
}

export type KernelEvent =
  | { readonly kind: "start"; readonly pid: Pid; readonly args: readonly string[] }
  | { readonly kind: "fork"; readonly pid: Pid; readonly child: Pid; readonly vfork: boolean }
  | { readonly kind: "exec"; readonly pid: Pid; readonly args: readonly string[] }
  /** A file that `execve` could not run, and why. */
  | { readonly kind: "refused"; readonly pid: Pid; readonly path: string; readonly why: string }
  | {
      readonly kind: "signal";
      readonly pid: Pid;
      readonly signal: number;
      readonly from: Pid | undefined;
      readonly why: string;
    }
  /** A process begins to run its handler for a signal. */
  | { readonly kind: "handle"; readonly pid: Pid; readonly signal: number }
  /** A signal has stopped a process, and SIGCONT lets it go on. */
  | { readonly kind: "stop"; readonly pid: Pid; readonly signal: number }
  | { readonly kind: "continue"; readonly pid: Pid }
  | { readonly kind: "exit"; readonly pid: Pid; readonly end: End; readonly memory: MemoryAtExit }
  /** A page of 4 KiB was written for the first time since the last fork. */
  | { readonly kind: "fault"; readonly pid: Pid; readonly page: number; readonly cause: FaultCause }
  /** A vfork child changed memory that it had borrowed, and that was not its own stack frame. */
  | {
      readonly kind: "borrowed-write";
      readonly pid: Pid;
      readonly lender: Pid;
      readonly address: number;
      readonly length: number;
    }
  /** Two accesses to shared memory that nothing orders; the same two places may be told any number of times. */
  | { readonly kind: "race"; readonly race: Race }
  | { readonly kind: "reparent"; readonly pid: Pid }
  /** Nothing is left of one that has ended: `by` has waited for it, or does not want to know of its children (SIG_IGN). */
  | { readonly kind: "reap"; readonly pid: Pid; readonly by: Pid }
  /** A call is made; again, if `retry`. `syscall` is its row's index, `text` the call as people read it. */
  | {
      readonly kind: "call";
      readonly pid: Pid;
      readonly syscall: number;
      readonly retry: boolean;
      readonly text: string;
    }
  /** It is answered (`final`), or its caller sleeps or stops. */
  | {
      readonly kind: "answer";
      readonly pid: Pid;
      readonly syscall: number;
      /** `readAnswer` says what it means: a result, an errno, or why there is none. */
      readonly answer: Answer;
      readonly final: boolean;
      /** What it stored in the caller's memory: ` count=6`. */
      readonly stored: string;
      readonly waitsFor: readonly string[];
    }
  /**
   * Bytes went into a pipe, or came out of it: those from one position of all that ever went through it to before another. It is
   * told in the call that moves them, of a write that waits in the middle once for each piece.
   */
  | {
      readonly kind: "transfer";
      readonly pid: Pid;
      readonly what: "read" | "write";
      /** The pipe's inode, as in a scene, and what people call it. */
      readonly inode: number;
      readonly name: string;
      readonly from: number;
      readonly to: number;
    }
  /** It has computed for as long as it may at a time: another's turn may come. */
  | { readonly kind: "preempt"; readonly pid: Pid }
  | { readonly kind: "switch"; readonly from: Pid | undefined; readonly to: Pid }
  /** Time passes to this many virtual nanoseconds since the world began: told where the policy decides when. */
  | { readonly kind: "time"; readonly elapsed: number };
