/**
 * Compiles and links a C or C++ program for Prong: the sources, the headers they lead to, the C SDK (headers laid over
 * wasi-libc's, and a small library), wasi-libc itself. Nothing of the host is touched but what `readFile` is asked for, so
 * this runs in a page as well.
 *
 *     const { wasm, warnings } = await compileC({ sources: [{ path: "hello.c", text }], sdk });
 */

import type { Tree } from "@yowasp/clang";
import { type CFlags, readCFlags } from "./c-flags.ts";
import { type CompileCache, type Compiled, cacheKey, throughCache } from "./cache.ts";
import { clangVersion, type Progress, putFile, runTool, takeBytes } from "./clang.ts";
import { CompileError } from "./compile-error.ts";
import { gatherIncludes, type ReadFile, withoutWaysUp } from "./includes.ts";
import { ATOMICS, DEFINES, LIBRARIES, STACK } from "./sdk-flags.ts";
import { absolutePath, prefixMaps, virtualPath, withUserPaths } from "./virtual-paths.ts";

export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** The files of `assembly/sdk-c`, by path from there: `include/unistd.h`, `src/all.c`. */
export type SdkFiles = Readonly<Record<string, string>>;

export interface CompileCOptions {
  readonly sources: readonly SourceFile[];
  readonly sdk: SdkFiles;
  /** Flags as for any C compiler: -I -D -U -O -W -std -g -f -m -l -L -Wl, ... -O2 unless they say otherwise. */
  readonly flags?: readonly string[];
  /** The current directory: relative paths start here, and diagnostics are written relative to it. */
  readonly directory?: string;
  /** Reads the headers that the sources include. */
  readonly readFile?: ReadFile;
  readonly cache?: CompileCache;
  /** How much of the compiler is loaded; called only when it has to be. */
  readonly progress?: Progress;
}

/** What a source file may be called. */
const C_SOURCE = /\.c$/;
const CXX_SOURCE = /\.(cc|cpp|cxx|c\+\+|C)$/;

/** What the compiled library of the SDK is called in the cache, before its hash. */
export const SDK_KEY = "sdk-c";

/** What every source is compiled with. */
const ALWAYS = [...DEFINES, ...ATOMICS];

/** wasi-libc can do without `main`, and traps: so the function is called that does. */
const NO_MAIN = "undefined_weak:main";

const TARGET = "--target=wasm32-wasip1";
const LIBC = "/usr/lib/wasm32-wasip1";

/** Can this file be compiled here, to judge by its name? */
export function isCSource(path: string): boolean {
  return C_SOURCE.test(path) || CXX_SOURCE.test(path);
}

/** Compiles and links; throws CompileError with what the compiler said. */
export async function compileC(options: CompileCOptions): Promise<Compiled> {
  const { sources, sdk, directory = "/", readFile = async () => undefined, cache, progress } = options;
  for (const { path } of sources) {
    if (!isCSource(path))
      throw new CompileError(`Cannot compile ${path}: expected a name that ends in .c, .cc, .cpp or .cxx`);
  }
  if (sources.length === 0) throw new CompileError("Cannot compile: no source file was given");

  const flags = readCFlags(options.flags ?? [], directory);
  const files = new Map<string, string | Uint8Array>();
  for (const { path, text } of sources) files.set(absolutePath(directory, path), text);
  const roots = new Map(files);
  for (const path of flags.forcedIncludes) roots.set(path, (await readFile(path)) ?? "");
  for (const [path, header] of await gatherIncludes(roots, flags.includeFolders, readFile)) files.set(path, header);

  const archives = await readArchives(flags, readFile);

  const version = await clangVersion();
  const parts = [
    version,
    JSON.stringify([directory, [...files.keys()], flags, ALWAYS, LIBRARIES, STACK, sources.map(({ path }) => path)]),
  ];
  const key = cacheKey("c", [
    ...parts,
    ...files.values(),
    ...[...archives].flat(),
    ...Object.entries(sdk).sort().flat(),
  ]);

  return throughCache(cache, key, async () => {
    const tree: Tree = {};
    for (const [path, content] of new Map([...roots, ...files])) {
      const isText = typeof content === "string";
      putFile(tree, virtualPath(path), isText ? withoutWaysUp(path, content, flags.includeFolders, files) : content);
    }
    for (const [path, text] of Object.entries(sdk)) putFile(tree, `sdk/${path}`, text);

    try {
      const objects: Tree = {};
      let printed = "";
      // All of them, so that one is told everything that is wrong.
      const refused = new Map<string, CompileError>();
      for (const { path } of sources) {
        const source = virtualPath(absolutePath(directory, path));
        const made = await compileOne(
          source,
          tree,
          [...prefixMaps(directory), ...flags.compile],
          `Cannot compile ${path}`,
          progress,
        ).catch((error) => {
          if (!(error instanceof CompileError) || error.diagnostics === "") throw error;
          refused.set(path, error);
        });
        if (made === undefined) continue;
        putFile(objects, `${source}.o`, made.object);
        printed += made.printed;
      }
      if (refused.size > 0) {
        const said = [...refused.values()].map(({ diagnostics }) => diagnostics);
        throw new CompileError(`Cannot compile ${[...refused.keys()].join(", ")}`, said.join(""));
      }
      for (const [path, bytes] of archives) putFile(objects, virtualPath(path), bytes);
      putFile(objects, "sdk.o", (await compileSdk(sdk, cache, progress)).object);
      const linked = await runTool(
        linkArguments(sources, directory, flags.link),
        objects,
        `Cannot link ${sources[0]?.path}`,
        progress,
      );
      const wasm = takeBytes(linked.files, "program.wasm");
      if (new TextDecoder("latin1").decode(wasm).includes(NO_MAIN)) {
        throw new CompileError(`Cannot link ${sources[0]?.path}`, "wasm-ld: error: undefined symbol: main\n");
      }
      return { wasm, warnings: withUserPaths(directory, printed + linked.printed) };
    } catch (error) {
      if (!(error instanceof CompileError) || error.diagnostics === "") throw error;
      const [about = ""] = error.message.split("\n");
      throw new CompileError(about, withUserPaths(directory, error.diagnostics));
    }
  });
}

