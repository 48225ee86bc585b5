import { describe, expect, it } from "vitest";
import { inspectGuest } from "../../runtime/guest/inspect.ts";
import { inputChecksum, programChecksum } from "../../runtime/scheduler/checksums.ts";
import { wat } from "../guest/wat.ts";

const program = (code: string, more = "") =>
  wat(`(module (memory (export "memory") 1) ${more} (func (export "_start") ${code}))`);
const checksum = (bytes: Uint8Array) => programChecksum(inspectGuest(bytes, "guest"));

/** A custom section of one byte of name and some of content. */
const custom = (...content: number[]) => Uint8Array.of(0, content.length + 2, 1, 0x78, ...content);
const joined = (...parts: Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));

describe("the checksum of a program", () => {
  const plain = program("(drop (i32.const 1))");

  it("is six hexadecimal digits, the same each time", () => {
    expect(checksum(plain)).toMatch(/^[0-9a-f]{6}$/);
    expect(checksum(plain)).toBe(checksum(plain.slice()));
  });

  it.each([
    ["an instruction", program("(drop (i32.const 2))")],
    ["one instruction more", program("(drop (i32.const 1)) (nop)")],
    ["data", program("(drop (i32.const 1))", '(data (i32.const 8) "x")')],
    ["a global", program("(drop (i32.const 1))", "(global i32 (i32.const 0))")],
  ])("is another where the program differs in %s", (_, other) => {
    expect(checksum(other)).not.toBe(checksum(plain));
  });

  it("does not see custom sections: names and lines of the source, who made it", () => {
    const [header, rest] = [plain.slice(0, 8), plain.slice(8)];
    for (const other of [joined(plain, custom(1, 2, 3)), joined(header, custom(7), rest, custom())]) {
      expect(checksum(other)).toBe(checksum(plain));
    }
  });

  it("does not see the name of the file", () => {
    expect(programChecksum(inspectGuest(plain, "other.c"))).toBe(checksum(plain));
  });
});

describe("the checksum of arguments and environment", () => {
  it("is four hexadecimal digits, and none where there is neither", () => {
    expect(inputChecksum(["a"], [])).toMatch(/^[0-9a-f]{4}$/);
    expect(inputChecksum([], ["A=1"])).toMatch(/^[0-9a-f]{4}$/);
    expect(inputChecksum([], [])).toBe("");
  });

  it("tells apart what differs in an argument, in their order, in where one ends, and in what is a variable", () => {
    const all: [string[], string[]][] = [
      [["a"], []],
      [["A"], []],
      [[""], []],
      [["", ""], []],
      [["a", "b"], []],
      [["b", "a"], []],
      [["ab"], []],
      [["a b"], []],
      [["A=1"], []],
      [[], ["A=1"]],
      [["a"], ["A=1"]],
      [["a"], ["A=1", "B=2"]],
      [["a"], ["B=2", "A=1"]],
    ];
    expect(new Set(all.map(([args, environment]) => inputChecksum(args, environment))).size).toBe(all.length);
  });
});
