/** Joins files that `prong explore --shard --json` has written, one for each part of a search. */
import { readFileSync } from "node:fs";
import type { Exploration } from "../../backend/emulated/explore.ts";
import { merge } from "../../backend/emulated/merge.ts";
import { explorationOf, type SearchReport } from "../format/search-report.ts";
import { UsageError } from "./usage-error.ts";
import { parseShard } from "./words.ts";

export interface Merged {
  readonly found: Exploration;
  /** One of the parts. */
  readonly report: SearchReport;
  /** The parts that are not there: "2/4". */
  readonly missing: readonly string[];
}

export function mergeReports(paths: readonly string[]): Merged {
  const parts = paths.map((path) => ({ path, report: readReport(path) }));
  const [first] = parts;
  if (first === undefined)
    throw new UsageError("Cannot merge nothing: name the files that explore --shard has written");
  const seen = new Map<string, string>();
  for (const { path, report } of parts) {
    const { shard, search } = report;
    if (shard === undefined)
      throw new UsageError(`Cannot merge ${path}: it is of a whole search, not of a part (--shard)`);
    if (search !== first.report.search) {
      throw new UsageError(`Cannot merge ${path} with ${first.path}: they are parts of different searches`);
    }
    if (shard.split("/")[1] !== first.report.shard?.split("/")[1]) {
      throw new UsageError(`Cannot merge ${path} with ${first.path}: they are of different numbers of parts`);
    }
    const before = seen.get(shard);
    if (before !== undefined) throw new UsageError(`Cannot merge ${path} with ${before}: both are part ${shard}`);
    seen.set(shard, path);
  }
  const { of } = parseShard(first.report.shard as string);
  const all = Array.from({ length: of }, (_, i) => `${i + 1}/${of}`);
  const missing = all.filter((shard) => !seen.has(shard));
  const found = merge(parts.map(({ report }) => explorationOf(report)));
  return { found: { ...found, complete: found.complete && missing.length === 0 }, report: first.report, missing };
}

function readReport(path: string): SearchReport {
  try {
    const report: SearchReport = JSON.parse(readFileSync(path, "utf8"));
    if (report.shard !== undefined) parseShard(report.shard);
    explorationOf(report);
    return report;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === "ENOENT" ? "there is no such file" : "it is no report of prong explore --json";
    throw new UsageError(`Cannot merge ${path}: ${why}. Name files that explore --shard --json has written`);
  }
}
