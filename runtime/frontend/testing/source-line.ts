/** The text of a line of a source, for reports. */
import { readFileSync } from "node:fs";

/** Of `counter.c:13`, as seen from the current directory: without the spaces around it; empty where it cannot be read. */
export function sourceLine(place: string): string {
  const [, file = "", line] = /^(.*):(\d+)$/.exec(place) ?? [];
  try {
    return readFileSync(file, "utf8").split("\n")[Number(line) - 1]?.trim() ?? "";
  } catch {
    return ""; // of a library, or moved since
  }
}