async function compileOne(source: string, tree: Tree, flags: readonly string[], about: string, progress?: Progress) {
  const isCxx = CXX_SOURCE.test(source);
  const args = [isCxx ? "clang++" : "clang", TARGET, "-O2", "-iquote", ".", "-isystem", "sdk/include", ...ALWAYS];
  if (isCxx) args.push("-fno-exceptions");
  // To a file, clang writes each relocation by itself, and each write costs the tool's file system a copy of the whole file.
  const { output, printed } = await runTool([...args, ...flags, "-c", source, "-o", "-"], tree, about, progress);
  return { object: output, printed };
}

/** The library of the SDK, compiled once for each compiler and each state of its sources; and its key in the cache. */
export async function compileSdk(
  sdk: SdkFiles,
  cache?: CompileCache,
  progress?: Progress,
): Promise<{ key: string; object: Uint8Array }> {
  const key = `${cacheKey(SDK_KEY, [await clangVersion(), ...ALWAYS, ...Object.entries(sdk).sort().flat()])}.o`;
  const known = await cache?.get(key);
  if (known !== undefined) return { key, object: known };
  const tree: Tree = {};
  for (const [path, text] of Object.entries(sdk)) putFile(tree, `sdk/${path}`, text);
  const { object } = await compileOne("sdk/src/all.c", tree, [], "Cannot compile the C SDK", progress);
  await cache?.set(key, object);
  return { key, object };
}

/** The user's own libraries: those of -l that lie in a folder of -L. */
async function readArchives(flags: CFlags, readFile: ReadFile): Promise<Map<string, Uint8Array>> {
  const archives = new Map<string, Uint8Array>();
  for (const folder of flags.libraryFolders) {
    for (const library of flags.libraries) {
      const path = `${folder}/lib${library}.a`;
      const found = await readFile(path);
      if (found !== undefined) archives.set(path, typeof found === "string" ? new TextEncoder().encode(found) : found);
    }
  }
  return archives;
}

function linkArguments(sources: readonly SourceFile[], directory: string, flags: readonly string[]): string[] {
  const cxx = sources.some(({ path }) => CXX_SOURCE.test(path)) ? ["-lc++", "-lc++abi"] : [];
  return [
    "wasm-ld",
    ...STACK,
    `-L${LIBC}`,
    `${LIBC}/crt1-command.o`,
    ...sources.map(({ path }) => `${virtualPath(absolutePath(directory, path))}.o`),
    "sdk.o",
    ...flags,
    ...cxx,
    ...LIBRARIES,
    "-lc",
    "/usr/lib/wasm32-unknown-wasip1/libclang_rt.builtins.a",
    "-o",
    "program.wasm",
  ];
}
