import { expect, it } from "vitest";
import { freshImage } from "../../../runtime/backend/emulated/program.ts";
import { ProgramStore } from "../../../runtime/backend/emulated/program-store.ts";
import { GuestRefusal } from "../../../runtime/guest/refusal.ts";
import type { ProcessImage } from "../../../runtime/image/process-image.ts";
import { MemoryCache } from "../../../runtime/instrument/cache.ts";
import { program, wat } from "../../guest/wat.ts";

const HELLO = program(
  "(drop (i32.load (i32.const 0)))",
  '(global $g (mut i32) (i32.const 9)) (data (i32.const 5000) "hello")',
);

/** A cache that counts. */
class CountingCache extends MemoryCache {
  made = 0;

  override set(key: string, bytes: Uint8Array): void {
    this.made++;
    super.set(key, bytes);
  }
}

// First in this file: Asyncify has not been loaded yet.
it("load asks for prepare, where Asyncify is not loaded and the cache does not know the program", async () => {
  const cache = new CountingCache();
  const store = new ProgramStore(cache, { capture: "asyncify" });
  expect(store.load(HELLO, "hello")).toBeUndefined();
  const prepared = await store.prepare(HELLO, "hello");
  expect(store.load(HELLO, "hello")).toMatchObject({ program: prepared.hash, globals: prepared.initialGlobals });
  expect(cache.made).toBe(1);
});

it("load makes a program at once, where the cache knows it", async () => {
  const cache = new CountingCache();
  const { hash } = await new ProgramStore(cache).prepare(HELLO, "hello");
  expect(new ProgramStore(cache).load(HELLO, "hello")).toMatchObject({ program: hash });
  expect(cache.made).toBe(1);
});

it("a program is prepared once, whatever it is called", async () => {
  const cache = new CountingCache();
  const store = new ProgramStore(cache);
  const first = await store.prepare(HELLO, "hello");
  expect(await store.prepare(HELLO.slice(), "world")).toBe(first);
  expect(store.get(first.hash)).toBe(first);
  expect(cache.made).toBe(1);
});

it("get does not know a program that nobody has prepared", () => {
  expect(new ProgramStore(new MemoryCache()).get("0".repeat(64))).toBeUndefined();
});

it("a program begins with its data segments and its globals", async () => {
  const { initialPages, initialResident, initialGlobals } = await new ProgramStore(new MemoryCache()).prepare(
    HELLO,
    "hello",
  );
  expect([initialPages.size, initialPages.used, initialResident]).toEqual([16, 1, 1]);
  expect(initialPages.get(1).epoch).toBe(0);
  expect(new TextDecoder().decode(initialPages.get(1).bytes.subarray(904, 909))).toBe("hello");
  expect(initialGlobals).toContain(9);
});

it.each([
  ["a program that forks", true, true, true],
  ["a program that forks, where nobody wants them", true, false, false],
  ["a program that never forks: it has nobody to share with", false, true, false],
])("%s has marks or not", async (_what, forks, wanted, marks) => {
  const fork = forks ? '(import "prong_v1" "fork" (func (result i32)))' : "";
  const store = new ProgramStore(new MemoryCache(), { marks: wanted });
  const made = await store.prepare(program("", `${fork} (data (i32.const 5000) "x")`), "guest");
  expect(made.instrumented.marks).toBe(marks);
  const { space } = freshImage(made);
  expect(space).toMatchObject({ marked: marks, resident: 1, own: 0, epoch: 0, users: 1 });
});

it("fresh images share all their pages, and stay apart", async () => {
  const made = await new ProgramStore(new MemoryCache()).prepare(HELLO, "hello");
  const [one, other] = [freshImage(made), freshImage(made)];
  for (let i = 0; i < 16; i++) expect(one.space.pages.get(i)).toBe(other.space.pages.get(i));
  one.space.pages.grow(32);
  expect(other.space.pages.size).toBe(16);
  expect(made.initialPages.size).toBe(16);
});

it.each([
  ["not a program", new TextEncoder().encode("hello"), /hello\.wasm/],
  [
    "a program that wants what nobody has",
    wat('(module (import "env" "f" (func)) (memory (export "memory") 1) (func (export "_start")))'),
    /env\.f/,
  ],
  [
    "a program that is not valid",
    wat('(module (memory (export "memory") 1) (func (export "_start") (result i32)))'),
    /_start|engine/,
  ],
])("%s is refused by prepare with an error, and by load with a line", async (_, bytes, why) => {
  const store = new ProgramStore(new MemoryCache());
  await expect(store.prepare(bytes, "hello.wasm")).rejects.toThrow(GuestRefusal);
  await expect(store.prepare(bytes, "hello.wasm")).rejects.toThrow(why);
  const line = store.load(bytes, "hello.wasm") as ProcessImage | string;
  expect(line).toMatch(why);
  expect(line).not.toContain("\n");
});

it("what the engine refuses is refused with the engine's reason", async () => {
  const broken = program("(drop (i32.const 1))");
  broken[broken.length - 2] = 0x6a; // i32.add, with one value less than it needs
  await expect(new ProgramStore(new MemoryCache()).prepare(broken, "broken.wasm")).rejects.toThrow(/broken\.wasm/);
});
