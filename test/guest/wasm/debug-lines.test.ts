import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileC } from "../../../runtime/frontend/compile/c.ts";
import { folderCache, loadSdk, SDK_C_FOLDER } from "../../../runtime/frontend/compile/node-sources.ts";
import { openDebugLines } from "../../../runtime/guest/wasm/debug-lines.ts";
import { SectionId, type WasmModule } from "../../../runtime/guest/wasm/declarations.ts";
import { readFunctionNames } from "../../../runtime/guest/wasm/names.ts";
import { Op } from "../../../runtime/guest/wasm/opcodes.ts";
import { readTypedBody } from "../../../runtime/guest/wasm/read-body.ts";
import { readModule } from "../../../runtime/guest/wasm/reader.ts";
import { ROOT } from "../../frontend/compile/compile-guest.ts";
import { wat } from "../wat.ts";
import { numbers } from "./bodies.ts";

const SOURCE = `#include <unistd.h>
#include "half.h"
__attribute__((noinline)) int twice(int number)
{
  return 2 * number + getpid();
}

int main(void)
{
  int sum = twice(1);
  if (fork() == 0)
    sum += twice(2);
  return sum +
    half(sum);
}
`;
const HALF = `#include <unistd.h>
__attribute__((noinline)) static int half(int number)
{
  return number / 2 + getpid();
}
`;

const sdk = await loadSdk(SDK_C_FOLDER);
const cache = folderCache(`${ROOT}/.cache/compile`);

async function compile(...flags: string[]): Promise<WasmModule> {
  const { wasm } = await compileC({
    sources: [{ path: "src/lines.c", text: SOURCE }],
    sdk,
    flags,
    directory: "/home/me",
    readFile: async (path) => (path === "/home/me/src/half.h" ? HALF : undefined),
    cache,
  });
  return readModule(wasm);
}

const payload = (module: WasmModule) => module.sections.find(({ id }) => id === SectionId.code)?.payload ?? 0;

/** Where the calls of a function are in the source, as `file:line`. */
function calls(module: WasmModule, wanted: string): string[] {
  const lines = openDebugLines(module);
  const names = readFunctionNames(module);
  return module.bodies.flatMap((_, n) => {
    const body = readTypedBody(module, module.importedFunctions.length + n);
    return numbers(body)
      .filter((i) => body.opcode(i) === Op.call && names.get(body.index(i)) === wanted)
      .map((i) => lines?.locate(body.start(i) - payload(module)))
      .flatMap((found) => (found === undefined ? [] : [`${found.file}:${found.line}`]));
  });
}

describe("openDebugLines() of a C program", { timeout: 120_000 }, () => {
  it.each([[["-g", "-O0"]], [["-g", "-O2"]], [["-gdwarf-4", "-O0"]], [["-gdwarf-4", "-O2"]], [["-gdwarf-5", "-O1"]]])(
    "built with %j says the line of each call",
    async (flags) => {
      const module = await compile(...flags);
      expect(calls(module, "twice")).toEqual(["src/lines.c:10", "src/lines.c:12"]);
      expect(calls(module, "fork")).toEqual(["src/lines.c:11"]);
      expect(calls(module, "half")).toEqual(["src/lines.c:14"]);
      expect(calls(module, "getpid").sort()).toEqual(["src/half.h:4", "src/lines.c:5"]);
    },
  );

  it("says columns too, and nothing of code that has no lines", async () => {
    const module = await compile("-g", "-O0");
    const lines = openDebugLines(module);
    const places = Array.from({ length: (module.bodies.at(-1)?.end ?? 0) - payload(module) }, (_, at) =>
      lines?.locate(at),
    );
    expect(places).toContainEqual({ file: "src/lines.c", line: 11, column: 7 });
    expect(new Set(places.map((place) => place?.file))).toEqual(new Set([undefined, "src/lines.c", "src/half.h"]));
    expect([-1, 0, 1e9, Number.NaN].map((at) => lines?.locate(at))).toEqual(new Array(4).fill(undefined));
  });

  it("is nothing without -g", async () => {
    expect(openDebugLines(await compile("-O0"))).toBeUndefined();
  });
});

const text = (words: string) => [...new TextEncoder().encode(words), 0];
const u32 = (number: number) => [0, 8, 16, 24].map((shift) => (number >>> shift) & 0xff);

