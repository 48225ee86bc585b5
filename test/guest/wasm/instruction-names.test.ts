import binaryen from "binaryen";
import { describe, expect, it } from "vitest";
import { readLocals, walkBody } from "../../../runtime/guest/wasm/code.ts";
import { instructionName } from "../../../runtime/guest/wasm/instruction-names.ts";
import { ByteReader, MalformedModule } from "../../../runtime/guest/wasm/leb.ts";
import { Instruction, readInstruction } from "../../../runtime/guest/wasm/opcodes.ts";
import { readModule } from "../../../runtime/guest/wasm/reader.ts";
import { wat } from "../wat.ts";

type Code = readonly [opcode: number, sub: number];

/** Every opcode that the encoding has room for. */
const CODES: readonly Code[] = [
  ...Array.from({ length: 0xfb }, (_, opcode) => [opcode, 0] as const),
  ...[0xfb, 0xfc, 0xfd, 0xfe].flatMap((prefix) => Array.from({ length: 0x140 }, (_, sub) => [prefix, sub] as const)),
];
const NAMED = CODES.filter(([opcode, sub]) => instructionName(opcode, sub) !== undefined);

const spell = ([opcode, sub]: Code) => `${opcode.toString(16)} ${sub}`;

/** What a module's bodies are made of, in order. */
function codesIn(bytes: Uint8Array): Code[] {
  const codes: Code[] = [];
  for (const { start, end } of readModule(bytes).bodies) {
    const reader = new ByteReader(bytes, start, end);
    readLocals(reader);
    walkBody(reader, ({ opcode, sub }) => codes.push([opcode, sub]));
  }
  return codes;
}

/** Ways in which an instruction can stand in a body. */
const SENTENCES = [
  "X",
  "X 0",
  "X func",
  "X (result i32)",
  "X 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16",
  "X i32x4 1 2 3 4",
  "X end",
  "block X",
  "if X nop end",
  "try X end",
  "try X 0 end",
  "try X 0",
];

/** What wabt makes of the sentences with this name in them. */
function assembled(name: string): Set<string> {
  const codes = new Set<string>();
  for (const sentence of SENTENCES) {
    const body = sentence.replace("X", name);
    try {
      const bytes = wat(
        `(module (memory 1) (table 1 funcref) (tag $t) (type (func)) (func ${body}) (global i32 (i32.const 0)) (data "") (elem func))`,
      );
      for (const code of codesIn(bytes)) codes.add(spell(code));
    } catch {
      // not this sentence
    }
  }
  return codes;
}

/** What wabt does not know, in a text for Binaryen. */
const YOUNG = `(module
 (type $s (struct (field (mut i8)) (field (mut i32))))
 (type $a (array (mut i8)))
 (type $r (array (mut funcref)))
 (type $f (func))
 (data $d "abc") (elem $e func 0)
 (func $g (param $s (ref $s)) (param $a (ref $a)) (param $r (ref $r)) (param $any anyref) (param $ext externref) (param $fr (ref null $f)) (param $exn exnref) (param $i31 i31ref)
  (drop (struct.new $s (i32.const 0) (i32.const 0)))
  (drop (struct.new_default $s))
  (drop (struct.get $s 1 (local.get $s)))
  (drop (struct.get_s $s 0 (local.get $s)))
  (drop (struct.get_u $s 0 (local.get $s)))
  (struct.set $s 1 (local.get $s) (i32.const 0))
  (drop (array.new $a (i32.const 0) (i32.const 1)))
  (drop (array.new_default $a (i32.const 0)))
  (drop (array.new_fixed $a 1 (i32.const 0)))
  (drop (array.new_data $a $d (i32.const 0) (i32.const 1)))
  (drop (array.new_elem $r $e (i32.const 0) (i32.const 1)))
  (drop (array.get $r (local.get $r) (i32.const 1)))
  (drop (array.get_s $a (local.get $a) (i32.const 1)))
  (drop (array.get_u $a (local.get $a) (i32.const 1)))
  (array.set $a (local.get $a) (i32.const 1) (i32.const 1))
  (drop (array.len (local.get $a)))
  (array.fill $a (local.get $a) (i32.const 0) (i32.const 1) (i32.const 2))
  (array.copy $a $a (local.get $a) (i32.const 0) (local.get $a) (i32.const 1) (i32.const 2))
  (array.init_data $a $d (local.get $a) (i32.const 0) (i32.const 1) (i32.const 2))
  (array.init_elem $r $e (local.get $r) (i32.const 0) (i32.const 1) (i32.const 2))
  (drop (ref.test (ref $s) (local.get $any)))
  (drop (ref.test (ref null $s) (local.get $any)))
  (drop (ref.cast (ref $s) (local.get $any)))
  (drop (ref.cast (ref null $s) (local.get $any)))
  (drop (block $l (result anyref) (br_on_cast $l anyref (ref $s) (local.get $any))))
  (drop (block $l (result anyref) (br_on_cast_fail $l anyref (ref $s) (local.get $any))))
  (drop (any.convert_extern (local.get $ext)))
  (drop (extern.convert_any (local.get $any)))
  (drop (ref.i31 (i32.const 0)))
  (drop (i31.get_s (local.get $i31)))
  (drop (i31.get_u (local.get $i31)))
  (drop (ref.eq (local.get $s) (local.get $a)))
  (drop (ref.as_non_null (local.get $any)))
  (block $l (drop (br_on_null $l (local.get $any))))
  (drop (block $l (result (ref any)) (br_on_non_null $l (local.get $any)) (unreachable)))
  (call_ref $f (local.get $fr))
  (drop (block $l (result exnref) (try_table (catch_all_ref $l)) (unreachable)))
  (call $wide (i64.add128 (i64.const 0) (i64.const 0) (i64.const 0) (i64.const 0)))
  (call $wide (i64.sub128 (i64.const 0) (i64.const 0) (i64.const 0) (i64.const 0)))
  (call $wide (i64.mul_wide_s (i64.const 0) (i64.const 0)))
  (call $wide (i64.mul_wide_u (i64.const 0) (i64.const 0)))
  (if (i32.const 0) (then (return_call_ref $f (local.get $fr))))
  (throw_ref (local.get $exn)))
 (func $wide (param i64 i64))
 )`;

