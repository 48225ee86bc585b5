import { describe, expect, it } from "vitest";
import { inspectGuest } from "../../runtime/guest/inspect.ts";
import { MemoryCache, prepare, prepareNow } from "../../runtime/instrument/cache.ts";
import { cacheKey, readInstrumented, stackCaptureIsLoaded } from "../../runtime/instrument/pipeline.ts";
import { program } from "../guest/wat.ts";

const guest = inspectGuest(program("(drop (call $fork))", `(import "prong_v1" "fork" (func $fork (result i32)))`));
const other = inspectGuest(program("nop"));
const cache = new MemoryCache();

describe("an instrumented guest", () => {
  it("cannot be had at once from Asyncify before that is loaded", async () => {
    const asyncify = { capture: "asyncify" } as const;
    expect(stackCaptureIsLoaded()).toBe(false);
    expect(prepareNow(guest, asyncify, cache)).toBeUndefined();
    const made = await prepare(guest, asyncify, cache);
    expect(stackCaptureIsLoaded()).toBe(true);
    expect(prepareNow(guest, asyncify, cache)).toEqual(made);
  });

  it("comes from the cache the second time, the same in every part", async () => {
    const made = await prepare(guest, {}, cache);
    const again = prepareNow(guest, {}, cache);
    expect(again).toEqual(made);
    expect(again?.bytes).toBe(cache.get(cacheKey(guest)));
  });

  it("can be had at once from our own rewriter", () => {
    expect(prepareNow(other, {}, cache)).toBeDefined();
    expect(cache.get(cacheKey(other))).toBeDefined();
  });

  it("is made the same every time", async () => {
    expect(await prepare(guest, {}, new MemoryCache())).toEqual(await prepare(guest, {}, new MemoryCache()));
  });

  it.each([
    ["cut off", (bytes: Uint8Array) => bytes.slice(0, -5)],
    ["cut off at a section", (bytes: Uint8Array) => bytes.slice(0, bytes.length - 300)],
    ["empty", () => new Uint8Array()],
    ["another file", () => new TextEncoder().encode("not wasm at all")],
    ["changed in its code", (bytes: Uint8Array) => bytes.map((byte, index) => (index === 120 ? byte ^ 1 : byte))],
    [
      "changed in its description",
      (bytes: Uint8Array) => bytes.map((byte, index) => (index === bytes.length - 4 ? byte ^ 1 : byte)),
    ],
  ])("is made again when the cache's entry is %s", (_, damage) => {
    const whole = cache.get(cacheKey(guest)) as Uint8Array;
    cache.set(cacheKey(guest), damage(whole));
    expect(prepareNow(guest, {}, cache)?.bytes).toEqual(whole);
    expect(cache.get(cacheKey(guest))).toEqual(whole);
  });
});

describe("readInstrumented()", () => {
  it("answers undefined for a module that was not instrumented", () => {
    expect(readInstrumented(guest.bytes)).toBeUndefined();
  });
});

describe("cacheKey()", () => {
  it("tells guests, options and versions apart, and is fit for the name of a file", () => {
    const keys = [
      cacheKey(guest),
      cacheKey(guest, { names: false }),
      cacheKey(guest, { capture: "asyncify" }),
      cacheKey(other),
    ];
    expect(new Set(keys).size).toBe(4);
    for (const key of keys) expect(key).toMatch(/^[0-9a-f]{64}-v\d+[a-z-]*$/);
  });
});
