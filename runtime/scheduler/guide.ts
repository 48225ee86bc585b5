/** Who leads a run: guides decide where they have an opinion, whatever has become of the run that it was made of. */
import type { Pid } from "../abi/ids.ts";
import type { Decision } from "./moment.ts";

export interface Guide {
  /** Who runs next; undefined, or one that cannot run, leaves it to the quiet choice. `place` names the decision (`places.ts`). */
  choose(decision: Decision, place: string): Pid | undefined;
  /** A process has had a turn, by whoever's decision. */
  ran?(pid: Pid): void;
}

/** A decision that is not the quiet one. */
export interface Switch {
  readonly place: string;
  readonly to: Pid;
  /** Could the process that ran have gone on? */
  readonly preempts: boolean;
}

/** Makes these switches, as far as their places are met and their processes can run. */
export function bySwitches(switches: readonly Switch[]): Guide {
  const wanted = new Map(switches.map(({ place, to }) => [place, to]));
  return { choose: (_, place) => wanted.get(place) };
}

/** Gives turns in this order; who cannot run when it is to has its turn as soon as it can. */
export function bySteps(pids: readonly Pid[]): Guide {
  const left = [...pids];
  return {
    choose: ({ runnable }) => left.find((pid) => runnable.includes(pid)),
    ran(pid) {
      const at = left.indexOf(pid);
      if (at >= 0) left.splice(at, 1);
    },
  };
}
