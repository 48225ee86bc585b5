/** Runs a guest of a command line on the host's own kernel: this process becomes the guest's. */
import { createHash } from "node:crypto";
import { join, resolve } from "node:path";
import { becomeGuest } from "../../backend/native/launch.ts";
import { inspectGuest } from "../../guest/inspect.ts";
import { cacheDirectory, DiskCache } from "../../node/disk-cache.ts";
import { loadGuest } from "./load-guest.ts";
import { UsageError } from "./usage-error.ts";
import { checkVariable } from "./words.ts";

interface NativeFlags {
  readonly cache: boolean;
  readonly env?: readonly string[];
}

/** Does not return, if all is well. */
export async function runNative(path: string, args: readonly string[], flags: NativeFlags): Promise<never> {
  const { bytes, name } = await loadGuest(path, flags);
  inspectGuest(bytes, path);
  return becomeGuest({
    path: keepProgram(path, bytes),
    args: [name, ...args],
    environment: (flags.env ?? []).map(checkVariable),
  });
}

/** Where the host finds a program, if need be compiled: a Node that is made for it reads it again. */
export function keepProgram(path: string, bytes: Uint8Array): string {
  if (path.endsWith(".wasm")) return resolve(path);
  const key = `native-${createHash("sha256").update(bytes).digest("hex")}.wasm`;
  const cache = new DiskCache();
  cache.set(key, bytes);
  if (cache.get(key) === undefined) {
    throw new UsageError(
      `Cannot keep the compiled program in ${cacheDirectory()}: name a directory that can be written with PRONG_CACHE`,
    );
  }
  return join(cacheDirectory(), key);
}
