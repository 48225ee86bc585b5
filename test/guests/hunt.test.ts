import { appendFileSync } from "node:fs";
import { it } from "vitest";
import { RandomNumbers } from "../../runtime/scheduler/random-numbers.ts";
import { Commuting } from "./commuting.ts";
import { compareSearches } from "./compare-searches.ts";
import { makeCrowdScript, makeForkScript } from "./fork-script.ts";
import { source } from "./run-guest.ts";

const script = await source("script.c");
const N = Number(process.env.PRONG_PROGRAMS ?? 10);
const SEED = Number(process.env.PRONG_TEST_SEED ?? 1);
const ONLY = process.env.ONLY;
const LOG = process.env.HUNT_LOG ?? "/tmp/hunt.log";

it("commutes", async () => {
  let compared = 0,
    tried = 0,
    ct = 0,
    wt = 0;
  const kinds = new Map<string, number>();
  const end = Date.now() + Number(process.env.HUNT_SECONDS ?? 240) * 1000;
  for (let n = 0; n < N && Date.now() < end; n++) {
    const seed = SEED * 1_000_003 + n;
    tried++;
    const text = ONLY ?? (n % 3 === 0 ? makeForkScript : makeCrowdScript)(new RandomNumbers(seed));
    if (process.env.VERBOSE) appendFileSync(LOG, `${n} ${text}\n`);
    for (const preempt of ["syscalls", "memory", "loops"] as const) {
      if (process.env.HUNT_MODE && process.env.HUNT_MODE !== preempt) continue;
      if (preempt === "memory" && !/[saR+?-]/.test(text)) continue;
      if (preempt === "loops" && !/[@~ZA_=z]/.test(text)) continue;
      const t0 = performance.now();
      const c = await Commuting.create(
        { program: script, args: [`B${text}`], preempt, terminal: process.env.TTY !== undefined },
        new RandomNumbers(seed),
      );
      const t1 = performance.now();
      ct += t1 - t0;
      {
        const wrong = await c.look(Number(process.env.MOST ?? 100));
        if (wrong !== undefined) {
          const kind = wrong.replace(/[0-9]+/g, "N");
          kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
          if (kinds.get(kind) === 1) appendFileSync(LOG, `${preempt} ${text}\n${wrong}\n\n`);
        }
      }
      if (process.env.VERBOSE)
        appendFileSync(
          LOG,
          `  ${preempt} ${(performance.now() - t1).toFixed()} compared ${c.compared} states ${c.states}\n`,
        );
      wt += performance.now() - t1;
      compared += c.compared;
    }
  }
  appendFileSync(
    LOG,
    `n ${(Date.now() - end) / 1000} ${tried}compared ${compared} kinds ${kinds.size} create ${ct} walk ${wt}\n`,
  );
}, 3_600_000);

it("searches", async () => {
  let compared = 0,
    tried = 0;
  const end = Date.now() + Number(process.env.HUNT_SECONDS ?? 240) * 1000;
  for (let n = 0; n < N && Date.now() < end; n++) {
    const seed = SEED * 1_000_003 + n;
    const text = ONLY ?? (n % 3 === 0 ? makeForkScript : makeCrowdScript)(new RandomNumbers(seed));
    for (const preempt of ["syscalls", "memory", "loops"] as const) {
      if (process.env.HUNT_MODE && process.env.HUNT_MODE !== preempt) continue;
      if (preempt === "memory" && !/[saR+?-]/.test(text)) continue;
      if (preempt === "loops" && !/[@~ZA_=z]/.test(text)) continue;
      tried++;
      try {
        if (
          await compareSearches(
            script,
            { args: [text], preempt, terminal: process.env.TTY !== undefined },
            Number(process.env.MOST ?? 1500),
          )
        )
          compared++;
      } catch (error) {
        appendFileSync(LOG, `DIFFERS ${preempt} ${text}\n${String((error as Error).message).slice(0, 1500)}\n\n`);
      }
    }
  }
  appendFileSync(LOG, `searched ${compared} of ${tried}\n`);
}, 3_600_000);
