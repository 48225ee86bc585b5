import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { codeBeside, loadCompiled } from "../../../runtime/frontend/cli/code-cache.ts";

interface Greeter {
  greet(name: string): string;
  readonly folder: string;
  readonly file: string;
}

const SOURCE = `
  const { join } = require("node:path");
  exports.greet = (name) => join("hello", name);
  exports.folder = __dirname;
  exports.file = __filename;
`;

let folder = "";
let file = "";
let store = new Map<string, Uint8Array>();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "prong-code-"));
  file = join(folder, "greeter.cjs");
  store = new Map();
  writeFileSync(file, SOURCE);
});

afterEach(() => rmSync(folder, { recursive: true }));

const load = () => loadCompiled<Greeter>(file, store);

/** Loads it, lets it work, keeps its code. */
function loadAndKeep(): void {
  const { exports, keep } = load();
  exports.greet("you");
  keep();
}

describe("a file that is loaded with its code", () => {
  it("finds its surroundings as if it was required", () => {
    const { exports } = load();
    expect(exports.greet("you")).toBe(join("hello", "you"));
    expect(exports).toMatchObject({ folder, file });
  });

  it("is known once it was kept, and does the same", () => {
    expect(load().known).toBe(false);
    expect(store.size).toBe(0);
    loadAndKeep();
    const { exports, known, keep } = load();
    expect(known).toBe(true);
    expect(exports.greet("you")).toBe(join("hello", "you"));
    store.clear();
    keep();
    expect(store.size, "what is known is not kept again").toBe(0);
  });

  it("is known by what lies beside it, whatever the cache holds", () => {
    loadAndKeep();
    for (const code of store.values()) writeFileSync(codeBeside(file), code);
    store.clear();
    expect(load().known).toBe(true);
  });

  it("is compiled anew when it changed, be it in one letter", () => {
    loadAndKeep();
    writeFileSync(file, SOURCE.replace("hello", "hallo"));
    const { exports, known } = load();
    expect(known).toBe(false);
    expect(exports.greet("you")).toBe(join("hallo", "you"));
  });

  it("is compiled anew for other flags of Node", () => {
    loadAndKeep();
    const { NODE_OPTIONS } = process.env;
    process.env.NODE_OPTIONS = "--max-old-space-size=4096";
    expect(load().known).toBe(false);
    if (NODE_OPTIONS === undefined) delete process.env.NODE_OPTIONS;
    else process.env.NODE_OPTIONS = NODE_OPTIONS;
  });
});

describe("damaged code", () => {
  const damages: [string, (code: Uint8Array) => Uint8Array][] = [
    ["cut off", (code) => code.subarray(0, code.length >> 1)],
    ["shorter than its hash", (code) => code.subarray(0, 7)],
    ["empty", () => new Uint8Array()],
    ["of one wrong bit", (code) => code.map((byte, at) => (at === code.length >> 1 ? byte ^ 1 : byte))],
    ["not code at all", () => new TextEncoder().encode("damaged")],
  ];

  it.each(damages)("is no code, in the cache or beside the file: %s", (_, damage) => {
    loadAndKeep();
    for (const [key, code] of store) {
      store.set(key, damage(code));
      writeFileSync(codeBeside(file), damage(code));
    }
    const { exports, known } = load();
    expect(known).toBe(false);
    expect(exports.greet("you")).toBe(join("hello", "you"));
  });
});
