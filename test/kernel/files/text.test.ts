import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { byteLength, isLongerThan, toBytes, toText, toTextOfAny } from "../../../runtime/kernel/files/text.ts";

describe("text", () => {
  it("goes to bytes and back, a byte order mark too", () => {
    for (const text of ["", "é", "\ufeffx", "😀"]) expect(toText(toBytes(text))).toBe(text);
  });

  it.each([[[0xff]], [[0xc0, 0x80]], [[0xed, 0xa0, 0x80]], [[0xe2, 0x82]]])("is not spelt by %j", (bytes) => {
    expect(toText(new Uint8Array(bytes))).toBeUndefined();
  });

  it("stands for any bytes at all, which come back as they were", () => {
    expect(toTextOfAny(new Uint8Array([0x61, 0xff, 0xc3, 0xa9, 0xe2, 0x82]))).toBe("a\udcffé\udce2\udc82");
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        expect(toBytes(toTextOfAny(bytes))).toEqual(bytes);
      }),
    );
  });

  it("is longer than a limit exactly when its bytes are", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 40 }), fc.nat(80), (text, limit) => {
        expect(isLongerThan(text, limit)).toBe(byteLength(text) > limit);
      }),
    );
  });
});
