/** Searches a guest in several threads at once, a part after the other in each, and joins what they find. */
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { Exploration } from "../../backend/emulated/explore.ts";
import { merge } from "../../backend/emulated/merge.ts";
import { partsProgress } from "./progress.ts";
import { type SearchTask, searchGuest } from "./search-guest.ts";

/** Parts differ in size: with several for each thread none waits long for the last one. */
const PARTS_A_JOB = 4;

export async function searchJobs(task: SearchTask, jobs: number): Promise<Exploration> {
  const of = jobs * PARTS_A_JOB;
  const progress = partsProgress(of);
  // Late, as a run without threads does not wait for it; and so, as code that is kept compiled cannot import.
  const { Piscina } = createRequire(import.meta.url)("piscina") as typeof import("piscina");
  const pool = new Piscina({
    filename: fileURLToPath(new URL("search-worker.cjs", import.meta.url)), // made of search-guest.ts by scripts/bundle.mjs
    name: searchGuest.name,
    minThreads: jobs,
    maxThreads: jobs,
  });
  let [searched, outcomes] = [0, 0];
  try {
    const parts = Array.from({ length: of }, async (_, i) => {
      const found: Exploration = await pool.run({ ...task, shard: { number: i + 1, of } });
      outcomes = Math.max(outcomes, found.outcomes.length);
      progress.update(++searched, outcomes);
      return found;
    });
    return merge(await Promise.all(parts));
  } finally {
    progress.stop();
    await pool.destroy();
  }
}
