/**
 * Non-local jumps (ISO C setjmp, longjmp; POSIX.1-2024 sigsetjmp): a captured call stack is a value, so `setjmp` puts it aside and
 * `longjmp` goes on with it. Variables that the program keeps in Wasm locals have the values of the `setjmp` again, those in memory
 * keep theirs: the difference that C allows, and asks `volatile` for.
 */
import { Signal } from "../abi/signal.ts";
import type { Globals } from "../image/process-image.ts";
import type { Frames } from "../instrument/capture-stack.ts";
import { type Answer, CAPTURE, ENDED, JUMPED } from "./answer.ts";
import { endProcess } from "./exit.ts";
import type { Kernel } from "./kernel.ts";
import { imageOf, type Process } from "./process.ts";

/** How many stacks are put aside for one process: the oldest are forgotten, as nobody says when their functions have returned. */
const JUMPS_MAX = 1024;

/** Where a `longjmp` leads. */
interface Target {
  readonly stack: Frames;
  readonly globals: Globals;
  /** The address of the `jmp_buf` that has its number. */
  readonly env: number;
}

/** The stacks that a process has put aside, by their numbers. */
export class Jumps {
  private readonly targets = new Map<number, Target>();
  private next = 1;

  get(number: number): Target | undefined {
    return this.targets.get(number);
  }

  /** Answers the number; `before` is the one that the same `jmp_buf` had, if any. */
  add(target: Target, before: number): number {
    if (this.targets.get(before)?.env === target.env) this.targets.delete(before);
    for (const oldest of this.targets.keys()) {
      if (this.targets.size < JUMPS_MAX) break;
      this.targets.delete(oldest);
    }
    this.targets.set(this.next, target);
    return this.next++;
  }

  /** For a forked child. */
  fork(): Jumps {
    const child = new Jumps();
    for (const [number, target] of this.targets) child.targets.set(number, target);
    child.next = this.next;
    return child;
  }
}

/** `setjmp`: puts the caller's stack aside, stores its number at `env` and answers 0. */
export function setJump(kernel: Kernel, process: Process, env: number): Answer {
  const before = kernel.memory.u32(env);
  if (!process.captured) return CAPTURE;
  const { stack, globals } = imageOf(process);
  process.jumps ??= new Jumps();
  kernel.memory.setU32(env, process.jumps.add({ stack, globals, env }, before));
  return 0;
}

/** `longjmp`: that `setjmp` answers once more. SIGABRT where there was none. */
export function jump(kernel: Kernel, process: Process, env: number, value: number): Answer {
  const number = kernel.memory.u32(env);
  const target = process.jumps?.get(number);
  if (target === undefined) {
    const why = "longjmp to where no setjmp was, or one too long ago";
    kernel.emit({ kind: "signal", pid: process.pid, signal: Signal.SIGABRT, from: undefined, why });
    endProcess(kernel, process, { signal: Signal.SIGABRT });
    return ENDED;
  }
  process.image = { ...imageOf(process), stack: target.stack, globals: target.globals };
  process.resume = { kind: "return", value: value === 0 ? 1 : value };
  process.trap = undefined;
  return JUMPED;
}
