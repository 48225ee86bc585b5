/**
 * Has Vite leave a service worker beside the page, `offline.js`, that knows all its files: what was visited once is there without a
 * network. Compilers are not among them until they are used: AssemblyScript's is kept then, and C's keeps itself
 * (`playground/program/clang-cache.ts`).
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const WORKER = new URL("offline-worker.js", import.meta.url);
const NAME = "offline.js";
/** Larger than this is no part of the page, but a compiler. */
const LARGE = 4_000_000;

/** @returns {import("vite").Plugin} */
export function offline() {
  let folder = "";
  return {
    name: "offline",
    apply: "build",
    configResolved({ root, build }) {
      folder = resolve(root, build.outDir);
    },
    closeBundle() {
      const { files, version } = listPage(folder);
      const code = readFileSync(WORKER, "utf8")
        .replace("FILES", JSON.stringify(files))
        .replace("VERSION", JSON.stringify(version));
      writeFileSync(join(folder, NAME), code);
    },
  };
}

/** The files of the page, relative to it, and a hash of them all. @param {string} folder */
export function listPage(folder) {
  const hash = createHash("sha256");
  const files = [];
  for (const path of readdirSync(folder, { recursive: true })
    .map((path) => path.replaceAll("\\", "/"))
    .sort()) {
    const file = join(folder, path);
    const status = statSync(file);
    if (!status.isFile() || path === NAME) continue;
    hash.update(path).update(readFileSync(file));
    if (status.size < LARGE && !path.endsWith(".pack")) files.push(path === "index.html" ? "./" : path);
  }
  return { files, version: hash.digest("hex").slice(0, 16) };
}
