/** Runs a row's program, compiled to Wasm, on the native backend: the host's kernel answers its calls. */
import { spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addonPath } from "../../dist/backend/native/addon.js";
import { startGuest } from "../../dist/backend/native/start.js";
import { compile } from "./compile.mjs";
import { collect, hostCompiler } from "./host.mjs";
import { ROOT } from "./rows.mjs";
import { transcript } from "./transcript.mjs";

/** The longest row takes two seconds; who takes this long waits for something that does not come. */
const TIMEOUT = 60_000;

/** Is there no addon for this host? */
export function nativeIsMissing() {
  try {
    addonPath();
    return process.platform !== "linux";
  } catch {
    return true;
  }
}

/** Empty folders for programs to run in. Call `remove` in the end. */
export class Native {
  #folder = mkdtempSync(join(tmpdir(), "prong-native-"));
  #runs = 0;
  #launcher;
  #nothing = openSync("/dev/null", "r");

  remove() {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Runs a row's program in an empty folder; answers its transcript. */
  async run(row) {
    const wasm = await compile(row.program);
    const folder = join(this.#folder, `run-${this.#runs++}`);
    mkdirSync(folder);
    const path = join(folder, "program");
    writeFileSync(path, wasm);
    chmodSync(path, 0o755);
    const child = row.terminal ? this.#startAtTerminal(folder) : this.#start(folder);
    const late = setTimeout(() => end(child), TIMEOUT);
    const ran = await collect(child).finally(() => clearTimeout(late));
    rmSync(folder, { recursive: true, force: true });
    return transcript(ran);
  }

  #start(cwd) {
    const start = { path: "./program", args: ["./program"], environment: ["PATH=/usr/bin:/bin"] };
    const { child, stdout, stderr } = startGuest(start, { cwd, stdin: this.#nothing });
    return Object.assign(child, { stdout, stderr });
  }

  /** What is run at the terminal is a Node that becomes the guest. */
  #startAtTerminal(cwd) {
    this.#launcher ??= compileLauncher(join(this.#folder, "terminal"));
    const command = [process.execPath, join(ROOT, "scripts", "conformance", "become-guest.mjs"), "./program"];
    const options = { cwd, env: { PATH: "/usr/bin:/bin" }, stdio: ["ignore", "pipe", "pipe"] };
    return spawn(this.#launcher, command, options);
  }
}

/** A child that leads a group of its own is ended with that. */
function end(child) {
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    child.kill("SIGKILL");
  }
}

/** The program that has a terminal made for another one. */
function compileLauncher(path) {
  const made = spawnSync(hostCompiler() ?? "cc", [join(ROOT, "scripts/conformance/terminal.c"), "-o", path]);
  if (made.status !== 0) throw new Error(`Cannot compile terminal.c: ${made.stderr}`);
  return path;
}
