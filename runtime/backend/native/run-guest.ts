/** Runs a guest in this process: its imports are the host's calls, and nothing about its code is changed. */

import { Errno } from "../../abi/errno.ts";
import { SYSCALL_TABLE, type SyscallRow, WASI_MODULE } from "../../abi/syscall-table.ts";
import { GUEST_DELIVER_SIGNALS } from "../../instrument/exports.ts";
import { FAULT } from "../../kernel/guest-memory.ts";
import { asTrap } from "../emulated/traps.ts";
import { logged } from "./call-log.ts";
import type { NativeHandler } from "./calls/handler.ts";
import { NATIVE_HANDLERS } from "./calls/handlers.ts";
import { isLogging } from "./host-command.ts";
import type { NativeProcess } from "./native-process.ts";

/** Calls after which no handler runs: those that handlers are taken and ended with, and the set-up (see deliver-signals.ts). */
const BARE = new Set(["signal_take", "signal_return", "use_cwd", "proc_exit"]);

type Argument = number | bigint;

/** Runs the guest from its start to its end; it does not return. */
export function runGuest(process: NativeProcess, module: WebAssembly.Module): never {
  let deliver: (() => void) | undefined;
  const imports = makeImports(process, () => deliver);
  try {
    const { exports } = new WebAssembly.Instance(module, imports);
    process.space.linear = exports.memory as WebAssembly.Memory;
    deliver = exports[GUEST_DELIVER_SIGNALS] as (() => void) | undefined;
    (exports._start as () => void)();
  } catch (error) {
    const trap = asTrap(error);
    if (trap === undefined) throw error;
    process.host.die(trap.signal);
  }
  return process.host.exit(0);
}

function makeImports(process: NativeProcess, deliver: () => (() => void) | undefined): WebAssembly.Imports {
  const imports: Record<string, Record<string, (...args: Argument[]) => number>> = {};
  for (const row of SYSCALL_TABLE) {
    const handler = NATIVE_HANDLERS[row.name] ?? (() => -Errno.ENOSYS);
    imports[row.module] ??= {};
    const run = BARE.has(row.name) ? bareCall(process, row, handler) : call(process, row, handler, deliver);
    (imports[row.module] as Record<string, unknown>)[row.name] = isLogging()
      ? logged(process, row, row.module === WASI_MODULE, run)
      : run;
  }
  return imports;
}

/** A call: what was noted of signals before is handled first, what came meanwhile after it, and then it may be made again. */
function call(
  process: NativeProcess,
  row: SyscallRow,
  handler: NativeHandler,
  deliver: () => (() => void) | undefined,
) {
  const bare = bareCall(process, row, handler);
  const { host, signals } = process;
  const interrupted = row.module === WASI_MODULE ? Errno.EINTR : -Errno.EINTR;
  const handle = (): boolean => {
    if (host.unseenSignals() === 0 && !signals.ready) return false;
    signals.restarts = true;
    deliver()?.();
    return signals.restarts;
  };
  return (...args: Argument[]): number => {
    handle();
    for (;;) {
      const result = bare(...args);
      if (!handle() || !row.restarts || result !== interrupted) return result;
    }
  };
}

function bareCall(process: NativeProcess, row: SyscallRow, handler: NativeHandler) {
  const isWasi = row.module === WASI_MODULE;
  return (...args: Argument[]): number => {
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
