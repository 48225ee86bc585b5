/**
 * Compiles an AssemblyScript program for Prong. The SDK is the library `prong`; what the language itself would import
 * from JavaScript (abort, seed, trace, console, process) is the SDK's too, so that the module imports system calls only.
 *
 *     const { wasm, warnings } = await compileAssemblyScript({ source: { path: "hello.ts", text }, sdk });
 *
 * A program that says `onSignal` is compiled with a second entry of ours, which exports `prong_deliver_signals`: the compiler
 * exports only what entries do, and programs without handlers are to carry nothing for them.
 */

import type { Transform } from "assemblyscript/transform";
import type { SdkFiles, SourceFile } from "./c.ts";
import { type CompileCache, type Compiled, cacheKey, throughCache } from "./cache.ts";
import { CompileError, isMissingPackage, missingCompiler } from "./compile-error.ts";
import type { ReadFile } from "./includes.ts";
import { KeepLines } from "./keep-lines.ts";
import { withLines } from "./line-section.ts";
import { absolutePath } from "./virtual-paths.ts";

export interface CompileAssemblyScriptOptions {
  /** The program. Other files come in by its imports. */
  readonly source: SourceFile;
  /** The files of `assembly/sdk`, by path from there. */
  readonly sdk: SdkFiles;
  /** Further flags of `asc`, such as `--debug` (names and lines), `-Oz`, `--runtime minimal`; optimized unless they say otherwise. */
  readonly flags?: readonly string[];
  /** The current directory: relative paths start here. */
  readonly directory?: string;
  /** Reads the files that the program imports. */
  readonly readFile?: ReadFile;
  readonly cache?: CompileCache;
}

/** How the compiler is loaded; tests replace it. */
export const assemblyScriptPackage = { load: () => import("assemblyscript/asc") };

/** Names that the language looks up by itself, and where the SDK has them. */
const GLOBALS = ["abort", "seed", "trace", "console", "process"];
const LIBRARY = "/prong-sdk";

/** The entry of programs with handlers, under a name that no file of the user's has. */
const HANDLERS_ENTRY = "~prong/handlers.ts";
const HANDLERS = 'export { prong_deliver_signals } from "prong/deliver";';
const HANDLERS_WANTED = /\bonSignal/;
/** What the SDK puts in the place of the language's own, so that no handler runs in the midst of it. */
const GUARDED = "new renew link pin unpin collect alloc realloc free".split(" ").map((name) => `__${name}`);
/** The file that has the language's own, by `--runtime`. */
const HEAP = "prong/heap.ts";
const HEAPS = new Map([
  ["incremental", HEAP],
  ["minimal", "prong/heap-minimal.ts"],
  ["stub", "prong/heap-stub.ts"],
]);
const OUTPUT = "program.wasm";
const MAP = `${OUTPUT}.map`;

/** Can this file be compiled here, to judge by its name? */
export function isAssemblyScriptSource(path: string): boolean {
  return path.endsWith(".ts") && !path.endsWith(".d.ts");
}

