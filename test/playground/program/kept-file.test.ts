import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { type FileCache, openKeptFile } from "../../../playground/program/kept-file.ts";

const CONTENT = "a compiler ".repeat(1000);
const PACKED = new Uint8Array(gzipSync(CONTENT));
const FILE = { name: "clang.wasm", url: "https://example.org/clang.pack", size: PACKED.length };

/** A cache as a browser has it: what fails on the way is not kept. */
function cacheOf(kept: Map<string, Uint8Array<ArrayBuffer>>): FileCache {
  return {
    match: async (url) => {
      const bytes = kept.get(String(url));
      return bytes && new Response(bytes);
    },
    put: async (url, response) => {
      kept.set(String(url), new Uint8Array(await response.arrayBuffer()));
    },
    delete: async (url) => kept.delete(String(url)),
  };
}

/** What is read where the server answers this; `fetched` counts how often it is asked. */
function open(kept: Map<string, Uint8Array<ArrayBuffer>>, answer: () => Response) {
  const seen = { fetched: 0, bytes: 0, failures: [] as string[], kept: 0 };
  const reading = openKeptFile(FILE, cacheOf(kept), {
    fetch: async () => {
      seen.fetched++;
      return answer();
    },
    onBytes: (count) => {
      seen.bytes += count;
    },
    onKept: () => {
      seen.kept++;
    },
    onFailure: (error) => seen.failures.push((error as Error).message),
  });
  const text = reading
    .then((stream) => new Response(stream).text())
    .catch((error: Error) => `failed: ${error.message}`);
  return { seen, text };
}

const whole = () => new Response(PACKED);

test("a file is fetched once, unpacked, and kept as it came", async () => {
  const kept = new Map();
  const first = open(kept, whole);
  expect(await first.text).toBe(CONTENT);
  expect(kept.get(FILE.url)).toEqual(PACKED);
  expect(first.seen).toEqual({ fetched: 1, bytes: PACKED.length, failures: [], kept: 1 });
  const second = open(kept, whole);
  expect(await second.text).toBe(CONTENT);
  expect(second.seen).toEqual({ fetched: 0, bytes: PACKED.length, failures: [], kept: 0 });
});

const LOGIN = new Response("<!doctype html>", { headers: { "content-type": "text/html" } });
const spoilt = PACKED.with(PACKED.length >> 1, 0x55).with((PACKED.length >> 1) + 1, 0x55);

test.each([
  ["a page to log in", () => LOGIN.clone(), "the server sends text/html in the place of clang.wasm"],
  ["what is cut off", () => new Response(PACKED.slice(0, 40)), `40 of the ${PACKED.length} bytes of clang.wasm came`],
  ["nothing", () => new Response(null), `0 of the ${PACKED.length} bytes of clang.wasm came`],
  [
    "what is longer",
    () => new Response(new Uint8Array([...PACKED, 0])),
    `more than the ${PACKED.length} bytes of clang.wasm came`,
  ],
  ["what cannot be unpacked", () => new Response(spoilt), /./],
])("%s is refused, and not kept: the next time it is fetched again", async (_, answer, message) => {
  const kept = new Map();
  const { text, seen } = open(kept, answer);
  expect(await text).toMatch(/^failed: /);
  expect(seen.failures).toEqual([message instanceof RegExp ? expect.stringMatching(message) : message]);
  expect(kept.size).toBe(0);
  expect(await open(kept, whole).text).toBe(CONTENT);
});

test("what was kept, and is no such file, is forgotten", async () => {
  const kept = new Map([[FILE.url, new TextEncoder().encode("<!doctype html>")]]);
  const { text, seen } = open(kept, whole);
  expect(await text).toMatch(/^failed: /);
  expect([seen.fetched, kept.size]).toEqual([0, 0]);
  expect(await open(kept, whole).text).toBe(CONTENT);
});

test("a status that is not good is named", async () => {
  const { text } = open(new Map(), () => new Response("", { status: 404 }));
  expect(await text).toBe("failed: the server answers 404 for https://example.org/clang.pack");
});
