/** Compiles a project's first file, and what it imports of the others, as AssemblyScript. */
import { COMPILER_SIZES } from "virtual:compiler-sizes";
import { type Compiled, compileAssemblyScript } from "../../runtime/compile.ts";
import type { Fetched } from "./clang-files.ts";
import FLAGS from "./compile-flags.json" with { type: "json" };
import type { CompileOrder } from "./compile-orders.ts";
import { resultCache } from "./result-cache.ts";
import { SDK_ASSEMBLYSCRIPT } from "./sdk-assemblyscript.ts";

const cache = resultCache(async () => undefined);

/** Its compiler is small enough not to ask. */
export async function compileProject({ files }: CompileOrder, fetched: Fetched): Promise<Compiled> {
  const [source] = files;
  if (source === undefined) throw new TypeError("a project without files");
  const { packed } = COMPILER_SIZES.assemblyscript;
  fetched(0, packed); // it is a module: how much of it has come, nobody says
  await import("assemblyscript/asc");
  fetched(packed, packed);
  return compileAssemblyScript({
    source,
    sdk: SDK_ASSEMBLYSCRIPT,
    flags: FLAGS.assemblyscript,
    readFile: async (path) => files.find((file) => `/${file.path}` === path)?.text,
    cache,
  });
}
