/** Runs a guest of a command line on the host's own kernel: this process becomes the guest's. */
import { createHash } from "node:crypto";
import { chmodSync } from "node:fs";
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
  const { bytes } = await loadGuest(path, flags);
  inspectGuest(bytes, path);
  const program = path.endsWith(".wasm") ? resolve(path) : keep(bytes);
  const environment = (flags.env ?? []).map(checkVariable);
  return becomeGuest({ path: program, args: [program, ...args], environment }); // it may run itself again
}

/** Where the host finds what was compiled: a Node that is made for it reads it again. */
function keep(bytes: Uint8Array): string {
  const key = `native-${createHash("sha256").update(bytes).digest("hex")}.wasm`;
  const path = join(cacheDirectory(), key);
  new DiskCache().set(key, bytes);
  try {
    chmodSync(path, 0o755);
    return path;
  } catch {
    throw new UsageError(
      `Cannot keep the compiled program in ${cacheDirectory()}: name a directory that can be written with PRONG_CACHE`,
    );
  }
}
