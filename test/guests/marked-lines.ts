/** Lines of sources in `test/guests/sources/races` that say of themselves what is to be found in them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../frontend/compile/compile-guest.ts";

/** `counter.c:69`, for each line that ends in this comment; none for an empty one. */
export function markedLines(name: string, mark: string): string[] {
  const lines = readFileSync(join(ROOT, "test/guests/sources/races", name), "utf8").split("\n");
  return lines.flatMap((line, i) => (mark !== "" && line.endsWith(`// ${mark}`) ? [`${name}:${i + 1}`] : [])).sort();
}
