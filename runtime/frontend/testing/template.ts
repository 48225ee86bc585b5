/**
 * Programs written into tests:
 *
 *     const program = c`
 *       #include <unistd.h>
 *       int main(void) { return fork() == 0; }
 *     `;
 *
 * Each is kept in a file, so that the command that a failure names finds it. A C program says `#line`: the compiler, and reports,
 * name the line in the test.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { cacheDirectory } from "../../node/disk-cache.ts";
import { Guest, shortPath } from "./guest.ts";

type Value = string | number;

/** A program in C. Backslashes are the program's own. */
export function c(strings: TemplateStringsArray, ...values: readonly Value[]): Guest {
  const text = String.raw(strings, ...values);
  const place = placeOf(strings, c);
  const line = place === undefined ? "" : `#line ${place.line} ${JSON.stringify(place.file)}\n`;
  return kept("c", text, line, place);
}

/** A program in AssemblyScript. Backslashes are the program's own. */
export function assemblyScript(strings: TemplateStringsArray, ...values: readonly Value[]): Guest {
  return kept("ts", String.raw(strings, ...values), "", placeOf(strings, assemblyScript));
}

interface Place {
  readonly file: string;
  readonly line: number;
}

/** Where the program stands in the file that called: undefined where it is not there, or more than once. */
function placeOf(
  { raw: [first = "", second] }: TemplateStringsArray,
  tag: (...args: never[]) => unknown,
): Place | undefined {
  const file = callerOf(tag);
  if (file === undefined || !existsSync(file)) return undefined;
  const source = readFileSync(file, "utf8");
  const text = `\`${first}${second === undefined ? "`" : "${"}`;
  const at = source.indexOf(text);
  if (at < 0 || source.indexOf(text, at + 1) >= 0) return undefined;
  return { file: shortPath(file), line: source.slice(0, at).split("\n").length };
}

/** The file from which a function was called. */
function callerOf(callee: (...args: never[]) => unknown): string | undefined {
  const trace: { stack?: string } = {};
  Error.captureStackTrace(trace, callee);
  const [, frame = ""] = trace.stack?.split("\n") ?? [];
  const [, file] = /(?:\(|\bat (?:async )?)([^()]+?)(?:\?[^:()]*)?:\d+:\d+\)?$/.exec(frame) ?? [];
  return file?.startsWith("file:") === true ? fileURLToPath(file) : file;
}

function kept(ending: "c" | "ts", text: string, before: string, place: Place | undefined): Guest {
  const hash = createHash("sha256").update(JSON.stringify([ending, text, place?.file]));
  const path = join(folder(), hash.digest("hex").slice(0, 8), `guest.${ending}`);
  keep(path, before + text);
  const short = shortPath(path);
  return new Guest(short, place === undefined ? short : `the program at ${place.file}:${place.line}`, {});
}

/** Beside what other tools of a project keep, where it is one; otherwise in the user's cache directory. */
function folder(): string {
  return existsSync("node_modules") ? join("node_modules", ".cache", "prong") : join(cacheDirectory(), "guests");
}

/** It appears whole or not at all, as several tests may write the same. */
function keep(path: string, text: string): void {
  if (existsSync(path) && readFileSync(path, "utf8") === text) return;
  mkdirSync(dirname(path), { recursive: true });
  const unfinished = `${path}.${process.pid}.tmp`;
  writeFileSync(unfinished, text);
  renameSync(unfinished, path);
}
