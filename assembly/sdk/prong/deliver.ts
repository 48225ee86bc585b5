/**
 * Running handlers. The instrumenter makes a program call `prong_deliver_signals` when signals are pending, after system calls and
 * where it may be preempted. Programs that say `onSignal` get this file from the compile step, and no others.
 */

import { isInHeap } from "./heap-guard";
import { scratch } from "./scratch";
import { SignalInfo } from "./signal-info";
import { prong_signal_return, prong_signal_take, SA_SIGINFO } from "./syscalls";

/** See `delivery` in runtime/abi/layout.ts: handler, flags, mask, siginfo. */
const delivery = memory.data(64, 8);
const INFO: usize = 16;

/** Signals that are taken while another waits for its handler are handled first, as on Linux. */
export function prong_deliver_signals(): void {
  if (isInHeap()) return; // the next moment is soon
  const first = load<u64>(scratch);
  const second = load<u64>(scratch, 8);
  const third = load<u64>(scratch, 16);
  const fourth = load<u64>(scratch, 24);
  while (prong_signal_take(delivery) > 0) {
    const handler = load<u32>(delivery);
    const mask = load<u64>(delivery, 8);
    if (load<i32>(delivery, 4) & SA_SIGINFO) {
      const info = new SignalInfo(delivery + INFO, 0);
      prong_deliver_signals();
      call_indirect<void>(handler, info);
    } else {
      const signal = load<i32>(delivery, INFO);
      prong_deliver_signals();
      call_indirect<void>(handler, signal);
    }
    prong_signal_return(mask);
  }
  store<u64>(scratch, first);
  store<u64>(scratch, second, 8);
  store<u64>(scratch, third, 16);
  store<u64>(scratch, fourth, 24);
}
