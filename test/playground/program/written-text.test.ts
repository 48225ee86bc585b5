import { expect, test } from "vitest";
import { readPassages } from "../../../playground/program/written-text.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

test("what one stream writes at a stretch is one passage", () => {
  expect(
    readPassages([
      { stream: "stdout", bytes: bytes("a") },
      { stream: "stdout", bytes: bytes("b\n") },
      { stream: "stderr", bytes: bytes("!") },
      { stream: "stdout", bytes: bytes("c") },
    ]),
  ).toEqual([
    { stream: "stdout", text: "ab\n" },
    { stream: "stderr", text: "!" },
    { stream: "stdout", text: "c" },
  ]);
});

test("a character may be written in two parts, with another stream between them", () => {
  const fork = bytes("🍴");
  const passages = readPassages([
    { stream: "stdout", bytes: fork.subarray(0, 2) },
    { stream: "stderr", bytes: bytes("!") },
    { stream: "stdout", bytes: fork.subarray(2) },
  ]);
  expect(passages.map(({ text }) => text)).toEqual(["!", "🍴"]);
});

test("what a terminal would obey is shown as what it is", () => {
  const [passage] = readPassages([{ stream: "stdout", bytes: bytes("\x1b[31mred\t\r\n\0\x7f\u009b") }]);
  expect(passage?.text).toBe("␛[31mred\t␍\n␀␡\ufffd");
});

test("what turns the direction of writing is shown, and turns nothing", () => {
  const [passage] = readPassages([
    { stream: "stdout", bytes: bytes("a\u202eb\u202c \u2066c\u2069 \u200f\u200e שלום") },
  ]);
  expect(passage?.text).toBe("a\ufffdb\ufffd \ufffdc\ufffd \ufffd\ufffd שלום");
});
