/** `prong run hello.wasm` from the shell's point of view: for a program that was run before, and with nothing cached. */

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CLI, interleaved, ROOT, runNative } from "../tools.mjs";

const ROUNDS = 15;

export async function run() {
  const folder = mkdtempSync(join(tmpdir(), "prong-bench-"));
  const hello = join(folder, "hello.wasm");
  execFileSync(process.execPath, [CLI, "build", join(ROOT, "assembly/guests/hello-fork.c"), "-o", hello]);
  runNative(process.execPath, [CLI, "run", hello]); // warms the cache
  const [warm, cold, node] = await interleaved(
    ROUNDS,
    () => runNative(process.execPath, [CLI, "run", hello]),
    () => runCold(folder, hello),
    () => runNative(process.execPath, ["-e", "0"]),
  );
  rmSync(folder, { recursive: true });
  const row = (what, time, goal) => ({
    what,
    prong: `${time.toFixed(0)} ms`,
    host: `${node.toFixed(0)} ms (node -e 0)`,
    ratio: (time / node).toFixed(2),
    goal,
  });
  return [
    row("prong run hello.wasm, warm cache", warm, "under 250 ms"),
    row("prong run hello.wasm, nothing cached", cold, "under 200 ms"),
  ];
}

/** A run that finds an empty cache directory. */
function runCold(folder, guest) {
  const { PRONG_CACHE } = process.env;
  process.env.PRONG_CACHE = mkdtempSync(join(folder, "cache-"));
  try {
    return runNative(process.execPath, [CLI, "run", guest]);
  } finally {
    if (PRONG_CACHE === undefined) delete process.env.PRONG_CACHE;
    else process.env.PRONG_CACHE = PRONG_CACHE;
  }
}
