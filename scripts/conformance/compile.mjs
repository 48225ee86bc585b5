/** Compiles the program of a row, once for all who run it: the tests name it, and keep it, in the same way. */
import { join } from "node:path";
import { compileC } from "../../dist/frontend/compile/c.js";
import {
  folderCache,
  loadSdk,
  readHostFile,
  readSources,
  SDK_C_FOLDER,
} from "../../dist/frontend/compile/node-sources.js";
import { ROOT } from "./rows.mjs";

const cache = folderCache(join(ROOT, ".cache", "compile"));

/** The Wasm program of a C source, given its absolute path. */
export async function compile(path, flags = []) {
  const [sources, sdk] = await Promise.all([readSources([path]), loadSdk(SDK_C_FOLDER)]);
  return (await compileC({ sources, sdk, flags, directory: ROOT, readFile: readHostFile, cache })).wasm;
}
