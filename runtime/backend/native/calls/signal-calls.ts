/** Calls on signals. */
import { Errno } from "../../../abi/errno.ts";
import { DELIVERY_SIZE, SIGACTION_SIZE, SIGINFO_SIZE, SIGSET_SIZE } from "../../../abi/layout.ts";
import { hasSignal, SIGNAL_MAX, Signal, UNSTOPPABLE } from "../../../abi/signal.ts";
import { SIG_BLOCK, SIG_SETMASK, SIG_UNBLOCK } from "../../../abi/signal-flags.ts";
import { unsigned } from "../../../kernel/syscalls/arguments.ts";
import {
  readAction,
  readTimespec,
  signalOfWasi,
  storeAction,
  storeInfo,
} from "../../../kernel/syscalls/signal-layouts.ts";
import { answerOf } from "../host-errno.ts";
import type { NativeProcess } from "../native-process.ts";
import { readNote } from "../native-signals.ts";
import type { NativeHandlers } from "./handler.ts";

export const signalCalls: NativeHandlers = {
  kill: ({ host }, pid: number, signal: number) => answerOf(host.kill(pid, signal)),
  proc_raise: ({ host }, signal: number) => answerOf(host.kill(host.getpid(), signalOfWasi(signal))),
  sigqueue: ({ host }, pid: number, signal: number, value: number) => answerOf(host.sigqueue(pid, signal, value)),

  sigaction({ memory, signals }, signal: number, action: number, old: number): number {
    if (action !== 0) memory.check(action, SIGACTION_SIZE);
    if (old !== 0) memory.check(old, SIGACTION_SIZE);
    if (signal < 1 || signal > SIGNAL_MAX || (action !== 0 && hasSignal(UNSTOPPABLE, signal))) return -Errno.EINVAL;
    const before = signals.actionOf(signal);
    if (action !== 0) {
      const answer = answerOf(signals.setAction(signal, readAction(memory, action)));
      if (answer < 0) return answer;
    }
    if (old !== 0) storeAction(memory, old, before);
    return 0;
  },

  sigprocmask({ memory, signals }, how: number, set: number, old: number): number {
    if (set !== 0) memory.check(set, SIGSET_SIZE);
    if (old !== 0) memory.check(old, SIGSET_SIZE);
    const before = signals.mask;
    if (set !== 0) {
      const wanted = memory.u64(set);
      if (how === SIG_BLOCK) signals.setMask(before | wanted);
      else if (how === SIG_UNBLOCK) signals.setMask(before & ~wanted);
      else if (how === SIG_SETMASK) signals.setMask(wanted);
      else return -Errno.EINVAL;
    }
    if (old !== 0) memory.setU64(old, before);
    return 0;
  },

  sigpending({ memory, signals }, set: number): number {
    memory.check(set, SIGSET_SIZE);
    memory.setU64(set, signals.pending);
    return 0;
  },

  /** The kernel puts the mask back as it returns; what it noted meanwhile is handled under the mask of the call. */
  sigsuspend(process, mask: number): number {
    return underMask(process, process.memory.u64(mask), (wanted) =>
      process.host.sigsuspend(Number(wanted & 0xffffffffn), Number(wanted >> 32n)),
    );
  },

  sigtimedwait({ host, memory, signals, numbers }, set: number, info: number, timeout: number): number {
    const wanted = memory.u64(set) & ~UNSTOPPABLE;
    if (info !== 0) memory.check(info, SIGINFO_SIZE);
    const time = timeout === 0 ? -1 : readTimespec(memory, timeout);
    if (timeout !== 0 && time < 0) return -Errno.EINVAL;
    let taken = signals.takeNoted(wanted);
    if (taken === undefined) {
      const answer = answerOf(host.sigtimedwait(Number(wanted & 0xffffffffn), Number(wanted >> 32n), time, numbers));
      if (answer < 0) return answer;
      taken = readNote(numbers, 0);
    }
    if (info !== 0) storeInfo(memory, info, taken);
    return taken.signal;
  },

  /** A stack that has no room for it is the end, as where Linux cannot write the frame of a handler. */
  signal_take({ host, memory, signals }, address: number): number {
    if (!memory.has(address, DELIVERY_SIZE)) return host.die(Signal.SIGSEGV);
    const delivery = signals.take();
    if (delivery === undefined) return 0;
    memory.setU32(address, delivery.action.handler);
    memory.setU32(address + 4, delivery.action.flags);
    memory.setU64(address + 8, delivery.mask);
    storeInfo(memory, address + 16, delivery.info);
    return delivery.info.signal;
  },

  signal_return({ signals }, mask: bigint): number {
    signals.setMask(unsigned(mask));
    return 0;
  },
};

/**
 * Waits with another mask. If a signal ends the wait its handler runs with that mask, and puts the one before back; so here the
 * mask stays, and `maskBefore` says what comes after.
 */
export function underMask(process: NativeProcess, mask: bigint, wait: (mask: bigint) => number): number {
  const { signals } = process;
  const before = signals.setMask(mask);
  const answer = signals.ready ? -Errno.EINTR : answerOf(wait(mask & ~UNSTOPPABLE));
  if (signals.ready) signals.maskBefore = before;
  else signals.setMask(before);
  return answer;
}
