/**
 * Makes one file of the command line and what it always needs: Node takes longer to find a hundred modules than to run a
 * small guest. The compilers stay outside; they are loaded when they are needed. Beside it goes what V8 made of it
 * (runtime/frontend/cli/code-cache.ts), taken after a run, so that functions are in it that are compiled when they are called.
 */
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { rolldown } from "rolldown";
import wabt from "wabt";
import { codeBeside, loadCompiled } from "../dist/frontend/cli/code-cache.js";

// As deep as the modules they are made of, so that paths relative to them lead to the same files.
const FOLDER = "dist/frontend/cli";
const BIN = join(process.cwd(), FOLDER, "prong.cjs");
const COMMAND = join(process.cwd(), FOLDER, "command.cjs");

/** Commander would start subcommands that are programs of their own; we have none, and it takes 4 ms to load what starts them. */
const withoutSubprocesses = {
  name: "without subprocesses",
  resolveId: (specifier, importer = "") =>
    specifier === "node:child_process" && importer.includes("commander") ? "no-subprocesses" : undefined,
  load: (id) => (id === "no-subprocesses" ? "export {};" : undefined),
};

for (const name of readdirSync(FOLDER)) if (name.endsWith(".code")) rmSync(join(FOLDER, name)); // of another command.cjs
await bundle("bin.js", BIN);
await bundle("command.js", COMMAND);
await bundle("search-guest.js", join(process.cwd(), FOLDER, "search-worker.cjs"));
await bundle("../../backend/native/host.js", join(process.cwd(), "dist/backend/native/host.cjs"));
chmodSync(BIN, 0o755);
await keepCode();

async function bundle(input, file) {
  const made = await rolldown({
    input: join(FOLDER, input),
    platform: "node",
    external: ["@yowasp/clang", "assemblyscript/asc", "piscina"],
    plugins: [withoutSubprocesses],
  });
  // CommonJS, because Node's loader of ES modules is one loader more: an empty file takes a seventh longer to run.
  await made.write({
    file,
    format: "cjs",
    codeSplitting: false,
    minify: { mangle: false, compress: false, codegen: { removeWhitespace: true } },
  });
  await made.close();
  // V8 keeps a source of nothing but ASCII in half the space, and reads it faster.
  writeFileSync(file, readFileSync(file, "utf8").replace(/[^\0-\x7f]/g, escaped));
}

/** Runs a guest, once instrumenting it and once from the cache, and keeps what was compiled meanwhile. */
async function keepCode() {
  const folder = mkdtempSync(join(tmpdir(), "prong-bundle-"));
  const guest = join(folder, "guest.wasm");
  const tools = await wabt();
  const text = readFileSync(new URL("bundle-guest.wat", import.meta.url), "utf8");
  writeFileSync(guest, tools.parseWat("bundle-guest.wat", text).toBinary({ write_debug_names: true }).buffer);
  process.env.PRONG_CACHE = join(folder, "cache");
  const kept = new Map();
  setFlagsFromString("--no-flush-bytecode"); // or V8 drops what was not called for some time
  const { exports, keep } = loadCompiled(COMMAND, kept);
  for (let run = 0; run < 2; run++) {
    const end = await exports.main(["run", guest]).catch((error) => error);
    // No reason to have no command: whoever works on what is broken needs it.
    if (end !== 0) console.error("Cannot keep all of the command's code, as bundle-guest.wat ended with", end);
  }
  setFlagsFromString("--flush-bytecode"); // code is of use only to those who have the same flags
  keep();
  for (const code of kept.values()) writeFileSync(codeBeside(COMMAND), code);
  rmSync(folder, { recursive: true });
}

/** A character as an escape, which is the same in strings, in patterns and in comments. */
function escaped(character) {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
