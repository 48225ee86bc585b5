import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { compile, loadGuest } from "../../../runtime/frontend/cli/load-guest.ts";
import { UsageError } from "../../../runtime/frontend/cli/usage-error.ts";
import { SectionId } from "../../../runtime/guest/wasm/declarations.ts";
import { readModule } from "../../../runtime/guest/wasm/reader.ts";
import { ROOT } from "../compile/compile-guest.ts";

let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "prong-guest-"));
  for (const name of ["hello.wasm", "two.parts.wasm", "no-ending", ".wasm"]) writeFileSync(join(folder, name), name);
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test.each([
  ["hello.wasm", "hello"],
  ["two.parts.wasm", "two.parts"],
  ["no-ending", "no-ending"],
  [".wasm", "guest"],
])("%s is read as it is, and called %s", async (file, name) => {
  const guest = await loadGuest(join(folder, file), { cache: false });
  expect([guest.name, new TextDecoder().decode(guest.bytes)]).toEqual([name, file]);
});

const GUESTS = join(ROOT, "assembly", "guests");

test.each(["hello-fork.c", "hello-fork.ts"])("%s is the same code with names and lines as without", async (file) => {
  process.env.PRONG_CACHE = join(ROOT, ".cache", "explain");
  const path = join(GUESTS, file);
  const [plain, debug] = [await loadGuest(path, { cache: true }), await loadGuest(path, { cache: true, debug: true })];
  delete process.env.PRONG_CACHE;
  const code = (bytes: Uint8Array) => {
    const section = readModule(bytes).sections.find(({ id }) => id === SectionId.code);
    return Buffer.from(bytes.subarray(section?.start, section?.end));
  };
  expect(debug.bytes.length).toBeGreaterThan(plain.bytes.length);
  expect(code(debug.bytes).equals(code(plain.bytes))).toBe(true);
});

describe("it says what is wrong with", () => {
  it("a file that is not there", async () => {
    await expect(loadGuest(join(folder, "gone.wasm"), { cache: false })).rejects.toThrow(
      /^Cannot run .*gone\.wasm: there is no such file\. Name a \.wasm program, or a \.c, \.cc, \.cpp or \.ts source$/,
    );
  });

  it("a directory", async () => {
    await expect(loadGuest(folder, { cache: false })).rejects.toThrow("it is a directory");
  });

  it("a path through a file", async () => {
    await expect(loadGuest(join(folder, "hello.wasm", "x"), { cache: false })).rejects.toThrow(UsageError);
  });

  it("several AssemblyScript files", async () => {
    await expect(compile(["a.ts", "b.ts"], [], { cache: false })).rejects.toThrow(
      new UsageError("Cannot build several AssemblyScript files: name the one that imports the others"),
    );
  });
});
