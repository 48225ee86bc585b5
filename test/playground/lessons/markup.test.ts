import { expect, test } from "vitest";
import { parseMarkup, parseSpans } from "../../../playground/lessons/markup.ts";

test("paragraphs have an empty line between them, and lines in them are joined", () => {
  expect(parseMarkup("\none\ntwo\n\nthree\n")).toEqual([
    { kind: "paragraph", spans: [{ kind: "text", text: "one two" }] },
    { kind: "paragraph", spans: [{ kind: "text", text: "three" }] },
  ]);
});

test("a list is lines that begin with a dash, of which each may go on in the next", () => {
  expect(parseMarkup("- one\n  and a half\n- two")).toEqual([
    { kind: "list", items: [[{ kind: "text", text: "one and a half" }], [{ kind: "text", text: "two" }]] },
  ]);
});

test("lines of code begin with four spaces, and keep what is behind those", () => {
  expect(parseMarkup("    if (x)\n      y();")).toEqual([{ kind: "code", text: "if (x)\n  y();" }]);
});

test("code, emphasis and links stand in the midst of text", () => {
  expect(parseSpans("Call `fork()`, the *system call*, [there](see:calls).")).toEqual([
    { kind: "text", text: "Call " },
    { kind: "code", text: "fork()" },
    { kind: "text", text: ", the " },
    { kind: "emphasis", text: "system call" },
    { kind: "text", text: ", " },
    { kind: "link", text: "there", target: { kind: "see", view: "calls" } },
    { kind: "text", text: "." },
  ]);
});

test("nothing in code is markup", () => {
  expect(parseSpans("`*counter* [0](see:calls)`")).toEqual([{ kind: "code", text: "*counter* [0](see:calls)" }]);
});

test.each([
  ["see:memory", { kind: "see", view: "memory" }],
  ["go:fork", { kind: "go", until: "fork" }],
  ["lesson:vfork", { kind: "lesson", id: "vfork" }],
  ["https://example.org/a:b", { kind: "page", address: "https://example.org/a:b" }],
])("a link to %s leads there", (link, target) => {
  expect(parseSpans(`[x](${link})`)).toEqual([{ kind: "link", text: "x", target }]);
});

test.each(["see:nothing", "go:nowhere", "lesson:", "javascript:alert(1)", "http://example.org"])(
  "a link to %s is refused",
  (link) => {
    expect(() => parseSpans(`[x](${link})`)).toThrow("Cannot follow the link");
  },
);
