/** Programs that fork the Node they run in: a test must not, so each runs in a plain `node` of its own, with `prong/native` as it was built. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const NATIVE = pathToFileURL(join(fileURLToPath(new URL("../../..", import.meta.url)), "dist", "native.js")).href;

/** Tests run beside others: who has not ended by then never will. */
const PATIENCE = 60_000;

/** What a module has printed on both streams, and how it ended. It may use all of `prong/native`, and `fs`. */
export function runScript(text: string, options: readonly string[] = []): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "prong-script-"));
  const path = join(folder, "script.mjs");
  const names =
    "WEXITSTATUS, WIFEXITED, WIFSIGNALED, WNOHANG, WTERMSIG, chdir, closeFd, daemon, exit, fork, getpgrp, getpid, getppid, kill, redirectStdio, setsid, waitpid, waitpidNoHang";
  writeFileSync(path, `import { ${names} } from ${JSON.stringify(NATIVE)};\nimport fs from "node:fs";\n${text}`);
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [...options, path], {
      stdio: ["ignore", "pipe", "pipe"],
      env: {},
      cwd: folder,
    });
    let printed = "";
    const patience = setTimeout(() => child.kill("SIGKILL"), PATIENCE);
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (chunk) => (printed += chunk));
    child.on("error", fail);
    child.on("close", (code, signal) => {
      clearTimeout(patience);
      rmSync(folder, { recursive: true, force: true });
      done(code === 0 ? printed : `${printed}ended with ${code ?? signal}\n`);
    });
  });
}
