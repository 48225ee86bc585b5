/** From what the user named to a Wasm program: a `.wasm` file as it is, a C, C++ or AssemblyScript source compiled first. */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { cacheDirectory } from "../../node/disk-cache.ts";
import { compileAssemblyScript, isAssemblyScriptSource } from "../compile/assemblyscript.ts";
import { compileC, isCSource, SDK_KEY } from "../compile/c.ts";
import type { CompileCache, Compiled } from "../compile/cache.ts";
import {
  currentDirectory,
  folderCache,
  loadSdk,
  readHostFile,
  readSources,
  SDK_C_FOLDER,
  SDK_FOLDER,
} from "../compile/node-sources.ts";
import { UsageError } from "./usage-error.ts";

export interface LoadedGuest {
  readonly bytes: Uint8Array;
  /** The last part of the path, without its ending: what the program is called under /bin. */
  readonly name: string;
}

/**
 * Reads or compiles the guest that a command line names. Warnings go to standard error. With `debug` it is compiled to the same
 * code, and names and lines of the source are added.
 */
export async function loadGuest(
  path: string,
  options: { readonly cache: boolean; readonly debug?: boolean },
): Promise<LoadedGuest> {
  const name = basename(path).replace(/\.[^.]+$/, "") || "guest";
  const bytes = readGuest(path); // a source too: what cannot be read is no guest, whatever it is called
  if (!isCSource(path) && !isAssemblyScriptSource(path)) return { bytes, name };
  const debug = isCSource(path) ? ["-g"] : ["--debug", "--optimize"];
  const { wasm, warnings } = await compile([path], options.debug === true ? debug : [], options);
  if (warnings !== "") process.stderr.write(warnings);
  return { bytes: wasm, name };
}

/** Compiles sources of one language; a CompileError says what is wrong with them. */
export async function compile(
  paths: readonly string[],
  flags: readonly string[],
  options: { readonly cache: boolean },
): Promise<Compiled> {
  const common = {
    flags,
    directory: currentDirectory(),
    readFile: readHostFile,
    ...(options.cache ? { cache: folderCache(cacheDirectory()) } : {}),
  };
  const [first] = paths;
  if (first !== undefined && isAssemblyScriptSource(first)) {
    if (paths.length > 1)
      throw new UsageError("Cannot build several AssemblyScript files: name the one that imports the others");
    const [source] = await readSources([first]);
    return compileAssemblyScript({
      ...common,
      source: source as NonNullable<typeof source>,
      sdk: await loadSdk(SDK_FOLDER),
    });
  }
  const { compilerProgress } = await import("./progress.ts"); // late: what it imports is of no use to a run
  const progress = compilerProgress();
  try {
    const sources = await readSources(paths);
    return await compileC({ ...common, sources, sdk: await loadSdk(SDK_C_FOLDER), progress: progress.update });
  } finally {
    progress.stop();
  }
}

/** Compiles a C program given its text, which nobody will ask for again: of the cache it takes what it can, and leaves nothing there. */
export async function compileText(path: string, text: string): Promise<Uint8Array> {
  const { compilerProgress } = await import("./progress.ts");
  const progress = compilerProgress();
  try {
    const { wasm } = await compileC({
      sources: [{ path, text }],
      sdk: await loadSdk(SDK_C_FOLDER),
      cache: passing(folderCache(cacheDirectory())),
      progress: progress.update,
    });
    return wasm;
  } finally {
    progress.stop();
  }
}

/** Keeps the library of the SDK only. */
function passing(cache: CompileCache): CompileCache {
  return {
    get: (key) => cache.get(key),
    set: (key, bytes) => (key.startsWith(SDK_KEY) ? cache.set(key, bytes) : undefined),
  };
}

function readGuest(path: string): Uint8Array {
  try {
    return new Uint8Array(readFileSync(path));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === "ENOENT" ? "there is no such file" : code === "EISDIR" ? "it is a directory" : message;
    throw new UsageError(`Cannot run ${path}: ${why}. Name a .wasm program, or a .c, .cc, .cpp or .ts source`);
  }
}
