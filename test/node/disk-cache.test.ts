import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, test, vi } from "vitest";
import { cacheDirectory, DiskCache } from "../../runtime/node/disk-cache.ts";

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "prong-cache-"));
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

test("what was kept is found again, also by another cache of the same directory", () => {
  new DiskCache(folder).set("key-1.wasm", Uint8Array.of(1, 2, 3));
  expect(new DiskCache(folder).get("key-1.wasm")).toEqual(Uint8Array.of(1, 2, 3));
});

test("the directory is made when it is needed", () => {
  const cache = new DiskCache(join(folder, "a", "b"));
  expect(cache.get("key")).toBeUndefined();
  cache.set("key", Uint8Array.of(1));
  expect(cache.get("key")).toEqual(Uint8Array.of(1));
});

test("the later of two values stays, and nothing unfinished lies about", () => {
  const cache = new DiskCache(folder);
  cache.set("key", Uint8Array.of(1));
  cache.set("key", Uint8Array.of(2));
  expect(cache.get("key")).toEqual(Uint8Array.of(2));
  expect(readdirSync(folder)).toEqual(["key"]);
});

describe("a cache that cannot be written is no cache, not an error:", () => {
  it("a file is where the directory should be", () => {
    writeFileSync(join(folder, "file"), "");
    for (const path of [join(folder, "file"), join(folder, "file", "below")]) {
      const cache = new DiskCache(path);
      expect(() => cache.set("key", Uint8Array.of(1))).not.toThrow();
      expect(cache.get("key")).toBeUndefined();
    }
  });

  it("a directory is where the entry should be", () => {
    mkdirSync(join(folder, "key", "sub"), { recursive: true });
    const cache = new DiskCache(folder);
    expect(() => cache.set("key", Uint8Array.of(1))).not.toThrow();
    expect(cache.get("key")).toBeUndefined();
    expect(readdirSync(folder)).toEqual(["key"]);
  });
});

test.each(["../key", "a/b", "", "a b", "a\0b", "..", "."])("%j is no key: it might name a file elsewhere", (key) => {
  const cache = new DiskCache(folder);
  expect(() => cache.get(key)).toThrow(`Cannot keep "${key}" in a cache`);
  expect(() => cache.set(key, Uint8Array.of(1))).toThrow(RangeError);
});

describe("cacheDirectory()", () => {
  it("is what PRONG_CACHE says", () => {
    vi.stubEnv("PRONG_CACHE", folder);
    expect(cacheDirectory()).toBe(folder);
    new DiskCache().set("key", Uint8Array.of(1));
    expect(readdirSync(folder)).toEqual(["key"]);
  });

  it("is the user's own for prong otherwise", () => {
    vi.stubEnv("PRONG_CACHE", undefined);
    expect(cacheDirectory()).toMatch(/prong/);
  });
});
