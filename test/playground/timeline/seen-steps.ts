/** Runs a program as the page does, and tells its steps as the page knows them. */
import type { SeenStep } from "../../../playground/run/orders.ts";
import { seenStep } from "../../../playground/run/seen-step.ts";
import { TimeTravel, type TimeTravelOptions } from "../../../runtime/index.ts";
import { compileGuest } from "../../frontend/compile/compile-guest.ts";

/** A guest's source, to its end; standard input is at its end. */
export async function seenSteps(guest: string, options: Partial<TimeTravelOptions> = {}): Promise<SeenStep[]> {
  return (await ranToEnd(guest, options)).steps;
}

export async function ranToEnd(
  guest: string,
  options: Partial<TimeTravelOptions> = {},
): Promise<{ readonly run: TimeTravel; readonly steps: SeenStep[] }> {
  const { wasm } = await compileGuest(guest);
  const name = guest.replace(/^.*\//, "").replace(/\.\w+$/, "");
  const run = await TimeTravel.create({ program: wasm, name, steps: "calls", ...options });
  const steps: SeenStep[] = [];
  for (;;) {
    const before = run.position;
    const outcome = run.step();
    if (outcome?.kind === "wants-program") await run.prepare(outcome);
    if (run.position === before) {
      if (outcome?.kind === "wants-program") continue;
      return { run, steps };
    }
    steps.push(seenStep(run.stepAt(before)));
    if (outcome?.kind !== "wants-input") continue;
    run.input(undefined);
    steps.push(seenStep(run.stepAt(before + 1)));
  }
}

/** A step in which nothing happens, but for what is said. */
export function stepWith(parts: Partial<SeenStep>): SeenStep {
  return {
    pid: undefined,
    act: undefined,
    choices: [],
    events: [],
    outcome: undefined,
    output: [],
    elapsed: 0,
    ...parts,
  };
}