/** A module with 100 nops, and these sections. */
function withSections(sections: Readonly<Record<string, readonly number[]>>): WasmModule {
  const bytes = [...wat(`(module (func ${"nop ".repeat(100)}))`)];
  for (const [name, content] of Object.entries(sections)) {
    const inner = [name.length, ...new TextEncoder().encode(name), ...content];
    bytes.push(0, ...[(inner.length & 0x7f) | 0x80, ((inner.length >> 7) & 0x7f) | 0x80, inner.length >> 14], ...inner);
  }
  return readModule(Uint8Array.from(bytes));
}

const OPERANDS = [0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1];
/** Line base -3, line range 12, first special opcode 13: 13 + 3 + lines + 12 * bytes. */
const ENCODING = [1, 1, 1, 0xfd, 12, 13, ...OPERANDS];

function unit(version: number, lists: readonly number[], program: readonly number[]): number[] {
  const header = [...(version < 4 ? ENCODING.filter((_, n) => n !== 1) : ENCODING), ...lists];
  const inner = [version, 0, ...(version === 5 ? [4, 0] : []), ...u32(header.length), ...header, ...program];
  return [...u32(inner.length), ...inner];
}

const OLD_LISTS = [...text("lib/"), 0, ...text("a.c"), 0, 0, 0, ...text("b.h"), 1, 0, 0, ...text("/c.h"), 1, 0, 0, 0];
const setAddress = (address: number) => [0, 5, 2, ...u32(address)];
const END = [0, 1, 1];
/** At 10: line 1; at 12: line 4 of b.h; ends at 20. */
const PROGRAM = [...setAddress(10), 1, 4, 2, 5, 7, 13 + 3 + 3 + 12 * 2, 2, 8, ...END];

const at = (module: WasmModule, ...addresses: number[]) =>
  addresses.map((address) => {
    const found = openDebugLines(module)?.locate(address);
    return found === undefined ? undefined : `${found.file}:${found.line}:${found.column}`;
  });

