import { test } from "vitest";
import { guestNames } from "../frontend/compile/compile-guest.ts";
import { guest, run, runWithSeed } from "./run-guest.ts";
test("try", async () => {
  for (const name of [...(await guestNames()), ...(await guestNames("hostile"))]) {
    const t0 = performance.now();
    const wasm = await guest(name);
    const t1 = performance.now();
    const opts = name.includes("bomb") ? { limits: { processes: 50 } } : {};
    const seen = await run(wasm, opts);
    const t2 = performance.now();
    const seeds = [];
    for (let s = 0; s < 6; s++) seeds.push((await runWithSeed(wasm, s, opts)).stdout);
    const t3 = performance.now();
    console.log(name, wasm.length, (t1 - t0) | 0, (t2 - t1) | 0, (t3 - t2) | 0, seen.exitCode, seen.stderr, new Set([seen.stdout, ...seeds]).size, seen.trace.length, seen.schedule.length);
  }
});
