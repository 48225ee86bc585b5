/** A progress bar on a terminal's standard error; elsewhere nothing. */
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
