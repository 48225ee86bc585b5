/**
 * The sources of Lua 5.4 as Debian has them: a real interpreter to fork inside of, for tests and measurements. They are
 * fetched from wherever this machine gets its packages, with lists and a cache of our own: nothing of the machine's own apt
 * changes, and nobody need be root. They stay in the folder of temporary files, for the next run.
 *
 *     const { folder, missing } = luaSource();        // missing: why there are none
 *     const flags = luaFlags(folder);                 // to compile bench/guests/lua.c with
 *
 * Where there is no apt, PRONG_LUA may name a folder that has them: that of lua.h.
 */
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

const PACKAGE = "lua5.4";
const KEPT = join(tmpdir(), `prong-${PACKAGE}`);
const MOST_SECONDS = 60;

/**
 * @returns {{ readonly folder: string, readonly missing?: undefined } | { readonly folder?: undefined, readonly missing: string }}
 */
export function luaSource() {
  const folder = process.env["PRONG_LUA"] ?? KEPT;
  if (existsSync(join(folder, "lua.h"))) return { folder };
  if (folder !== KEPT) return { missing: `PRONG_LUA names ${folder}, which has no lua.h` };
  const scratch = mkdtempSync(join(tmpdir(), `prong-${PACKAGE}-`));
  try {
    keep(fetched(scratch));
    return { folder };
  } catch (error) {
    return { missing: `the sources of ${PACKAGE} could not be had: ${error.message}` };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** @param {string} folder @returns {string[]} */
export function luaFlags(folder) {
  return ["-I", folder];
}

/** Moves the sources to where the next run finds them: all at once, as others may do the same now. */
function keep(folder) {
  // Who cleans folders of temporary files may have left a part.
  if (!existsSync(join(KEPT, "lua.h"))) rmSync(KEPT, { recursive: true, force: true });
  try {
    renameSync(folder, KEPT);
  } catch (error) {
    if (!existsSync(join(KEPT, "lua.h"))) throw error;
  }
}

/** Downloads and unpacks; answers the folder of lua.h. */
function fetched(scratch) {
  const options = ["-c", privateConfiguration(scratch)];
  const failedUpdate = failureOf(() => command(scratch, "apt-get", [...options, "update"]));
  const failedSource = failureOf(() => command(scratch, "apt-get", [...options, "source", "--download-only", PACKAGE]));
  // Some mirrors of the machine may have no sources. Only where ours were not found does the first failure say why.
  if (failedSource !== undefined) throw failedUpdate ?? failedSource;
  const archive = readdirSync(scratch).find((name) => /\.orig\.tar\./.test(name));
  if (archive === undefined) throw new Error("apt-get downloaded no original archive");
  command(scratch, "tar", ["--no-same-owner", "-xf", archive]);
  const unpacked = readdirSync(scratch).find((name) => existsSync(join(scratch, name, "src", "lua.h")));
  if (unpacked === undefined) throw new Error(`${archive} has no src/lua.h`);
  return join(scratch, unpacked, "src");
}

/** Keeps apt's state in a folder of ours, and asks the machine's own mirrors for sources instead of programs. */
function privateConfiguration(scratch) {
  for (const folder of ["sources", "lists/partial", "cache/archives/partial"])
    mkdirSync(join(scratch, folder), { recursive: true });
  for (const path of listsOfMirrors(scratch))
    writeFileSync(join(scratch, "sources", basename(path)), askForSources(readFileSync(path, "utf8")));
  const path = join(scratch, "apt.conf");
  const settings = {
    "Dir::Etc::sourcelist": join(scratch, "no-list"),
    "Dir::Etc::sourceparts": join(scratch, "sources"),
    "Dir::State::lists": join(scratch, "lists"),
    "Dir::Cache": join(scratch, "cache"),
    "APT::Update::Error-Mode": "any",
    "Acquire::Retries": "0",
    "Acquire::http::Timeout": "15",
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} "${value}";`);
  // What the machine does after its own updates is not to be done after ours.
  writeFileSync(path, ["#clear APT::Update;", ...lines, ""].join("\n"));
  return path;
}

/** The files in which the machine says where its packages come from. */
function listsOfMirrors(scratch) {
  const [list = "", folder = ""] = ["Dir::Etc::sourcelist/f", "Dir::Etc::sourceparts/d"].map(
    (setting) => /'(.*)'/.exec(command(scratch, "apt-config", ["shell", "FOUND", setting]))?.[1],
  );
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const parts = names.filter((name) => /\.(list|sources)$/.test(name)).map((name) => join(folder, name));
  return [list, ...parts].filter((path) => existsSync(path));
}

/** Both of the forms that a list of packages may have. */
function askForSources(text) {
  return text.replace(/^deb(?=[ \t])/gm, "deb-src").replace(/^Types:.*$/gm, "Types: deb-src");
}

/** Runs a command; throws what it complained of. */
function command(directory, program, args) {
  const env = { ...process.env, LC_ALL: "C" };
  const options = { cwd: directory, encoding: "utf8", env, timeout: MOST_SECONDS * 1000 };
  const { error, status, stdout, stderr } = spawnSync(program, args, options);
  if (error !== undefined) throw new Error(error.message);
  if (status === 0) return stdout;
  const complaint = stderr.split("\n").find((line) => line.startsWith("E:")) ?? stderr.trim();
  throw new Error(`${program} ${args.at(-1)}: ${complaint || `ended with ${status}`}`);
}

function failureOf(work) {
  try {
    work();
    return undefined;
  } catch (error) {
    return error;
  }
}
