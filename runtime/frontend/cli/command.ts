/** What is bundled to one file, and loaded by `bin.ts`: the command line, and the doors to what is not in the bundle. */
export { assemblyScriptPackage } from "../compile/assemblyscript.ts";
export { clangPackage } from "../compile/clang.ts";
export { main } from "./main.ts";
