/** The texts are what clang 22 and AssemblyScript 0.28 print. */
import { expect, test } from "vitest";
import { readDiagnostics } from "../../../playground/program/diagnostics.ts";

/** One line each, as a person would say it. */
function read(text: string, ...sources: [path: string, text: string][]): string[] {
  const files = sources.length === 0 ? [["main.c", ""] as const] : sources;
  return readDiagnostics(
    text,
    files.map(([path, source]) => ({ path, text: source })),
  ).map(
    ({ severity, path = "-", line = "-", column = "-", message }) =>
      `${path}:${line}:${column} ${severity}: ${message}`,
  );
}

test("an error of clang has its line and column, and what it shows of the source is left out", () => {
  const text = `main.c:4:17: error: expected ';' after expression
    4 |   printf("hi\\n")
      |                 ^
      |                 ;
1 error generated.
`;
  expect(read(text, ["main.c", '\n\n\n  printf("hi\\n")\n'])).toEqual([
    "main.c:4:17 error: expected ';' after expression",
  ]);
});

test("warnings, notes and errors come in their order, without the names of flags", () => {
  const text = `main.c:5:9: error: incompatible integer to pointer conversion initializing 'char *' with an expression of type 'int' [-Wint-conversion]
    5 |   char *s = 5;
      |         ^   ~
main.c:4:7: warning: unused variable 'unused' [-Wunused-variable]
    4 |   int unused;
main.c:1:26: note: expanded from macro 'TWICE'
1 warning and 1 error generated.
`;
  expect(read(text, ["main.c", "#define TWICE(x) ((x) + (y))\n\n\n  int unused;\n  char *s = 5;\n"])).toEqual([
    "main.c:5:9 error: incompatible integer to pointer conversion initializing 'char *' with an expression of type 'int'",
    "main.c:4:7 warning: unused variable 'unused'",
    "main.c:1:26 note: expanded from macro 'TWICE'",
  ]);
});

test("what is wrong in a header is at the header's line", () => {
  const text = `In file included from main.c:1:
shared.h:1:24: error: use of undeclared identifier 'undefined_thing'
    1 | int bad(void) { return undefined_thing; }
`;
  const header = "int bad(void) { return undefined_thing; }\n";
  expect(read(text, ["main.c", '#include "shared.h"\n'], ["shared.h", header])).toEqual([
    "shared.h:1:24 error: use of undeclared identifier 'undefined_thing'",
  ]);
});

test("clang counts bytes: the column is the character's", () => {
  const source = 'int main(void) { puts("Grüße, 🍴"); nothing(); }\n';
  const byte = new TextEncoder().encode(source.slice(0, source.indexOf("nothing"))).length + 1;
  expect(read(`main.c:1:${byte}: error: no such function`, ["main.c", source])).toEqual([
    `main.c:1:${source.indexOf("nothing") + 1} error: no such function`,
  ]);
});

test.each([
  [
    "fatal error: too many errors emitted, stopping now [-ferror-limit=]",
    "-:-:- error: too many errors emitted, stopping now",
  ],
  ["wasm-ld: error: main.c.o: undefined symbol: other", "main.c:-:- error: undefined symbol: other"],
  ["wasm-ld: error: undefined symbol: main", "-:-:- error: undefined symbol: main"],
  [
    "wasm-ld: error: duplicate symbol: x\n>>> defined in main.c.o\n>>> defined in other.c.o",
    "-:-:- error: duplicate symbol: x, defined in main.c, defined in other.c",
  ],
  [
    "wasm-ld: warning: function signature mismatch: f\n>>> defined as (i32) -> i32 in main.c.o",
    "-:-:- warning: function signature mismatch: f, defined as (i32) -> i32 in main.c",
  ],
  ["/usr/include/stdio.h:3:4: warning: of nobody's here", "-:-:- warning: of nobody's here"],
])("%s", (text, expected) => {
  expect(read(`${text}\n`)).toEqual([expected]);
});

test("AssemblyScript says the place last", () => {
  const text = `ERROR TS2322: Type '~lib/prong/fork/Fork' is not assignable to type '~lib/string/String'.
   :
 2 │ const a: string = fork();
   │                   ~~~~~~
   └─ in main.ts(2,19)

WARNING AS201: Conversion from type 'i32' to 'u8' requires an explicit cast.
   :
 3 │ foo();
   │ ~~~
   └─ in other.ts(3,1)

`;
  expect(read(text, ["main.ts", ""], ["other.ts", ""])).toEqual([
    "main.ts:2:19 error: Type '~lib/prong/fork/Fork' is not assignable to type '~lib/string/String'.",
    "other.ts:3:1 warning: Conversion from type 'i32' to 'u8' requires an explicit cast.",
  ]);
});

test("what is wrong in the library has no place in the project", () => {
  expect(read("ERROR AS100: Not implemented: x\n   :\n   └─ in ~lib/array.ts(3,1)\n", ["main.ts", ""])).toEqual([
    "-:-:- error: Not implemented: x",
  ]);
});

test("what cannot be read is one error, and silence is none", () => {
  expect(read("Segmentation fault\nin the compiler\n")).toEqual(["-:-:- error: Segmentation fault\nin the compiler"]);
  expect(read("\n")).toEqual([]);
});

test("what is wrong in a header is said once, with its notes", () => {
  const text = "main.c:1:1: error: redefinition of 'x'\nmain.c:1:5: note: it was here\n";
  const said = readDiagnostics(`${text}${text}main.c:2:1: error: redefinition of 'y'\nmain.c:1:5: note: it was here`, [
    { path: "main.c", text: "" },
  ]);
  expect(said.map(({ severity, line }) => [severity, line])).toEqual([
    ["error", 1],
    ["note", 1],
    ["error", 2],
    ["note", 1],
  ]);
});
