/**
 * The native backend and `prong/native` under each Node that they support: `npm run native-matrix`, `npm run native-matrix -- 22 26`. Each
 * Node comes from the npm package `node`, into a temporary folder. Prints a table, and fails where a cell is not "ok".
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const CLI = join(ROOT, "dist/frontend/cli/prong.cjs");
const PATIENCE = 120_000;

const folder = mkdtempSync(join(tmpdir(), "prong-matrix-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

const majors = process.argv.slice(2).length > 0 ? process.argv.slice(2) : ["20", "22", "24", "26"];
const nodes = majors.map(install);
const checks = [...guestChecks(), ...apiChecks()];

const table = [["", ...nodes.map(({ version }) => `Node ${version}`)]];
for (const { what, args, expected } of checks) {
  process.stderr.write(`${what} ...\n`);
  table.push([what, ...nodes.map((node) => judge(node.path, args, expected))]);
}
const widths = table[0].map((_, column) => Math.max(...table.map((cells) => cells[column].length)));
const lines = table.map((cells) => `| ${cells.map((cell, i) => cell.padEnd(widths[i])).join(" | ")} |`);
lines.splice(1, 0, `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`);
console.log(lines.join("\n"));
process.exitCode = table.slice(1).every((cells) => cells.slice(1).every((cell) => cell === "ok")) ? 0 : 1;

function install(major) {
  const prefix = join(folder, major);
  mkdirSync(prefix);
  writeFileSync(join(prefix, "package.json"), "{}");
  process.stderr.write(`installing node@${major} ...\n`);
  execFileSync("npm", ["install", `node@${major}`, "--no-audit", "--no-fund"], { cwd: prefix, stdio: "ignore" });
  const path = join(prefix, "node_modules/node/bin/node");
  return { path, version: execFileSync(path, ["--version"], { encoding: "utf8" }).trim().slice(1) };
}

function build(source) {
  const output = join(folder, `${source.replaceAll(/\W/g, "-")}.wasm`);
  execFileSync(process.execPath, [CLI, "build", join(ROOT, source), "-o", output], { stdio: "inherit" });
  return output;
}

function guestChecks() {
  const stress = build("test/backend/native/sources/stress.c");
  const rows = { row: 300, alive: 50, deep: 500, heap: 64, kill: 50 };
  return [
    {
      what: "prong run --native hello-fork",
      args: [CLI, "run", "--native", build("assembly/guests/hello-fork.c")],
      expected: /^hello from before the fork\n/,
    },
    ...Object.entries(rows).map(([how, count]) => ({
      what: `stress: ${how} ${count}`,
      args: [CLI, "run", "--native", stress, how, String(count)],
      expected: /^\d+ right, 0 wrong; children left: 0; next descriptor: 3\n$/,
    })),
  ];
}

/** The programs of docs/native.md, and what the paper says that they print. */
function apiChecks() {
  const paper = readFileSync(join(ROOT, "docs/native.md"), "utf8");
  const native = pathToFileURL(join(ROOT, "dist/native.js")).href;
  const programs = [...paper.matchAll(/^```js (\S+)\n(.*?)^```\n\n```console\n\$ node \1\n(.*?)^```$/gms)];
  return programs.map(([, name, text, shown]) => {
    writeFileSync(join(folder, name), text.replace('"prong/native"', JSON.stringify(native)));
    return { what: `prong/native: ${name}`, args: [join(folder, name)], expected: shown };
  });
}

function judge(node, args, expected) {
  const { stdout, stderr, signal } = spawnSync(node, args, {
    cwd: folder,
    encoding: "utf8",
    timeout: PATIENCE,
    killSignal: "SIGKILL",
  });
  if (signal !== null) return "hangs";
  const isRight = typeof expected === "string" ? stdout === expected : expected.test(stdout);
  return isRight ? "ok" : `${stdout}${stderr}`.trim().split("\n")[0] || "nothing printed";
}