/** Compiles; throws CompileError with what the compiler said. */
export async function compileAssemblyScript(options: CompileAssemblyScriptOptions): Promise<Compiled> {
  const { source, sdk, flags = [], directory = "/", readFile = async () => undefined, cache } = options;
  if (!isAssemblyScriptSource(source.path))
    throw new CompileError(`Cannot compile ${source.path}: expected a name that ends in .ts`);
  const asc = await load();

  const files = await gatherImports(source, directory, readFile);
  const optimize = flags.some((flag) => /^(-O|--optimize|--debug$)/.test(flag)) ? [] : ["--optimize"];
  const hasHandlers = [...files.values()].some((text) => HANDLERS_WANTED.test(text));
  const hasLines = flags.includes("--debug");
  const lines = hasLines ? ["--sourceMap"] : [];
  const args = [...baseArguments(source.path, hasHandlers), ...optimize, ...lines, ...flags];
  const heap = hasHandlers ? heapOf(source.path, flags) : HEAP;
  const library = (name: string) => sdk[name === HEAP ? heap : name];
  const key = cacheKey("as", [
    asc.version,
    JSON.stringify([directory, args]),
    ...[...files].flat(),
    ...Object.entries(sdk).sort().flat(),
  ]);

  return throughCache(cache, key, async () => {
    let wasm: Uint8Array | undefined;
    let map: string | undefined;
    let printed = "";
    const print = {
      write: (text: string | Uint8Array) => {
        printed += typeof text === "string" ? text : new TextDecoder().decode(text);
      },
    };
    const { error } = await asc.main(args, {
      stdout: print,
      stderr: print,
      readFile: (name, folder) => {
        if (folder === LIBRARY) return library(name) ?? null;
        return name === HANDLERS_ENTRY ? HANDLERS : (files.get(absolutePath(directory, name)) ?? null);
      },
      writeFile: (name, contents) => {
        if (name === OUTPUT && typeof contents !== "string") wasm = contents;
        if (name === MAP && typeof contents === "string") map = contents;
      },
      transforms: hasLines ? [KeepLines as unknown as Transform] : [],
      listFiles: (folder) => (folder === LIBRARY ? Object.keys(sdk).filter((path) => !path.includes("/")) : []),
    });
    if (error !== null || wasm === undefined)
      throw new CompileError(`Cannot compile ${source.path}`, withoutVerdict(printed));
    return { wasm: map === undefined ? wasm : withLines(wasm, JSON.parse(map)), warnings: printed };
  });
}

function baseArguments(path: string, hasHandlers: boolean): string[] {
  const guarded = hasHandlers ? GUARDED : [];
  return [
    ...(hasHandlers ? [HANDLERS_ENTRY] : []),
    path,
    ...["--outFile", OUTPUT],
    ...["--lib", LIBRARY],
    ...GLOBALS.flatMap((name) => ["--use", `${name}=~lib/prong/globals/${name}`]),
    ...guarded.flatMap((name) => ["--use", `${name}=~lib/prong/heap-guard/${name}`]),
    ...["--exportStart", "_start"],
    "--noColors",
  ];
}

function heapOf(path: string, flags: readonly string[]): string {
  const [, runtime = "incremental"] = /(?:^| )--runtime[ =](\S+)/.exec(flags.join(" ")) ?? [];
  const heap = HEAPS.get(runtime);
  if (heap !== undefined) return heap;
  throw new CompileError(
    `Cannot compile ${path} with the runtime ${runtime}: a program with onSignal needs one of ${[...HEAPS.keys()].join(", ")}`,
  );
}

/** The program and the files that its relative imports lead to, so that the cache knows them before the compiler does. */
async function gatherImports(source: SourceFile, directory: string, readFile: ReadFile): Promise<Map<string, string>> {
  const entry = absolutePath(directory, source.path);
  const files = new Map([[entry, source.text]]);
  const toRead: [path: string, text: string][] = [[entry, source.text]];
  for (let next = toRead.pop(); next !== undefined; next = toRead.pop()) {
    const [path, text] = next;
    for (const [, from = ""] of text.matchAll(/\bfrom\s*["'](\.[^"']*)["']|\bimport\s*["'](\.[^"']*)["']/g)) {
      for (const ending of [".ts", "/index.ts"]) {
        const found = absolutePath(`${path}/..`, from + ending);
        const content = files.has(found) ? undefined : await readFile(found);
        if (typeof content !== "string") continue;
        files.set(found, content);
        toRead.push([found, content]);
      }
    }
  }
  return files;
}

/** The compiler ends with "FAILURE 1 compile error(s)" and that is what we say ourselves. */
function withoutVerdict(printed: string): string {
  return printed.replace(/\n*FAILURE \d+ (?:parse|compile) error\(s\)\s*$/, "\n");
}

async function load() {
  try {
    return await assemblyScriptPackage.load();
  } catch (error) {
    if (isMissingPackage(error)) throw missingCompiler("assemblyscript", "AssemblyScript", error);
    throw error;
  }
}
