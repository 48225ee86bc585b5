/** Compiles a guest for a test, once for each state of its sources: the results are kept in `.cache` at the root. */

import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compileAssemblyScript, isAssemblyScriptSource } from "../../../runtime/frontend/compile/assemblyscript.ts";
import { type CompileCOptions, compileC, type SourceFile } from "../../../runtime/frontend/compile/c.ts";
import type { Compiled } from "../../../runtime/frontend/compile/cache.ts";
import {
  folderCache,
  loadSdk,
  readHostFile,
  readSources,
  SDK_C_FOLDER,
  SDK_FOLDER,
} from "../../../runtime/frontend/compile/node-sources.ts";

export const ROOT = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");
export const GUESTS = join(ROOT, "assembly", "guests");

const cache = folderCache(join(ROOT, ".cache", "compile"));

/** The sources in `assembly/guests` or a folder of it, by name: `hello-fork.c`, `hostile/abort.c`. */
export async function guestNames(folder = ""): Promise<string[]> {
  const names = await readdir(join(GUESTS, folder));
  return names
    .filter((name) => /\.(c|ts)$/.test(name))
    .map((name) => join(folder, name))
    .sort();
}

export function compileGuest(name: string, flags: readonly string[] = []): Promise<Compiled> {
  return compileGuests([name], flags);
}

/** Compiles several C files, or one in AssemblyScript, to one program. */
export async function compileGuests(names: readonly string[], flags: readonly string[] = []): Promise<Compiled> {
  const sources = await readSources(names.map((name) => join(GUESTS, name)));
  return compileSources(sources, { flags, directory: ROOT, cache });
}

/** Compiles as `prong build` does in this directory. */
export async function compileSources(
  sources: readonly SourceFile[],
  options: Pick<CompileCOptions, "flags" | "directory" | "cache">,
): Promise<Compiled> {
  const [source] = sources;
  if (source === undefined) throw new Error("no source");
  const common = { ...options, readFile: readHostFile };
  if (isAssemblyScriptSource(source.path)) {
    return compileAssemblyScript({ ...common, source, sdk: await loadSdk(SDK_FOLDER) });
  }
  return compileC({ ...common, sources, sdk: await loadSdk(SDK_C_FOLDER) });
}
