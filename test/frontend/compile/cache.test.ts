import { describe, expect, it } from "vitest";
import { cacheKey, memoryCache, throughCache } from "../../../runtime/frontend/compile/cache.ts";

describe("cacheKey()", () => {
  it("tells where one part ends and the next begins", () => {
    expect(cacheKey("c", ["ab", "c"])).not.toBe(cacheKey("c", ["a", "bc"]));
  });

  it("is fit to be a file name", () => {
    expect(cacheKey("c", ["/../x"])).toMatch(/^c-[0-9a-f]{40}$/);
  });
});

describe("throughCache()", () => {
  it("compiles once, and repeats the warnings afterwards", async () => {
    const cache = memoryCache();
    let compiled = 0;
    const compile = async () => {
      compiled++;
      return { wasm: new Uint8Array([1, 2]), warnings: "careful" };
    };
    const first = await throughCache(cache, "k", compile);
    const second = await throughCache(cache, "k", compile);
    expect(compiled).toBe(1);
    expect(first).toEqual({ wasm: new Uint8Array([1, 2]), warnings: "careful", cached: false });
    expect(second).toEqual({ ...first, cached: true });
  });

  it("does not keep a failure", async () => {
    const cache = memoryCache();
    await expect(throughCache(cache, "k", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await cache.get("k.wasm")).toBeUndefined();
  });
});
