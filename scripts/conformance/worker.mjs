/** A thread that compiles and runs rows in the emulator, as `npm run conformance` tells it: one that never ends can be ended. */
import { join } from "node:path";
import { parentPort } from "node:worker_threads";
import { DiskCache, System, signalName, TextStreams } from "../../dist/node.js";
import { compile } from "./compile.mjs";
import { needsShell, runInEmulator, UNDER_BIN } from "./emulator.mjs";
import { ROOT } from "./rows.mjs";

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

async function underBin() {
  const sources = [...new Set(Object.values(UNDER_BIN))];
  const programs = await Promise.all(
    sources.map((source) => compile(join(ROOT, "assembly/guests/programs", `${source}.c`), ["-Oz", "-Wl,--strip-all"])),
  );
  return Object.fromEntries(
    Object.entries(UNDER_BIN).map(([name, source]) => [name, programs[sources.indexOf(source)]]),
  );
}
