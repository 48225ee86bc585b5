/** Progress bars on a terminal's standard error; elsewhere nothing. */
import { Presets, SingleBar } from "cli-progress";
import type { Progress } from "../compile/clang.ts";

const MEGABYTE = 1_000_000;

/** The bar that shows the compiler being loaded, once per computer start or so. */
export function compilerProgress(): { readonly update: Progress; stop(): void } {
  if (process.stderr.isTTY !== true) return { update() {}, stop() {} };
  const bar = new SingleBar(
    { format: "loading the C compiler {bar} {value}/{total} MB", clearOnComplete: true, stream: process.stderr },
    Presets.shades_classic,
  );
  let started = false;
  return {
    update(done, total) {
      if (!started) bar.start(Math.round(total / MEGABYTE), 0);
      started = true;
      bar.update(Math.round(done / MEGABYTE));
    },
    stop() {
      if (started) bar.stop();
    },
  };
}

/** The bar that shows how much of a search's budget is used up, and what it has found. */
export function searchProgress(most: number): { update(steps: number, outcomes: number): void; stop(): void } {
  if (process.stderr.isTTY !== true) return { update() {}, stop() {} };
  const bar = new SingleBar(
    {
      format: "exploring {bar} {value} steps, {speed}/s, {outcomes} outcomes",
      clearOnComplete: true,
      stream: process.stderr,
      noTTYOutput: false,
    },
    Presets.shades_classic,
  );
  const began = Date.now();
  let started = false;
  return {
    update(steps, outcomes) {
      const seconds = (Date.now() - began) / 1000;
      if (seconds < 1) return;
      if (!started) bar.start(most, 0, { outcomes, speed: 0 });
      started = true;
      bar.update(steps, { outcomes, speed: Math.round(steps / seconds) });
    },
    stop() {
      if (started) bar.stop();
    },
  };
}
