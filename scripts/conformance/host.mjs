/** Compiles and runs a row's program on the host, whose kernel is the judge. */
import { spawn, spawnSync } from "node:child_process";
import { linkSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "./rows.mjs";
import { endText, transcript } from "./transcript.mjs";

const FLAGS = ["-std=gnu17", "-Wall", "-Wextra", "-O1"];
/** The longest row takes two seconds; who takes this long waits for something that does not come. */
const TIMEOUT = 60_000;

/** The name of the host's C compiler, if it has one. */
export function hostCompiler() {
  return ["cc", "gcc", "clang"].find((name) => spawnSync(name, ["--version"], { stdio: "ignore" }).status === 0);
}

/** A folder for the programs, and empty ones for them to run in. Call `remove` in the end. */
export class Host {
  #compiler;
  #folder = mkdtempSync(join(tmpdir(), "prong-conformance-"));
  #runs = 0;
  #launcher;

  constructor(compiler) {
    this.#compiler = compiler;
  }

  remove() {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Runs a row's program in an empty folder; answers its transcript. Throws what the compiler says of it. */
  async run(row) {
    const program = await this.#compile(row.program, row.name.replaceAll("/", "-"));
    if (row.terminal) this.#launcher ??= this.#compile(join(ROOT, "scripts/conformance/terminal.c"), "terminal");
    const folder = join(this.#folder, `run-${this.#runs++}`);
    mkdirSync(folder);
    linkSync(program, join(folder, "program"));
    const [command, ...args] = row.terminal ? [await this.#launcher, "./program"] : ["./program"];
    const environment = { PATH: "/usr/bin:/bin" };
    const options = { cwd: folder, env: environment, stdio: ["ignore", "pipe", "pipe"], timeout: TIMEOUT };
    const ran = await collect(spawn(command, args, { ...options, killSignal: "SIGKILL" }));
    rmSync(folder, { recursive: true, force: true });
    return transcript(ran);
  }

  async #compile(source, name) {
    const output = join(this.#folder, name);
    const args = [...FLAGS, source, "-o", output, "-pthread"];
    const made = await collect(spawn(this.#compiler, args, { stdio: ["ignore", "pipe", "pipe"] }));
    if (made.end !== "exited with 0" || made.stderr !== "")
      throw new Error(`Cannot compile ${source}:\n${made.stderr}`);
    return output;
  }
}

export function collect(child) {
  return new Promise((resolve, reject) => {
    const output = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"]) {
      child[name].setEncoding("utf8");
      child[name].on("data", (text) => {
        output[name] += text;
      });
    }
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ ...output, end: endText(code, signal) }));
  });
}
