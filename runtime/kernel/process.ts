/**
 * A process: all that `fork` copies and all that it does not, as plain data. The groups below say who may change a field.
 */
import type { Fd } from "@bjorn3/browser_wasi_shim";
import type { Pid } from "../abi/ids.ts";
import type { End } from "../abi/wait-status.ts";
import type { Access } from "../image/access.ts";
import type { FaultCause } from "../image/address-space.ts";
import type { ProcessImage } from "../image/process-image.ts";
import type { Borrowed } from "./borrowed-memory.ts";
import { type Credentials, USER } from "./credentials.ts";
import type { DescriptorTable } from "./descriptor-table.ts";
import type { Jumps } from "./jump.ts";
import { DEFAULT_LIMITS } from "./limits.ts";
import { panic } from "./panic.ts";
import type { Place } from "./paths.ts";
import { initialLimits, type ResourceLimits } from "./resource-limits.ts";
import { SignalState } from "./signal-state.ts";
import type { Terminal } from "./terminal/terminal.ts";
import type { ProcessTimers } from "./timer.ts";
import { Usage } from "./usage.ts";
import { type RunQueue, WaitQueue } from "./wait-queue.ts";

export type ProcessState =
  | { readonly kind: "runnable" }
  /** Asleep: on these queues, and at the latest until this virtual time (nanoseconds). */
  | { readonly kind: "waiting"; readonly on: readonly WaitQueue[]; readonly until: number | undefined }
  | { readonly kind: "stopped"; readonly by: number }
  /** Ended, not yet waited for. */
  | { readonly kind: "zombie"; readonly end: End };

/** A system call that could not be answered at once: it is made again when its process runs next. */
export interface PendingCall {
  /** Its row's index in the system call table. */
  readonly syscall: number;
  readonly args: readonly (number | bigint)[];
  /** How far it came before it slept: bytes written, the time its wait ends. Undefined at the first try. */
  progress: number | undefined;
}

/** How a stopped process goes on. */
export type Resume =
  /** From its program's entry. */
  | { readonly kind: "start" }
  /** By taking the signal of its trap: its stack is gone. */
  | { readonly kind: "handler" }
  /** Its captured call returns this. */
  | { readonly kind: "return"; readonly value: number }
  /** Its captured call is made again. */
  | { readonly kind: "call"; readonly call: PendingCall };

/** The limits of a process that nobody has given any: those of the world by default. */
const UNASKED = initialLimits(DEFAULT_LIMITS);

export class Process {
  // Never changed.
  readonly pid: Pid;
  /** Parents waiting for this process's children to end sleep here. */
  readonly childEnded: WaitQueue;
  /** `sigsuspend` and its like sleep here. */
  readonly signalled: WaitQueue;
  /** A vfork parent sleeps here until the child gives its memory back. */
  readonly memoryReturned: WaitQueue;
  readonly runQueue: RunQueue;

  // Changed by fork, exit and wait.
  parent: Pid;
  /** In the order of their birth; zombies too. */
  readonly children = new Set<Pid>();
  /** The process group, and the session that it is of. */
  group: Pid;
  session: Pid;
  /** The session's terminal, since its leader took it (or this process was forked after that). */
  terminal: Terminal | undefined = undefined;
  /** It runs another program than it was forked with: its parent may no longer move it to another group. */
  hasExecuted = false;
  state: ProcessState = { kind: "runnable" };
  /** The pid whose memory this process borrows since its vfork, until exec or exit. */
  borrowsFrom: Pid | undefined = undefined;
  /** What it found there, where somebody wants to know what it changes (`borrowed-memory.ts`). */
  borrowed: Borrowed | undefined = undefined;

  // Changed by the machine when it stops and resumes the process, and by exec.
  /** Undefined once it has ended. */
  image: ProcessImage | undefined;
  resume: Resume = { kind: "start" };
  /**
   * The access that it makes first of all in its next turn, where it was stopped for that. Where a signal is taken before, it is
   * stopped again after the handler.
   */
  about: Access | undefined = undefined;
  /** True from CAPTURE to the call's answer: the image is whole, and `fork` may copy it. */
  captured = false;
  /** How far the call being answered came before it slept; `PendingCall.progress` while it sleeps. */
  progress: number | undefined = undefined;

  // Changed by page faults, by their cause.
  readonly faults: Record<FaultCause, number> = { zero: 0, program: 0, fork: 0 };

  /** The call stacks put aside by `setjmp`. */
  jumps: Jumps | undefined = undefined;

  // Counted: its own, and what it has waited for. Zero in the child of a fork.
  readonly usage = new Usage();
  readonly childUsage = new Usage();

  // Changed by the calls of limits, timers, priorities and identity. All but timers are inherited.
  limits: ResourceLimits = UNASKED;
  /** Undefined until it asks for one. */
  timers: ProcessTimers | undefined = undefined;
  nice = 0;
  credentials: Credentials = USER;

  // Changed by exec.
  program: string;
  args: readonly string[];
  environment: readonly string[];

  // Changed by the calls named after them.
  descriptors: DescriptorTable;
  /** The current directory. */
  cwd: Place;
  /** The bits that no file made by this process has (umask). */
  umask = 0o022;
  /** The end of a named pipe that its `open` has waited for, and will take when it is made again. */
  opened: Fd | undefined = undefined;
  /** What is pending, blocked and handled. */
  signals = new SignalState();
  /** What a parent that asks for it (WUNTRACED, WCONTINUED) has yet to be told. */
  news: "stopped" | "continued" | undefined = undefined;
  /** The signal of a trap whose handler runs: the code that trapped cannot go on, only be jumped out of. */
  trap: number | undefined = undefined;

  constructor(options: {
    pid: Pid;
    parent: Pid;
    group: Pid;
    /** Its group's number unless told otherwise. */
    session?: Pid;
    image: ProcessImage;
    program: string;
    args: readonly string[];
    environment: readonly string[];
    descriptors: DescriptorTable;
    cwd: Place;
    runQueue: RunQueue;
  }) {
    this.pid = options.pid;
    this.parent = options.parent;
    this.group = options.group;
    this.session = options.session ?? options.group;
    this.image = options.image;
    this.program = options.program;
    this.args = options.args;
    this.environment = options.environment;
    this.descriptors = options.descriptors;
    this.cwd = options.cwd;
    this.runQueue = options.runQueue;
    this.childEnded = new WaitQueue("a child to end");
    this.signalled = new WaitQueue("a signal");
    this.memoryReturned = new WaitQueue("the vfork child to exec or end");
  }
}

/** The image of a process that has not ended. */
export function imageOf(process: Process): ProcessImage {
  return process.image ?? panic(`process ${process.pid} has no image`);
}
