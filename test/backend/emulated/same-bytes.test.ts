import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sameBytes, sameWords } from "../../../runtime/backend/emulated/same-bytes.ts";

const LENGTHS = [0, 1, 3, 4, 5, 64, 1001];

describe.each([
  ["sameBytes()", sameBytes],
  ["sameWords()", sameWords],
])("%s", (_name, same) => {
  it.each(LENGTHS)("finds %i equal bytes equal, wherever they lie in their buffers", (length) => {
    const bytes = Uint8Array.from({ length }, (_, i) => i * 7);
    for (const offset of [0, 1, 2, 4]) {
      const moved = new Uint8Array(length + offset).subarray(offset);
      moved.set(bytes);
      expect(same(bytes, moved)).toBe(true);
    }
  });

  it("finds any one byte that differs", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 70 }), fc.nat(), fc.boolean(), (bytes, at, shifted) => {
        const other = new Uint8Array(bytes.length + 1).subarray(Number(shifted), bytes.length + Number(shifted));
        other.set(bytes);
        expect(same(bytes, other)).toBe(true);
        other[at % bytes.length] = (other[at % bytes.length] as number) ^ 0x10;
        expect(same(bytes, other)).toBe(false);
      }),
    );
  });
});

it("sameBytes() finds files of different lengths different", () => {
  expect(sameBytes(new Uint8Array(4), new Uint8Array(5))).toBe(false);
});