describe("openDebugLines() of sections made by hand", () => {
  it.each([2, 3, 4])("reads version %i", (version) => {
    const module = withSections({ ".debug_line": unit(version, OLD_LISTS, PROGRAM) });
    expect(at(module, 9, 10, 11, 12, 19, 20)).toEqual([
      undefined,
      "a.c:1:0",
      "a.c:1:0",
      "lib/b.h:4:7",
      "lib/b.h:4:7",
      undefined,
    ]);
  });

  it("reads version 5, with names in three places", () => {
    const folders = [1, 1, 0x1f, 2, ...u32(0), ...u32(6)];
    const files = [
      3,
      1,
      0x0e,
      2,
      0x0b,
      5,
      0x1e,
      3,
      ...[0, 2, 4].flatMap((name, n) => [...u32(name), n % 2, ...new Array(16).fill(9)]),
    ];
    const module = withSections({
      ".debug_line": unit(5, [...folders, ...files], PROGRAM),
      ".debug_line_str": [...text("/home"), ...text("lib")],
      ".debug_str": [...text("a"), ...text("b"), ...text("c")],
    });
    expect(at(module, 10, 12)).toEqual(["lib/b:1:0", "c:4:7"]);
  });

  it("steps over opcodes that it does not know, and takes the long ways", () => {
    const program = [
      ...setAddress(10),
      ...[6, 7, 10, 11, 12, 0x85, 0x01], // negate, basic block, prologue, epilogue, instruction set
      ...[0, 4, 0x80, 1, 2, 3], // extended, of a vendor
      ...[3, 0x7e, 3, 9, 1], // lines -2 +9
      ...[8, 9, 3, 0, 1], // as far as opcode 255 would: 20; and 3 more
      ...END,
    ];
    const module = withSections({ ".debug_line": unit(4, OLD_LISTS, [...program.slice(0, -3), 2, 1, ...END]) });
    expect(at(module, 10, 32, 33)).toEqual(["a.c:8:0", "a.c:8:0", "a.c:8:0"]);
  });

  it("has all units, and those of dropped functions not", () => {
    const dropped = [0, 0xffffffff].map((address) =>
      unit(4, OLD_LISTS, [...setAddress(address), 1, 3, 5, 2, 50, ...END]),
    );
    const other = unit(4, OLD_LISTS, [...setAddress(30), 3, 6, 1, 2, 5, ...END]);
    const module = withSections({ ".debug_line": [...dropped.flat(), ...other, ...unit(4, OLD_LISTS, PROGRAM)] });
    expect(at(module, 5, 10, 30)).toEqual([undefined, "a.c:1:0", "a.c:7:0"]);
  });

  it("says nothing of line 0, and nothing of a file that is not in the list", () => {
    const program = [...setAddress(10), 3, 0x7f, 1, 2, 2, 3, 4, 4, 9, 1, 2, 2, ...END];
    expect(at(withSections({ ".debug_line": unit(4, OLD_LISTS, program) }), 10, 12)).toEqual([undefined, undefined]);
  });

  it("leaves out a damaged unit, and reads the next", () => {
    const good = unit(4, OLD_LISTS, PROGRAM);
    const unknown = unit(6, OLD_LISTS, PROGRAM);
    const cut = unit(4, OLD_LISTS, [...setAddress(40), 1, 2, 5, ...END, ...setAddress(50), 1, 2, 0x80]);
    const falls = unit(4, OLD_LISTS, [...setAddress(60), 1, ...setAddress(55), 1, ...setAddress(70), ...END]);
    const module = withSections({ ".debug_line": [...unknown, ...cut, ...falls, ...good] });
    expect(at(module, 10, 40, 50, 57, 65)).toEqual(["a.c:1:0", "a.c:1:0", undefined, undefined, undefined]);
  });

  it.each<[string, number[]]>([
    ["names without a form, of which there could be any number", [0, 0xff, 0xff, 0xff, 0xff, 0x0f, 0, 0]],
    ["more names than bytes", [1, 1, 8, 0xff, 0xff, 0xff, 0xff, 0x0f, 0, 0]],
    ["a form that nobody knows", [1, 1, 0x7f, 1, 0, 0, 0]],
  ])("does not believe in %s", (_, lists) => {
    expect(at(withSections({ ".debug_line": unit(5, lists, PROGRAM) }), 10)).toEqual([undefined]);
  });

  it("cuts off what is too long to be a name", () => {
    const long = "x".repeat(5000);
    const lists = [0, ...text(long), 0, 0, 0, 0];
    const found = openDebugLines(withSections({ ".debug_line": unit(4, lists, PROGRAM) }))?.locate(10);
    expect(found?.file).toHaveLength(4096);
  });

  it("needs code, and a section with content", () => {
    expect(openDebugLines(withSections({ ".debug_line": [] }))?.locate(10)).toBeUndefined();
    const noCode = Uint8Array.from([
      0,
      0x61,
      0x73,
      0x6d,
      1,
      0,
      0,
      0,
      0,
      12,
      11,
      ...new TextEncoder().encode(".debug_line"),
    ]);
    expect(openDebugLines(readModule(noCode))).toBeUndefined();
  });
});

describe("openDebugLines() of damaged sections", () => {
  const names = { ".debug_line_str": [...text("/home"), ...text("lib")], ".debug_str": text("a") };
  const folders = [1, 1, 0x1f, 2, ...u32(0), ...u32(6)];
  const files = [2, 1, 0x0e, 2, 0x0b, 2, ...u32(0), 0, ...u32(0), 1];
  const whole = [
    ...unit(4, OLD_LISTS, PROGRAM),
    ...unit(5, [...folders, ...files], PROGRAM),
    ...unit(3, OLD_LISTS, PROGRAM),
  ];
  const change = fc.tuple(fc.nat(whole.length - 1), fc.oneof(fc.nat(255), fc.constantFrom(0, 1, 0x7f, 0x80, 0xff)));

  it("answers something or nothing, and always answers", () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 6 }), fc.nat(whole.length), fc.nat(120), (changes, length, address) => {
        const bytes = whole.slice();
        for (const [place, byte] of changes) bytes[place] = byte;
        const found = openDebugLines(withSections({ ".debug_line": bytes.slice(0, length), ...names }))?.locate(
          address,
        );
        if (found === undefined) return true;
        return found.line > 0 && found.column >= 0 && found.file.length <= 8193;
      }),
      { numRuns: 3000 },
    );
  });

  it("does so of any bytes at all", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        openDebugLines(withSections({ ".debug_line": [...bytes], ...names }))?.locate(10);
      }),
      { numRuns: 1000 },
    );
  });
});
