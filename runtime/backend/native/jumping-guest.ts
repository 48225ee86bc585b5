/**
 * A guest that calls `setjmp`. An engine gives nobody its stack, so such a guest, and no other, is instrumented as the emulator's are:
 * at a `setjmp` its stack is captured and put aside, and a `longjmp` goes on with it. Its handlers are called by its own code
 * (instrument/deliver-signals.ts), so that a `siglongjmp` finds no frames of JavaScript between the guest's; as it has points, they
 * run while it computes, too. `fork` needs no capture: the kernel copies stacks.
 */
import { Errno } from "../../abi/errno.ts";
import { Signal } from "../../abi/signal.ts";
import { RESTART, SA_RESTART } from "../../abi/signal-flags.ts";
import { type SyscallRow, WASI_MODULE } from "../../abi/syscall-table.ts";
import { inspectGuest } from "../../guest/inspect.ts";
import { prepareNow } from "../../instrument/cache.ts";
import type { CallStackPort, Frames } from "../../instrument/capture-stack.ts";
import { DoorCall } from "../../instrument/door.ts";
import { EXPORT_DOOR, EXPORT_ENTRY, EXPORT_FUEL, EXPORT_PENDING, PENDING_TRAP } from "../../instrument/exports.ts";
import { type Instrumented, openCallStack } from "../../instrument/pipeline.ts";
import { Jumps } from "../../kernel/jump.ts";
import { DiskCache } from "../../node/disk-cache.ts";
import { guestFunction } from "../emulated/guest-function.ts";
import type { NativeProcess } from "./native-process.ts";

/** Thrown through frames that a jump leaves behind. */
const JUMP = Symbol("the guest jumps");

/** How many points it passes until it is asked whether signals have come: some milliseconds. */
const POINTS = 1_000_000;

type Argument = number | bigint;
type Call = (...args: Argument[]) => number;

/** What is made of a program that jumps, from the cache or now; undefined of one that does not. */
export function prepareToJump(bytes: Uint8Array, module: WebAssembly.Module): Instrumented | undefined {
  const jumps = WebAssembly.Module.imports(module).some(({ name }) => name === "setjmp");
  return jumps ? prepareNow(inspectGuest(bytes), { preempt: "loops" }, new DiskCache()) : undefined;
}

export class JumpingGuest {
  readonly #process: NativeProcess;
  readonly #jumps = new Jumps();
  readonly #globals: readonly WebAssembly.Global[];
  readonly #port: CallStackPort;
  readonly #entry: () => void;
  readonly #fuel: WebAssembly.Global | undefined;
  readonly #pending: WebAssembly.Global | undefined;
  /** How the guest goes on. */
  #next: () => void;
  /** The `jmp_buf` of the `setjmp` at hand. */
  #env = 0;
  /** What the call returns that the stack was captured in, while it is put back. */
  #resumeWith: number | undefined;

  constructor(process: NativeProcess, { globals }: Instrumented, exports: WebAssembly.Exports) {
    this.#process = process;
    this.#globals = globals.map(({ exportName }) => exports[exportName] as WebAssembly.Global);
    this.#port = openCallStack(exports);
    this.#entry = exports[EXPORT_ENTRY] as () => void;
    this.#fuel = exports[EXPORT_FUEL] as WebAssembly.Global | undefined;
    this.#pending = exports[EXPORT_PENDING] as WebAssembly.Global | undefined;
    (exports[EXPORT_DOOR] as WebAssembly.Table | undefined)?.set(
      0,
      guestFunction((what) => this.#answerDoor(what)),
    );
    this.#next = this.#entry;
    if (this.#fuel !== undefined) this.#fuel.value = POINTS;
  }

  /** Runs to the end of the program, or of the handler of a trap. @throws what the engine throws for a trap */
  run(): void {
    for (;;) {
      try {
        this.#next();
        if (this.#port.state !== "capturing") return;
        this.#putAside();
      } catch (error) {
        this.#port.reset();
        if (error !== JUMP) throw error;
      }
    }
  }

  /** Has `run` take the signal of a trap, with nothing below its handler on the stack. */
  handleTrap(): boolean {
    if (this.#pending === undefined) return false;
    this.#pending.value = PENDING_TRAP;
    this.#next = this.#entry;
    return true;
  }

  /** An import of the guest: `call`, unless its stack is being put back. */
  answer({ module, name, restarts }: SyscallRow, call: Call): Call {
    const interrupted = module === WASI_MODULE ? Errno.EINTR : -Errno.EINTR;
    return (...args) => {
      const value = this.#resumeWith;
      if (value !== undefined) {
        this.#resumeWith = undefined;
        this.#port.finishResume();
        return value;
      }
      const result = call(...args);
      if (name === "setjmp" && result === 0) this.#set(Number(args[0]));
      if (name === "longjmp" && result === 0) this.#jump(Number(args[0]), Number(args[1]));
      const { signals } = this.#process;
      const isReady = this.#tellSignals();
      return isReady && restarts && result === interrupted && (signals.next.flags & SA_RESTART) !== 0
        ? RESTART
        : result;
    };
  }

  #set(env: number): void {
    this.#env = env;
    this.#port.startCapture();
  }

  /** A `setjmp` has captured the stack: its number goes to the guest, who goes on. */
  #putAside(): void {
    const { memory } = this.#process;
    const stack = this.#port.finishCapture();
    const globals = this.#globals.map((global) => global.value as Argument);
    memory.setU32(this.#env, this.#jumps.add({ stack, globals, env: this.#env }, memory.u32(this.#env)));
    this.#goOn(stack, 0);
  }

  #jump(env: number, value: number): never {
    const { memory, host } = this.#process;
    const target = this.#jumps.get(memory.u32(env));
    if (target === undefined) return host.die(Signal.SIGABRT) as never;
    this.#globals.forEach((global, i) => {
      global.value = target.globals[i];
    });
    this.#process.trap = undefined;
    this.#goOn(target.stack, value === 0 ? 1 : value);
    throw JUMP;
  }

  #goOn(stack: Frames, value: number): void {
    this.#next = () => {
      this.#resumeWith = value;
      this.#port.startResume(stack);
      this.#port.resume();
    };
  }

  /** The guest turned to the host without a system call. */
  #answerDoor(what: number): void {
    if (what === DoorCall.frames) {
      this.#port.moveFrames();
      return;
    }
    if (this.#fuel !== undefined) this.#fuel.value = POINTS;
    this.#tellSignals();
  }

  /** Says whether there are signals to be handled, to the guest too. */
  #tellSignals(): boolean {
    const { ready } = this.#process.signals;
    if (this.#pending !== undefined) this.#pending.value = ready ? 1 : 0;
    return ready;
  }
}
