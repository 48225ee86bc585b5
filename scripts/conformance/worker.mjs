/** A thread that compiles and runs rows in the emulator, as `npm run conformance` tells it: one that never ends can be ended. */
import { join, relative } from "node:path";
import { parentPort } from "node:worker_threads";
import { compileC } from "../../dist/frontend/compile/c.js";
import {
  folderCache,
  loadSdk,
  readHostFile,
  readSources,
  SDK_C_FOLDER,
} from "../../dist/frontend/compile/node-sources.js";
import { DiskCache, System, signalName, TextStreams } from "../../dist/node.js";
import { needsShell, runInEmulator, UNDER_BIN } from "./emulator.mjs";
import { ROOT } from "./rows.mjs";

const cache = folderCache(join(ROOT, ".cache", "compile"));
const instrumented = new DiskCache();

parentPort.on("message", async (row) => {
  try {
    const wasm = await compile(row.program);
    const options = { cache: instrumented, programs: needsShell(row) ? await underBin() : {} };
    parentPort.postMessage({ text: await runInEmulator(row, wasm, { System, TextStreams, signalName, options }) });
  } catch (error) {
    parentPort.postMessage({ error: error instanceof Error ? error.message : String(error) });
  }
});

async function compile(path, flags = []) {
  const [sources, sdk] = await Promise.all([readSources([relative(process.cwd(), path)]), loadSdk(SDK_C_FOLDER)]);
  return (await compileC({ sources, sdk, flags, directory: process.cwd(), readFile: readHostFile, cache })).wasm;
}

async function underBin() {
  const programs = Object.entries(UNDER_BIN).map(async ([name, source]) => {
    return [name, await compile(join(ROOT, "assembly/guests/programs", `${source}.c`), ["-Oz"])];
  });
  return Object.fromEntries(await Promise.all(programs));
}
