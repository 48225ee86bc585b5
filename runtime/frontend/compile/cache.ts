/** Remembers what was compiled, by the hash of everything it was compiled from. */

import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** Where compiled bytes are kept, at once or in time. A key is a name and a hash, fit to be a file name. */
export interface CompileCache {
  get(key: string): Uint8Array | undefined | Promise<Uint8Array | undefined>;
  set(key: string, bytes: Uint8Array): void | Promise<void>;
}

/** Keeps them as long as the object lives. */
export function memoryCache(): CompileCache {
  const kept = new Map<string, Uint8Array>();
  return {
    get: (key) => kept.get(key),
    set: (key, bytes) => void kept.set(key, bytes),
  };
}

/** The key of a result: `name-hash`, where the hash covers each part and where it ends. */
export function cacheKey(name: string, parts: Iterable<string | Uint8Array>): string {
  const hash = sha256.create();
  for (const part of parts) {
    const bytes = typeof part === "string" ? utf8ToBytes(part) : part;
    hash.update(utf8ToBytes(`${bytes.length}:`)).update(bytes);
  }
  return `${name}-${bytesToHex(hash.digest()).slice(0, 40)}`;
}

/** A compiled program, with what the compiler said of it. */
export interface Compiled {
  readonly wasm: Uint8Array;
  /** What the compiler printed; empty when it had nothing to say. */
  readonly warnings: string;
  /** Was it compiled before, and only read from the cache now? */
  readonly cached: boolean;
}

/** The program of this key, warnings and all, compiled only if it is not known yet. */
export async function throughCache(
  cache: CompileCache | undefined,
  key: string,
  compile: () => Promise<{ wasm: Uint8Array; warnings: string }>,
): Promise<Compiled> {
  const wasm = await cache?.get(`${key}.wasm`);
  const warnings = await cache?.get(`${key}.txt`);
  if (wasm !== undefined && warnings !== undefined) {
    return { wasm, warnings: new TextDecoder().decode(warnings), cached: true };
  }
  const made = await compile();
  await cache?.set(`${key}.wasm`, made.wasm);
  await cache?.set(`${key}.txt`, utf8ToBytes(made.warnings));
  return { ...made, cached: false };
}
