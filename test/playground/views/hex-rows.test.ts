import { describe, expect, it } from "vitest";
import { asciiOf, hexRows, neighbourByte } from "../../../playground/views/hex-rows.ts";

const bytes = new Uint8Array(64);
bytes[9] = 1;
bytes[63] = 2;

describe("hexRows", () => {
  it("folds many rows of zeros, and no others", () => {
    expect(hexRows(bytes, false).map(({ offset, length }) => `${offset}+${length}`)).toEqual([
      "0+8",
      "8+8",
      "16+40",
      "56+8",
    ]);
    expect(hexRows(bytes, true)).toHaveLength(8);
    expect(hexRows(new Uint8Array(4096), false)).toEqual([{ offset: 0, length: 4096 }]);
  });
});

describe("asciiOf", () => {
  it("shows what can be printed", () => {
    expect(asciiOf(Uint8Array.of(0x41, 0, 0x7e, 0x7f, 0x20, 0xc3))).toBe("A.~. .");
  });
});

describe("neighbourByte", () => {
  const rows = hexRows(bytes, false);
  it.each([
    [8, "ArrowRight", 9],
    [15, "ArrowRight", 16],
    [16, "ArrowRight", 56],
    [16, "ArrowLeft", 15],
    [8, "ArrowLeft", 7],
    [0, "ArrowLeft", 0],
    [3, "ArrowDown", 11],
    [11, "ArrowDown", 16],
    [58, "ArrowDown", 58],
    [58, "ArrowUp", 16],
    [58, "Home", 0],
    [0, "End", 56],
    [0, "x", undefined],
  ])("of %i, %s: %s", (offset, key, to) => {
    expect(neighbourByte(offset, key, rows)).toBe(to);
  });
});
