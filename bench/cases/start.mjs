/** `prong run hello.wasm` with a warm cache, from the shell's point of view. */

import { execFileSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CLI, interleaved, ROOT, runNative } from "../tools.mjs";

export async function run() {
  const hello = join(mkdtempSync(join(tmpdir(), "prong-bench-")), "hello.wasm");
  execFileSync(process.execPath, [CLI, "build", join(ROOT, "assembly/guests/hello-fork.c"), "-o", hello]);
  runNative(process.execPath, [CLI, "run", hello]); // warms the cache
  const [ours, node] = await interleaved(
    11,
    () => runNative(process.execPath, [CLI, "run", hello]),
    () => runNative(process.execPath, ["-e", "0"]),
  );
  return [
    {
      what: "prong run hello.wasm, warm cache",
      prong: `${ours.toFixed(0)} ms`,
      host: `${node.toFixed(0)} ms (node -e 0)`,
      ratio: (ours / node).toFixed(2),
      goal: "under 250 ms",
    },
  ];
}
