/**
 * Compiles the programs of the playground's lessons to playground/public/programs, and lays the programs of /bin beside them, so that
 * a lesson runs before any compiler is loaded: `playground/lessons/prebuilt.ts` fetches them. They are compiled as the page does it.
 * With `--sizes` it says how large each one is.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { compileAssemblyScript, isAssemblyScriptSource } from "../dist/frontend/compile/assemblyscript.js";
import { compileC } from "../dist/frontend/compile/c.js";
import { BUILT_FOLDER, folderCache, loadSdk, SDK_C_FOLDER, SDK_FOLDER } from "../dist/frontend/compile/node-sources.js";
import { COMPILED_PROGRAMS } from "../dist/frontend/program-names.js";

const ROOT = join(import.meta.dirname, "..");
const SOURCES = join(ROOT, "playground/lessons/programs");
const MADE = join(ROOT, "playground/public/programs");

/** The page compiles with the same. */
const FLAGS = JSON.parse(readFileSync(join(ROOT, "playground/program/compile-flags.json"), "utf8"));

const cache = folderCache(join(ROOT, ".cache/compile")); // where the tests of lessons look, too
const common = { directory: "/", cache };
const [sdkC, sdk] = await Promise.all([loadSdk(SDK_C_FOLDER), loadSdk(SDK_FOLDER)]);
const made = new Map();

for (const path of readdirSync(SOURCES).sort()) {
  const source = { path, text: readFileSync(join(SOURCES, path), "utf8") };
  const { wasm, warnings } = isAssemblyScriptSource(path)
    ? await compileAssemblyScript({ ...common, source, sdk, flags: FLAGS.assemblyscript })
    : await compileC({ ...common, sources: [source], sdk: sdkC, flags: FLAGS.c });
  if (warnings !== "") console.error(warnings);
  made.set(path.replace(/\.(c|ts)$/, ".wasm"), wasm);
}
for (const name of COMPILED_PROGRAMS) {
  const file = join(BUILT_FOLDER, `${name}.wasm`);
  if (existsSync(file)) made.set(`bin/${name}.wasm`, readFileSync(file));
}

rmSync(MADE, { recursive: true, force: true }); // with those of lessons that are no more
mkdirSync(join(MADE, "bin"), { recursive: true });
for (const [name, bytes] of made) {
  writeFileSync(join(MADE, name), bytes);
  if (process.argv.includes("--sizes")) {
    console.log(`${String(bytes.length).padStart(7)} ${String(gzipSync(bytes).length).padStart(6)} ${name}`);
  }
}
