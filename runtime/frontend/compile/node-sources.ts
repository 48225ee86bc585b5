/** What compiling needs of a host: its files, the SDKs that came with this package, a folder for the cache. Node only. */

import { promises } from "node:fs"; // and not "node:fs/promises": this loads it when something is compiled
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { DiskCache } from "../../node/disk-cache.ts";
import type { SdkFiles, SourceFile } from "./c.ts";
import type { CompileCache } from "./cache.ts";
import { CompileError } from "./compile-error.ts";
import type { ReadFile } from "./includes.ts";

/** The root of the package: three folders up, from the sources as from what they are compiled to. */
const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

/** Where the C SDK lies. */
export const SDK_C_FOLDER = join(ROOT, "assembly", "sdk-c");
/** Where the AssemblyScript SDK lies. */
export const SDK_FOLDER = join(ROOT, "assembly", "sdk");

/** What this package was built with: the programs for /bin, and the library of the C SDK, compiled. */
export const BUILT_FOLDER = join(ROOT, "dist", "guests");

/** The current directory, as the compiler writes paths. */
export function currentDirectory(): string {
  return portable(process.cwd());
}

/** The sources named on a command line. */
export async function readSources(paths: readonly string[]): Promise<SourceFile[]> {
  return Promise.all(
    paths.map(async (path) => {
      try {
        return { path: portable(path), text: await promises.readFile(path, "utf8") };
      } catch (error) {
        throw new CompileError(
          `Cannot read ${path}: ${(error as NodeJS.ErrnoException).code === "ENOENT" ? "there is no such file" : String(error)}`,
        );
      }
    }),
  );
}

/** Reads a file of the host, as bytes where it is not text. */
export const readHostFile: ReadFile = async (path) => {
  const bytes = await promises.readFile(hostPath(path)).catch(() => undefined);
  if (bytes === undefined) return undefined;
  const text = bytes.toString("utf8");
  return text.includes("\ufffd") ? new Uint8Array(bytes) : text;
};

/** All files of an SDK, by path from its folder. */
export async function loadSdk(folder: string): Promise<SdkFiles> {
  const entries = await promises.readdir(folder, { withFileTypes: true, recursive: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  const files = paths.map(
    async (path) => [portable(path.slice(folder.length + 1)), await promises.readFile(path, "utf8")] as const,
  );
  return Object.fromEntries((await Promise.all(files)).sort());
}

/** Keeps what was compiled in a folder; what this package was built with need not be compiled at all. */
export function folderCache(folder: string, built = BUILT_FOLDER): CompileCache {
  const [own, shared] = [new DiskCache(folder), new DiskCache(built)];
  return {
    get: (key) => own.get(key) ?? shared.get(key),
    set: (key, bytes) => own.set(key, bytes),
  };
}

/** `C:\a\b` -> `/C:/a/b`; a Unix path is one already. */
function portable(path: string): string {
  if (process.platform !== "win32") return path;
  const slashes = path.replaceAll("\\", "/");
  return /^[A-Za-z]:/.test(slashes) ? `/${slashes}` : slashes;
}

function hostPath(path: string): string {
  return process.platform === "win32" ? resolve(path.replace(/^\/([A-Za-z]:)/, "$1")) : path;
}
