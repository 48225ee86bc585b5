/**
 * Compiles to dist/guests the library of the C SDK, so that no user waits for it, and the programs that every guest finds
 * under /bin (runtime/frontend/program-names.ts). Without the compiler, which is optional, there are none, and `system` finds
 * no shell.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compileC, compileSdk, SDK_KEY } from "../dist/frontend/compile/c.js";
import {
  currentDirectory,
  BUILT_FOLDER as FOLDER,
  folderCache,
  loadSdk,
  readHostFile,
  readSources,
  SDK_C_FOLDER,
} from "../dist/frontend/compile/node-sources.js";
import { COMPILED_PROGRAMS } from "../dist/frontend/program-names.js";

const ROOT = join(import.meta.dirname, "..");

mkdirSync(FOLDER, { recursive: true });
const sdk = await loadSdk(SDK_C_FOLDER);
const cache = folderCache(join(ROOT, ".cache/compile")); // where tests look, by the same path and flags
try {
  const library = await compileSdk(sdk, cache);
  write(join(FOLDER, library.key), library.object);
  for (const name of readdirSync(FOLDER)) {
    if (name.startsWith(SDK_KEY) && name !== library.key) rmSync(join(FOLDER, name)); // of other sources
  }
  for (const program of COMPILED_PROGRAMS) {
    const { wasm } = await compileC({
      sources: await readSources([join(ROOT, "assembly/guests/programs", `${program}.c`)]),
      sdk,
      flags: ["-Oz", "-Wl,--strip-all"],
      directory: currentDirectory(),
      readFile: readHostFile,
      cache,
    });
    write(join(FOLDER, `${program}.wasm`), wasm);
  }
} catch (error) {
  console.error(`Cannot compile the programs for /bin: ${error.message}`);
  if (error.diagnostics) process.exitCode = 1; // what is wrong with our own sources is no lack of a compiler
}

/** Leaves a file alone that is the same already: tools that look at times need not look again. */
function write(path, bytes) {
  try {
    if (readFileSync(path).equals(bytes)) return;
  } catch {
    // not there yet
  }
  writeFileSync(path, bytes);
}
