/**
 * Compiles the C files of a project: all that are named .c, with the headers beside them. Nothing is optimised, so each statement has
 * its line, each function its place in the call stack, and memory is read and written where the program says so; a loop of 100
 * million turns takes 1.2 s, and 1.0 to 1.9 s with -O1. The programs of lessons are compiled with the same flags.
 */
import { type CompileCache, type Compiled, compileC } from "../../runtime/compile.ts";
import { dropClangCache } from "./clang-cache.ts";
import { type Fetched, prepareFetching, whyNotFetched } from "./clang-files.ts";
import FLAGS from "./compile-flags.json" with { type: "json" };
import type { CompileOrder } from "./compile-orders.ts";
import { resultCache } from "./result-cache.ts";
import { readBuiltLibrary, SDK_C } from "./sdk-c.ts";

/** The compiler is being started. */
let warming: Promise<void> = Promise.resolve();

const results = resultCache(readBuiltLibrary);
/** What is known is known at once; who must compile waits until the compiler is there, and does not start another one. */
const cache: CompileCache = {
  async get(key) {
    const known = await results.get(key);
    if (known === undefined) await warming;
    return known;
  },
  set: (key, bytes) => results.set(key, bytes),
};

export function compileProject({ files, mayFetch }: CompileOrder, fetched: Fetched): Promise<Compiled> {
  prepareFetching(fetched, mayFetch);
  return compileC({
    sources: files.filter(({ path }) => path.endsWith(".c")),
    sdk: SDK_C,
    flags: FLAGS.c,
    readFile: async (path) => files.find((file) => `/${file.path}` === path)?.text,
    cache,
    progress: () => {}, // `fetched` is told how many bytes come over the network
  }).catch(async (error) => {
    if (error instanceof WebAssembly.CompileError) await dropClangCache();
    throw whyNotFetched() ?? error;
  });
}

/** Has the compiler ready, if that takes no fetching: to start it takes 5 seconds, to compile a program 0.3. */
export function warmUpCompiler(): void {
  prepareFetching(() => {}, false);
  const sources = [{ path: "main.c", text: "int main(void) { return 0; }\n" }];
  const known: CompileCache = { get: readBuiltLibrary, set: () => {} };
  warming = compileC({ sources, sdk: SDK_C, flags: FLAGS.c, cache: known, progress: () => {} }).then(
    () => {},
    () => {}, // who compiles is told what is wrong
  );
}
