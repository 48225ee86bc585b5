/**
 * Keeps what was compiled and instrumented in the user's cache directory, one file a key. Files appear whole or not at all
 * (written beside, then renamed), so that two runs at once do no harm. A cache that cannot be written is no cache, not an error.
 */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import envPaths from "env-paths";
import type { InstrumentCache } from "../instrument/cache.ts";

/** The user's cache directory for Prong; the variable PRONG_CACHE names another. */
export function cacheDirectory(): string {
  return process.env.PRONG_CACHE ?? envPaths("prong", { suffix: "" }).cache;
}

export class DiskCache implements InstrumentCache {
  readonly #directory: string;

  constructor(directory = cacheDirectory()) {
    this.#directory = directory;
  }

  get(key: string): Uint8Array | undefined {
    const path = this.#path(key);
    try {
      return new Uint8Array(readFileSync(path));
    } catch {
      return undefined; // not there, or not readable: as good as not there
    }
  }

  set(key: string, bytes: Uint8Array): void {
    const path = this.#path(key);
    const unfinished = `${path}.${process.pid}.tmp`;
    try {
      mkdirSync(this.#directory, { recursive: true });
      writeFileSync(unfinished, bytes);
      renameSync(unfinished, path);
    } catch {
      discard(unfinished);
    }
  }

  #path(key: string): string {
    if (!/^[\w-][\w.-]*$/.test(key))
      throw new RangeError(
        `Cannot keep "${key}" in a cache: a key is letters, digits, "-", "_", and "." but not first`,
      );
    return join(this.#directory, key);
  }
}

function discard(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // The directory is no directory: there is nothing to discard.
  }
}
