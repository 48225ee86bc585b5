import { describe, expect, it } from "vitest";
import { signatureOf, TYPE_NUMBERS } from "../../../runtime/guest/wasm/signatures.ts";
import type { ValueType } from "../../../runtime/guest/wasm/types.ts";
import { ByteWriter, CodeWriter } from "../../../runtime/instrument/wasm/writer.ts";
import { engineProblemOf, problemOf, type Signature, tinyModule } from "./tiny-module.ts";

/** Every opcode that the encoding has room for. */
const OPCODES: readonly (readonly [opcode: number, sub: number])[] = [
  ...Array.from({ length: 0xfb }, (_, opcode) => [opcode, 0] as const),
  ...[0xfc, 0xfd, 0xfe].flatMap((prefix) => Array.from({ length: 0x140 }, (_, sub) => [prefix, sub] as const)),
];

/** Younger than the oldest engine that we support: relaxed SIMD, wide arithmetic. */
const isYoung = (opcode: number, sub: number) => (opcode === 0xfd && sub >= 0x100) || (opcode === 0xfc && sub >= 19);

/** What may follow an opcode: the engine says which of them does. */
const IMMEDIATES: readonly (readonly number[])[] = [
  [],
  [0],
  [0, 0],
  [1, 0],
  [2, 0],
  [3, 0],
  [0, 0, 0],
  [0, 0, 0, 0],
  Array(8).fill(0),
  Array(16).fill(0),
];

function instruction(opcode: number, sub: number, immediates: readonly number[]): Uint8Array {
  const out = new ByteWriter().u8(opcode);
  if (opcode >= 0xfb) out.u32(sub);
  return out.u8(...immediates).finish();
}

/** A function that takes what the instruction takes, and leaves what it leaves. */
function around(code: Uint8Array, { takes, leaves }: Signature): Uint8Array {
  const out = new CodeWriter();
  for (const index of takes.keys()) out.with(0x20, index);
  return tinyModule({ takes, leaves }, out.raw(code).u8(0x0b).finish());
}

const name = (opcode: number, sub: number) => `${opcode.toString(16)}${opcode >= 0xfb ? ` ${sub}` : ""}`;
const textOf = ({ takes, leaves }: Signature) => `${takes}>${leaves}`;
const typesOf = (numbers: readonly number[]) => numbers.map((number) => TYPE_NUMBERS[number] as ValueType);

/** A type that does not fit: the next one. */
const other = (type: ValueType): ValueType => TYPE_NUMBERS[(TYPE_NUMBERS.indexOf(type as "i32") % 5) + 1] as ValueType;
const withOther = (types: readonly ValueType[], index: number) =>
  types.map((type, at) => (at === index ? other(type) : type));

/** Each instruction with a signature and the immediates that the engine takes. */
const KNOWN = OPCODES.flatMap(([opcode, sub]) => {
  const signature = signatureOf(opcode, sub);
  if (signature === undefined) return [];
  const type = { takes: typesOf(signature.takes), leaves: typesOf(signature.leaves) };
  const code = IMMEDIATES.map((immediates) => instruction(opcode, sub, immediates)).find(
    (candidate) => engineProblemOf(around(candidate, type)) === undefined,
  );
  return [{ opcode, sub, type, code }];
});

describe("signatureOf()", () => {
  it("says what the engine says, of every opcode", () => {
    const refused = KNOWN.filter(({ code, opcode, sub }) => code === undefined && !isYoung(opcode, sub));
    expect(refused.map(({ opcode, sub }) => name(opcode, sub))).toEqual([]);
    for (const { code, type } of KNOWN) if (code !== undefined) expect(problemOf(around(code, type))).toBeUndefined();
  });

  it("says how many there are of each family", () => {
    const count = (has: (opcode: number) => boolean) => KNOWN.filter(({ opcode }) => has(opcode)).length;
    expect([0xfc, 0xfd, 0xfe].map((prefix) => count((opcode) => opcode === prefix))).toEqual([17, 256, 67]);
    expect(count((opcode) => opcode < 0xfb)).toBe(158);
  });

  it("refuses another type of each operand and each result, as the engine does", () => {
    for (const { opcode, sub, type, code } of KNOWN) {
      if (code === undefined) continue;
      const wrong = [
        ...type.takes.map((_, index) => ({ ...type, takes: withOther(type.takes, index) })),
        ...type.leaves.map((_, index) => ({ ...type, leaves: withOther(type.leaves, index) })),
        { ...type, takes: type.takes.slice(1) },
        { ...type, leaves: [...type.leaves, "i32" as const] },
      ].filter((tried) => textOf(tried) !== textOf(type));
      for (const tried of wrong) {
        const module = around(code, tried);
        const say = `${name(opcode, sub)} as ${textOf(tried)}`;
        expect([say, engineProblemOf(module) === undefined]).toEqual([say, false]);
        expect([say, problemOf(module) === undefined]).toEqual([say, false]);
      }
    }
  });

  it("has every instruction of the families that the engine has, but those of typed references", () => {
    const missing = OPCODES.filter(([opcode, sub]) =>
      IMMEDIATES.some((immediates) => {
        // Where nothing is reached every operand fits, so that the engine takes any instruction that it knows.
        const code = new ByteWriter()
          .u8(0x00)
          .raw(instruction(opcode, sub, immediates))
          .u8(0x00, 0x0b)
          .finish();
        const module = tinyModule({ takes: [], leaves: [] }, code);
        return engineProblemOf(module) === undefined && problemOf(module) !== undefined;
      }),
    );
    expect(
      missing.filter(([opcode]) => !TYPED_REFERENCES.has(opcode)).map(([opcode, sub]) => name(opcode, sub)),
    ).toEqual([]);
  });
});

/** throw_ref, call_ref, return_call_ref, try_table, ref.null of other types, ref.eq, ref.as_non_null, br_on_null, br_on_non_null. */
const TYPED_REFERENCES = new Set([0x0a, 0x14, 0x15, 0x1f, 0xd0, 0xd3, 0xd4, 0xd5, 0xd6]);
