/** What time brings: at a deadline a sleeper wakes (`wait-queue.ts`), or a timer expires (`alarms.ts`). */
import { CLOCK, type Pid } from "../abi/ids.ts";
import { hasSignal } from "../abi/signal.ts";
import { ignores } from "./dispositions.ts";
import { MadeTimer, type Timer } from "./timer.ts";
import type { World } from "./world.ts";

/** The next one, in virtual nanoseconds; undefined where there is none. */
export function nextDeadline({ runQueue, alarms }: World): number | undefined {
  return earlier(runQueue.nextDeadline, alarms.next);
}

/**
 * The next one that anybody can notice: while nobody takes the signal of a repeating timer, its next expiries are only counted. Time
 * that is chosen to pass comes here, as it could pass for ever otherwise, from one expiry to the next.
 */
export function nextNoticed({ runQueue, alarms }: World): number | undefined {
  return earlier(runQueue.nextDeadline, alarms.nextOf(isNoticed));
}

/** Who can be chosen: those who can run, in pid order, and the CLOCK where time may pass although somebody can. */
export function candidates(world: World): readonly Pid[] {
  const { pids } = world.runQueue;
  return world.clock.passes === "any" && nextNoticed(world) !== undefined ? [...pids, CLOCK] : pids;
}

function isNoticed(timer: Timer): boolean {
  if (timer.interval === 0) return true;
  const { signal, process } = timer;
  if (signal === 0 || (ignores(process, signal) && !process.signals.keeps(signal))) return false;
  return timer instanceof MadeTimer ? !timer.isRinging : !hasSignal(process.signals.pending.set, signal);
}

function earlier(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || (other !== undefined && other < one) ? other : one;
}
