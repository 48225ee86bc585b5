import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ByteReader, MalformedModule } from "../../../runtime/guest/wasm/leb.ts";
import { ByteWriter } from "../../../runtime/instrument/wasm/writer.ts";

const reader = (...bytes: number[]) => new ByteReader(Uint8Array.from(bytes));

describe("ByteReader", () => {
  it("reads back every unsigned number, signed number and text that a ByteWriter wrote", () => {
    fc.assert(
      fc.property(fc.nat(0xffffffff), fc.integer(), fc.string({ unit: "grapheme" }), (unsigned, signed, text) => {
        const written = new ByteReader(new ByteWriter(1).u32(unsigned).s32(signed).text(text).finish());
        expect([written.u32(), written.signed(32), written.text(), written.remaining]).toEqual([
          unsigned,
          signed,
          text,
          0,
        ]);
      }),
    );
  });

  it.each([
    ["32 bits, unsigned", (r: ByteReader) => r.u32(), [0xff, 0xff, 0xff, 0xff, 0x0f], 0xffffffff],
    ["with a longer form than needed", (r: ByteReader) => r.u32(), [0x83, 0x80, 0x00], 3],
    ["the least of 32 bits", (r: ByteReader) => r.signed(32), [0x80, 0x80, 0x80, 0x80, 0x78], -2147483648],
    ["a type index of 33 bits", (r: ByteReader) => r.signed(33), [0x80, 0x80, 0x80, 0x80, 0x08], 2147483648],
    ["-1 of 64 bits", (r: ByteReader) => r.signed(64), [0x7f], -1],
  ])("reads %s", (_, read, bytes, value) => {
    expect(read(reader(...bytes))).toBe(value);
  });

  it.each([
    ["a number of more than 32 bits", (r: ByteReader) => r.u32(), [0xff, 0xff, 0xff, 0xff, 0x1f]],
    ["a number without an end", (r: ByteReader) => r.u32(), [0x80, 0x80, 0x80, 0x80, 0x80, 0x80]],
    ["a signed number of more than 32 bits", (r: ByteReader) => r.signed(32), [0x80, 0x80, 0x80, 0x80, 0x08]],
    ["a signed number without an end", (r: ByteReader) => r.signed(64), Array(11).fill(0x80)],
    ["a text that is no UTF-8", (r: ByteReader) => r.text(), [2, 0xc3, 0x28]],
    ["a text that is cut off", (r: ByteReader) => r.text(), [9, 0x61]],
    ["more entries than bytes", (r: ByteReader) => r.count("things", 100), [5, 0, 0]],
    ["more entries than are allowed", (r: ByteReader) => r.count("things", 1), [2, 0, 0]],
    ["a byte after the end", (r: ByteReader) => r.u8(), []],
    ["a range that is cut off", (r: ByteReader) => r.take(3, "a range"), [0]],
  ])("refuses %s", (_, read, bytes) => {
    expect(() => read(reader(...bytes))).toThrow(MalformedModule);
  });

  it("says where it stopped", () => {
    const inner = reader(0, 0, 0xff).take(3, "a range");
    inner.skip(2);
    expect(() => inner.u32()).toThrow(expect.objectContaining({ offset: 3 }));
  });
});
