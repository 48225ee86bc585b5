import { expect, test } from "vitest";
import { check } from "../../scripts/house/determinism.mjs";
import { tree } from "./fixture.ts";

function verdict(text: string, path = "runtime/kernel/a.ts"): string[] {
  return check(tree({ [path]: text }));
}

test.each([
  ["Date", "export const now = Date.now();"],
  ["Date", "export const now = new Date();"],
  ["Date", "export const now = `${Date.now()}`;"],
  ["Date", "export const now = globalThis.Date.now();"],
  ["Date", "export let when: Date;"],
  ["Math.random", "export const chance = Math.random();"],
  ["crypto", "crypto.getRandomValues(bytes);"],
  ["performance", "export const start = performance.now();"],
  ["setTimeout", "setTimeout(wake, 10);"],
  ["setInterval", "setInterval(wake, 10);"],
  ["Promise", "export type Later = Promise<number>;"],
  ["async", "export async function later() {}"],
  ["async", "export const later = async () => 1;"],
  ["WebAssembly", "export const module = new WebAssembly.Module(bytes);"],
  ['"node:fs"', 'import { readFileSync } from "node:fs";'],
  ["import()", 'export const clang = import("@yowasp/clang");'],
  ["localeCompare", "names.sort((a, b) => a.localeCompare(b));"],
])("%s is found in `%s`", (name, text) => {
  expect(verdict(text)).toEqual([expect.stringContaining(`runtime/kernel/a.ts:1 uses ${name}: `)]);
});

test.each([
  "// Date, Math.random and setTimeout belong to the host",
  'export const text = "Promise";',
  "export const low = Math.min(1, 2);",
  "export const times = { Date: 1, performance: 2 };",
  "export const time = file.Date;",
  "export const wrong = value instanceof Promise;",
  "export const late = (promise: Promised) => promise;",
])("`%s` passes", (text) => {
  expect(verdict(text)).toEqual([]);
});

test("the message says what to use instead", () => {
  expect(verdict("\nDate.now();")).toEqual([
    "runtime/kernel/a.ts:2 uses Date: ask the kernel's clock (runtime/kernel/clock.ts).",
  ]);
});

test.each(["abi", "guest", "instrument", "image", "kernel", "scheduler"])("%s is deterministic", (folder) => {
  expect(verdict("Date.now();", `runtime/${folder}/a.ts`)).toHaveLength(1);
});

test.each(["backend", "frontend", "node"])("%s meets the host, and may ask it", (folder) => {
  expect(verdict("await Promise.resolve(Date.now());", `runtime/${folder}/a.ts`)).toEqual([]);
});

test("the cache and Asyncify may answer later, but not read the clock", () => {
  const text = "export async function find(): Promise<number> {\n  return Date.now();\n}\n";
  expect(verdict(text, "runtime/instrument/cache.ts")).toEqual([expect.stringContaining("uses Date")]);
  expect(verdict(text, "runtime/instrument/asyncify.ts")).toHaveLength(1);
  expect(verdict(text, "runtime/instrument/export-state.ts")).toHaveLength(3);
});
