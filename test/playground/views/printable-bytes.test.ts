import { describe, expect, it } from "vitest";
import { printableBytes } from "../../../playground/views/printable-bytes.ts";

describe("printableBytes", () => {
  it.each([
    ["1\n4\n", "1\\n4\\n"],
    ["tab\tzero\0", "tab\\tzero\\0"],
    ["escape\x1b", "escape\\x1b"],
    ["", ""],
    ["grün", "grün"],
  ])("%j is %s", (text, shown) => {
    expect(printableBytes(new TextEncoder().encode(text))).toBe(shown);
  });

  it("shows numbers as bytes", () => {
    expect(printableBytes(Uint8Array.of(7, 0, 0, 0, 11, 0, 0, 0))).toBe("07 00 00 00 0b 00 00 00");
    expect(printableBytes(Uint8Array.of(0xff, 0x61))).toBe("ff 61");
  });

  it("does not mind a character that is cut off at the end", () => {
    expect(printableBytes(new TextEncoder().encode("grü").subarray(0, 3))).toBe("gr");
  });
});
