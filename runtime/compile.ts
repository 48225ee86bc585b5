/**
 * The compilers, for any JavaScript engine: C and AssemblyScript to programs that Prong runs. Each needs its package
 * (`@yowasp/clang`, `assemblyscript`), which is loaded when something is compiled, and the files of its SDK, which the caller reads.
 */
export {
  type CompileAssemblyScriptOptions,
  compileAssemblyScript,
  isAssemblyScriptSource,
} from "./frontend/compile/assemblyscript.ts";
export { type CompileCOptions, compileC, isCSource, type SdkFiles, type SourceFile } from "./frontend/compile/c.ts";
export { type CompileCache, type Compiled, memoryCache } from "./frontend/compile/cache.ts";
export type { Progress } from "./frontend/compile/clang.ts";
export { CompileError } from "./frontend/compile/compile-error.ts";
export type { ReadFile } from "./frontend/compile/includes.ts";