const isYoung = ([opcode, sub]: Code) =>
  opcode === 0xfb ||
  (opcode === 0xfc && sub >= 19) ||
  [0x0a, 0x14, 0x15, 0x1f, 0xd3, 0xd4, 0xd5, 0xd6].includes(opcode);

describe("instructionName()", () => {
  it("names every instruction that we can step over", () => {
    const nameless = CODES.filter(([opcode, sub]) => {
      const bytes = opcode < 0xfb ? [opcode] : [opcode, sub & 0x7f, sub >> 7];
      if (opcode >= 0xfb && sub > 0x7f) bytes[1] = (sub & 0x7f) | 0x80;
      const steps = [...bytes, ...new Array<number>(40).fill(0x40)];
      try {
        readInstruction(new ByteReader(Uint8Array.from(steps)), new Instruction());
        return instructionName(opcode, sub) === undefined;
      } catch (error) {
        if (!(error instanceof MalformedModule)) throw error;
        return error.message.includes("is no instruction") !== (instructionName(opcode, sub) === undefined);
      }
    });
    // Vector instructions have gaps, over which we step as well.
    expect(nameless.filter(([opcode]) => opcode !== 0xfd).map(spell)).toEqual([]);
    expect(nameless.length).toBe(0x140 - NAMED.filter(([opcode]) => opcode === 0xfd).length);
  });

  it("says how many there are of each family", () => {
    const count = (prefix: number) => NAMED.filter(([opcode]) => opcode === prefix).length;
    const plain = NAMED.filter(([opcode]) => opcode < 0xfb).length;
    expect([plain, count(0xfb), count(0xfc), count(0xfd), count(0xfe)]).toEqual([199, 31, 22, 256, 67]);
  });

  it("says the names that wabt has for them", () => {
    const old = NAMED.filter((code) => !isYoung(code));
    const wrong = old.filter((code) => !assembled(instructionName(...code) as string).has(spell(code)));
    expect(wrong.map((code) => `${spell(code)} ${instructionName(...code)}`)).toEqual([]);
  });

  it("says the names that Binaryen has for those that wabt does not know", () => {
    const module = binaryen.parseText(YOUNG);
    module.setFeatures(binaryen.Features.All);
    const bytes = module.emitBinary();
    module.dispose();
    const made = codesIn(bytes).filter(isYoung);
    expect(new Set(made.map(spell))).toEqual(new Set(NAMED.filter(isYoung).map(spell)));
    const written = YOUNG.match(/(?<=\()[a-z0-9_.]+(?= )/g) ?? [];
    const young = new Set(NAMED.filter(isYoung).map((code) => instructionName(...code)));
    expect(made.map((code) => instructionName(...code))).toEqual(written.filter((name) => young.has(name)));
  });
});
