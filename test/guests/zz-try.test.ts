import { test } from "vitest";
import { run, runWithSeed, source, guest } from "./run-guest.ts";
test("try", async () => {
    console.log((await run(await guest("hello-fork.c"))).trace.join("\n"));
  for (const [name, opts] of [["deep-calls.c", {watchCalls:false}],  ["kill-sleepers.c", {}], ["broken-pipe.c", {}], ["growth.c", {}]] as const) {
    try {
    const t0 = performance.now();
    const wasm = await source(name, ["-Wall", "-Wextra"]);
    const t1 = performance.now();
    const seen = await run(wasm, opts as never);
    const t2 = performance.now();
    const seeds = [];
    for (let s = 0; s < 4; s++) seeds.push((await runWithSeed(wasm, s, opts as never)).stdout);
    const t3 = performance.now();
    console.log(name, wasm.length, (t1 - t0) | 0, (t2 - t1) | 0, (t3 - t2) | 0, seen.exitCode, seen.stderr, new Set([seen.stdout, ...seeds]).size, seen.trace.length, seen.schedule.length, seen.outcome.kind + "\n" + seen.stdout);
    } catch (e) { console.log(name, e); }
  }
});
