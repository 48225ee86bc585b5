/**
 * Builds the addon of the native backend when the package is installed, unless a prebuilt one fits. Without a C compiler all the
 * rest of Prong works: then this says so in one line, and installation goes on.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url)).replace(/[/\\]$/, "");
const require = createRequire(import.meta.url);

const why = build();
if (why !== undefined) console.log(`prong: run --native will not work here: ${why}`);

/** Undefined when there is an addon now; else why there is none. */
function build() {
  if (process.platform === "win32") return "it needs a POSIX host, such as Linux or WSL";
  if (isPrebuilt()) return undefined;
  const gyp = findGyp();
  if (gyp === undefined) return "node-gyp was not found; install with npm";
  // Where Node's own headers lie beside it, they are taken, and nothing is fetched.
  const prefix = dirname(dirname(process.execPath));
  const headers = existsSync(join(prefix, "include", "node", "node_api.h")) ? [`--nodedir=${prefix}`] : [];
  const { status, stderr } = spawnSync(process.execPath, [gyp, "configure", "build", ...headers], {
    cwd: ROOT,
    encoding: "utf8",
  });
  if (status === 0) return undefined;
  if (process.env.PRONG_ADDON === "required") console.error(stderr);
  return "its addon could not be built. Install a C compiler, make and Python, then: npm rebuild prong";
}

function isPrebuilt() {
  if (!existsSync(join(ROOT, "prebuilds"))) return false;
  try {
    require("node-gyp-build").resolve(ROOT);
    return true;
  } catch {
    return false;
  }
}

/** npm brings node-gyp with it, and says where. */
function findGyp() {
  const { npm_config_node_gyp, npm_execpath = "" } = process.env;
  const beside = join(dirname(dirname(npm_execpath)), "node_modules", "node-gyp", "bin", "node-gyp.js");
  const installed = join(
    dirname(process.execPath),
    "..",
    "lib",
    "node_modules",
    "npm",
    "node_modules",
    "node-gyp",
    "bin",
    "node-gyp.js",
  );
  return [npm_config_node_gyp, beside, installed].find((path) => path !== undefined && existsSync(path));
}
