/**
 * Runs a guest in this process: its imports are the host's calls. Nothing about its code is changed, unless it jumps (jumping-guest.ts).
 */

import { Errno } from "../../abi/errno.ts";
import { Signal } from "../../abi/signal.ts";
import { SYSCALL_TABLE, type SyscallRow, WASI_MODULE } from "../../abi/syscall-table.ts";
import { EXPORT_MEMORY, GUEST_DELIVER_SIGNALS } from "../../instrument/exports.ts";
import type { Instrumented } from "../../instrument/pipeline.ts";
import { FAULT } from "../../kernel/guest-memory.ts";
import { trapInfo } from "../../kernel/trap.ts";
import { asTrap } from "../emulated/traps.ts";
import { logged } from "./call-log.ts";
import type { NativeHandler } from "./calls/handler.ts";
import { NATIVE_HANDLERS } from "./calls/handlers.ts";
import { loggedSince } from "./host-command.ts";
import { JumpingGuest, prepareToJump } from "./jumping-guest.ts";
import type { NativeProcess } from "./native-process.ts";
import { namesFilesFromCwd, preopenRoot } from "./preopened.ts";

/** Calls after which no handler runs: those that handlers are taken and ended with, and the set-up (see deliver-signals.ts). */
const BARE = new Set(["signal_take", "signal_return", "use_cwd", "proc_exit"]);

type Argument = number | bigint;
type Call = (...args: Argument[]) => number;
/** Makes an import of a call. */
type Import = (row: SyscallRow, bare: Call) => Call;

/** Runs a program from its start to its end; it does not return. */
export function runGuest(process: NativeProcess, bytes: Uint8Array): never {
  const module = new WebAssembly.Module(bytes as BufferSource);
  if (!namesFilesFromCwd(module)) preopenRoot(process);
  const made = prepareToJump(bytes, module);
  if (made === undefined) runPlain(process, module);
  else runJumping(process, new WebAssembly.Module(made.bytes as BufferSource), made);
  return process.host.exit(0);
}

function runPlain(process: NativeProcess, module: WebAssembly.Module): void {
  let deliver: (() => void) | undefined;
  const { exports } = instantiate(process, module, (row, bare) => call(process, row, bare, () => deliver));
  deliver = exports[GUEST_DELIVER_SIGNALS] as typeof deliver;
  untilTrap(process, exports._start as () => void, () => deliver);
}

function runJumping(process: NativeProcess, module: WebAssembly.Module, made: Instrumented): void {
  let guest: JumpingGuest | undefined;
  const instance = instantiate(process, module, (row, bare) => {
    let answer: Call | undefined;
    return (...args) => {
      answer ??= guest?.answer(row, bare) ?? bare;
      return answer(...args);
    };
  });
  const jumping = new JumpingGuest(process, made, instance.exports);
  guest = jumping;
  const run = () => jumping.run();
  untilTrap(process, run, () => (jumping.handleTrap() ? run : undefined));
}

/**
 * Runs the guest, and after a trap its handler, with nothing below it on the stack; it may jump out of there. If it returns, the
 * instruction would trap again: that is the end, as is a trap in the handler, and one that is not handled.
 */
function untilTrap(process: NativeProcess, run: () => void, handler: () => (() => void) | undefined): void {
  for (let next = run; ; ) {
    try {
      next();
      if (process.trap === undefined) return;
      process.host.die(process.trap);
    } catch (error) {
      const trap = asTrap(error);
      if (trap === undefined) throw error;
      const signal = signalOf(process, trap.signal);
      const handle = process.trap === undefined && process.signals.isHandled(signal) ? handler() : undefined;
      if (handle === undefined) return void process.host.die(signal);
      process.trap = signal;
      process.signals.note(trapInfo(signal));
      next = handle;
    }
  }
}

/** The engine knows one way to go astray; the host's kernel has told two apart. */
function signalOf({ host, signals }: NativeProcess, trapped: number): number {
  const isBus = trapped === Signal.SIGSEGV && signals.isHandled(Signal.SIGBUS) && host.lastFault() === Signal.SIGBUS;
  return isBus ? Signal.SIGBUS : trapped;
}

function instantiate(process: NativeProcess, module: WebAssembly.Module, wrap: Import): WebAssembly.Instance {
  const imports: Record<string, Record<string, Call>> = {};
  const isLogging = loggedSince() !== undefined;
  for (const row of SYSCALL_TABLE) {
    const bare = bareCall(process, row, NATIVE_HANDLERS[row.name] ?? (() => -Errno.ENOSYS));
    const run = isLogging ? logged(process, row, row.module === WASI_MODULE, bare) : bare;
    imports[row.module] ??= {};
    (imports[row.module] as Record<string, Call>)[row.name] = wrap(row, run);
  }
  const instance = new WebAssembly.Instance(module, imports);
  process.space.linear = (instance.exports.memory ?? instance.exports[EXPORT_MEMORY]) as WebAssembly.Memory;
  return instance;
}

/** A call: what was noted of signals before is handled first, what came meanwhile after it, and then it may be made again. */
function call(process: NativeProcess, row: SyscallRow, bare: Call, deliver: () => (() => void) | undefined): Call {
  if (BARE.has(row.name)) return bare;
  const { host, signals } = process;
  const interrupted = row.module === WASI_MODULE ? Errno.EINTR : -Errno.EINTR;
  const handle = (): boolean => {
    if (host.unseenSignals() === 0 && !signals.ready) return false;
    signals.restarts = true;
    deliver()?.();
    return signals.restarts;
  };
  return (...args) => {
    handle();
    for (;;) {
      const result = bare(...args);
      if (!handle() || !row.restarts || result !== interrupted) return result;
    }
  };
}

function bareCall(process: NativeProcess, row: SyscallRow, handler: NativeHandler): Call {
  const isWasi = row.module === WASI_MODULE;
  return (...args) => {
    process.space.look();
    let answer: number;
    try {
      answer = handler(process, ...args);
    } catch (error) {
      if (error !== FAULT) throw error;
      answer = -Errno.EFAULT;
    }
    return isWasi && answer < 0 ? -answer : answer;
  };
}
