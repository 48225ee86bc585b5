/** Progress bars on a terminal's standard error; elsewhere nothing. */
import { Presets, SingleBar } from "cli-progress";
import type { Progress } from "../compile/clang.ts";

const MEGABYTE = 1_000_000;
const SECOND = 1000;

/** The bar that shows the compiler being loaded, once per computer start or so. */
export function compilerProgress(): { readonly update: Progress; stop(): void } {
  const { update, stop } = lateBar("loading the C compiler {bar} {value}/{total} MB");
  return { update: (done, total) => update(Math.round(done / MEGABYTE), Math.round(total / MEGABYTE)), stop };
}

/** The bar that shows how much of a search's budget is used up, and what it has found; not in the first second. */
export function searchProgress(most: number): {
  update(steps: number, outcomes: number, schedules: number): void;
  stop(): void;
} {
  const { update, stop } = lateBar("exploring {bar} {value} steps, {speed} schedules/s, {outcomes} outcomes", SECOND);
  const began = Date.now();
  return {
    update(steps, outcomes, schedules) {
      const seconds = Math.max(Date.now() - began, 1) / SECOND;
      update(steps, most, { outcomes, speed: Number((schedules / seconds).toPrecision(3)) });
    },
    stop,
  };
}

/** The bar that shows how many parts of a search were searched; not in the first second. */
export function partsProgress(most: number): { update(parts: number, outcomes: number): void; stop(): void } {
  const bar = lateBar("exploring {bar} {value}/{total} parts, {outcomes} outcomes or more", SECOND);
  return { update: (parts, outcomes) => bar.update(parts, most, { outcomes }), stop: bar.stop };
}

/** The bar that shows how many questions of a quiz are made, of how many programs; not in the first second. */
export function quizProgress(count: number): { update(questions: number, programs: number): void; stop(): void } {
  const bar = lateBar("making questions {bar} {value}/{total}, {programs} programs tried", SECOND);
  return { update: (questions, programs) => bar.update(questions, count, { programs }), stop: bar.stop };
}

/** The bar that shows how often a program was run on the host; not in the first second. */
export function runsProgress(most: number): { update(runs: number): void; stop(): void } {
  const bar = lateBar("running on the host {bar} {value}/{total} runs", SECOND);
  return { update: (runs) => bar.update(runs, most), stop: bar.stop };
}

/** A bar that is not there before something is to be shown, nor for so many milliseconds. */
function lateBar(format: string, quiet = 0) {
  if (process.stderr.isTTY !== true) return { update() {}, stop() {} };
  const bar = new SingleBar({ format, clearOnComplete: true, stream: process.stderr }, Presets.shades_classic);
  const began = Date.now();
  let started = false;
  return {
    update(value: number, total: number, more: Readonly<Record<string, number>> = {}) {
      if (Date.now() - began < quiet) return;
      if (!started) bar.start(total, 0, more);
      started = true;
      bar.update(value, more);
    },
    stop() {
      if (started) bar.stop();
      started = false;
    },
  };
}
