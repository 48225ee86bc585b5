/** Runs a row's program, compiled to Wasm, on the native backend: the host's kernel answers its calls. */
import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { FIRST } from "../../dist/backend/native/descriptors.js";
import { hostCommand } from "../../dist/backend/native/host-command.js";
import { compileC } from "../../dist/frontend/compile/c.js";
import {
  folderCache,
  loadSdk,
  readHostFile,
  readSources,
  SDK_C_FOLDER,
} from "../../dist/frontend/compile/node-sources.js";
import { collect } from "./host.mjs";
import { ROOT } from "./rows.mjs";
import { transcript } from "./transcript.mjs";

/** The longest row takes two seconds; who takes this long waits for something that does not come. */
const TIMEOUT = 60_000;

const cache = folderCache(join(ROOT, ".cache", "compile"));

/** Empty folders for programs to run in. Call `remove` in the end. */
export class Native {
  #folder = mkdtempSync(join(tmpdir(), "prong-native-"));
  #runs = 0;
  #launcher;

  /** @param {string} launcher The path of the program that gives rows a terminal (terminal.c), compiled. */
  constructor(launcher) {
    this.#launcher = launcher;
  }

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
    const ran = await collect(start(folder, row.terminal ? this.#launcher : undefined));
    rmSync(folder, { recursive: true, force: true });
    return transcript(ran);
  }
}

async function compile(path) {
  const [sources, sdk] = await Promise.all([readSources([relative(process.cwd(), path)]), loadSdk(SDK_C_FOLDER)]);
  return (await compileC({ sources, sdk, directory: process.cwd(), readFile: readHostFile, cache })).wasm;
}

/** The guest's descriptors 0, 1 and 2 are where the backend has them. */
function start(cwd, launcher) {
  const environment = ["PATH=/usr/bin:/bin"];
  const { file, args, environment: env } = hostCommand({ path: "./program", args: ["./program"], environment });
  const variables = Object.fromEntries(env.map((text) => text.split(/=(.*)/s).slice(0, 2)));
  const options = { cwd, env: variables, timeout: TIMEOUT, killSignal: "SIGKILL" };
  if (launcher !== undefined) throw new Error("no terminal rows yet");
  const stdio = [...Array(FIRST).fill("ignore"), "ignore", "pipe", "pipe"];
  const child = spawn(file, args.slice(1), { ...options, stdio });
  return Object.assign(child, { stdout: child.stdio[FIRST + 1], stderr: child.stdio[FIRST + 2] });
}
