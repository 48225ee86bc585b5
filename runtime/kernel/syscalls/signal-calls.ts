/** Calls on signals: they fetch their arguments, check them, and delegate. */
import { Errno } from "../../abi/errno.ts";
import { DELIVERY_SIZE, SIGACTION_SIZE, SIGINFO_SIZE, SIGSET_SIZE } from "../../abi/layout.ts";
import { hasSignal, SIGNAL_MAX, Signal, signalSet, UNSTOPPABLE } from "../../abi/signal.ts";
import { type Answer, ENDED } from "../answer.ts";
import { awaitSignal } from "../await-signal.ts";
import { takeSignal } from "../deliver.ts";
import { ignores } from "../dispositions.ts";
import { endProcess } from "../exit.ts";
import type { Kernel } from "../kernel.ts";
import type { Process } from "../process.ts";
import { changeMask, setMask, suspend } from "../signal-mask.ts";
import { attend, kill, queueSignal } from "../signals.ts";
import { unsigned } from "./arguments.ts";
import type { Handlers } from "./handler.ts";
import { readAction, readTimespec, signalOfWasi, storeAction, storeInfo } from "./signal-layouts.ts";

export const signalCalls: Handlers = {
  kill: (kernel, process, pid: number, signal: number) => kill(kernel, process, pid, signal),

  sigqueue: (kernel, process, pid: number, signal: number, value: number) =>
    queueSignal(kernel, process, pid, signal, value),

  proc_raise(kernel: Kernel, process: Process, signal: number): Answer {
    return kill(kernel, process, process.pid, signalOfWasi(signal));
  },

  /** What becomes ignored is not pending any more. EINVAL for SIGKILL and SIGSTOP, unless they are only asked for. */
  sigaction(kernel, process, signal: number, action: number, old: number): Answer {
    const { memory } = kernel;
    if (action !== 0) memory.check(action, SIGACTION_SIZE);
    if (old !== 0) memory.check(old, SIGACTION_SIZE);
    if (signal < 1 || signal > SIGNAL_MAX || (action !== 0 && hasSignal(UNSTOPPABLE, signal))) return -Errno.EINVAL;
    const { signals } = process;
    const before = signals.dispositions.of(signal);
    if (action !== 0) {
      signals.dispositions = signals.dispositions.with(signal, readAction(memory, action));
      if (ignores(process, signal)) signals.pending.discard(signalSet(signal));
      if (attend(kernel, process)) return ENDED;
    }
    if (old !== 0) storeAction(memory, old, before);
    return 0;
  },

  sigprocmask(kernel, process, how: number, set: number, old: number): Answer {
    const { memory } = kernel;
    if (set !== 0) memory.check(set, SIGSET_SIZE);
    if (old !== 0) memory.check(old, SIGSET_SIZE);
    const before = process.signals.blocked;
    const answer = set === 0 ? 0 : changeMask(kernel, process, how, memory.u64(set));
    if (answer === 0 && old !== 0) memory.setU64(old, before);
    return answer;
  },

  sigpending({ memory }, process, set: number): Answer {
    const { pending, blocked } = process.signals;
    memory.setU64(set, pending.set & blocked);
    return 0;
  },

  sigsuspend: (kernel, process, mask: number) => suspend(kernel, process, kernel.memory.u64(mask)),

  /** EINVAL for a time that is none; a NULL time waits for ever. */
  sigtimedwait(kernel, process, set: number, info: number, timeout: number): Answer {
    const { memory } = kernel;
    const wanted = memory.u64(set);
    if (info !== 0) memory.check(info, SIGINFO_SIZE);
    const time = timeout === 0 ? undefined : readTimespec(memory, timeout);
    if (time !== undefined && time < 0) return -Errno.EINVAL;
    const taken = awaitSignal(kernel, process, wanted, time);
    if (typeof taken === "number") return taken;
    if (info !== 0) storeInfo(memory, info, taken);
    return taken.signal;
  },

  /** A stack that has no room for it is the end, as where Linux cannot write the frame of a handler. */
  signal_take(kernel, process, address: number): Answer {
    const { memory } = kernel;
    if (!memory.has(address, DELIVERY_SIZE)) {
      const why = "the stack has no room for a handler";
      kernel.emit({ kind: "signal", pid: process.pid, signal: Signal.SIGSEGV, from: undefined, why });
      endProcess(kernel, process, { signal: Signal.SIGSEGV });
      return ENDED;
    }
    const delivery = takeSignal(kernel, process);
    if (delivery === undefined) return 0;
    const { action, info, mask } = delivery;
    memory.setU32(address, action.handler);
    memory.setU32(address + 4, action.flags);
    memory.setU64(address + 8, mask);
    storeInfo(memory, address + 16, info);
    return info.signal;
  },

  signal_return: (kernel, process, mask: bigint) => setMask(kernel, process, unsigned(mask)),
};
