/** All outcomes of the program that runs on the page. */
import { useSignalEffect } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { Pid } from "../../runtime/index.ts";
import { explore, giveUpExploring, open } from "../run/client.ts";
import { search } from "../state/exploration.ts";
import { moment, options, selected } from "../state/run-state.ts";
import { Outcomes } from "../views/outcomes.tsx";

export function OutcomesPanel() {
  const wanted = useRef<Pid | undefined>(undefined);
  // Who is to be looked at is not there before the run is open.
  useSignalEffect(() => {
    const isThere = moment.value?.scene.processes.some(({ pid }) => pid === wanted.current) === true;
    if (!isThere) return;
    selected.value = wanted.current;
    wanted.current = undefined;
  });
  const run = options.value;
  return (
    <Outcomes
      search={search.value}
      isCurrent={search.value?.options.program === run?.program}
      canSearch={run !== undefined}
      // A search is without a terminal: nobody types in all of its runs.
      onStart={(wish) => run !== undefined && explore({ ...run, terminal: undefined }, wish)}
      onGiveUp={giveUpExploring}
      onOpen={(schedule, { atEnd, pid }) => {
        wanted.current = pid;
        if (search.value === undefined) return;
        const { options: searched, races } = search.value;
        // Races are looked for between accesses to memory, so schedules say who runs there.
        open(races ? { ...searched, preempt: "memory" } : searched, {
          schedule,
          acts: [],
          position: atEnd ? Number.POSITIVE_INFINITY : 0,
        });
      }}
    />
  );
}
