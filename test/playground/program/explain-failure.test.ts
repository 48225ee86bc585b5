import { expect, test } from "vitest";
import { readDiagnostics } from "../../../playground/program/diagnostics.ts";
import { explainFailure } from "../../../playground/program/explain-failure.ts";
import { CompileError } from "../../../runtime/compile.ts";

const SOURCES = ["main.c", "a.c", "a.h", "b.c"].map((path) => ({ path, text: "" }));

function explained(error: unknown, printed = "") {
  const { about, message, remedy } = explainFailure(error, "c", readDiagnostics(printed, SOURCES));
  return [about, message, remedy];
}

const wrong = (about: string, printed: string) => explained(new CompileError(about, printed), printed);

test.each([
  [
    "Cannot compile main.c",
    "main.c:1:1: error: expected identifier\nmain.c:2:1: error: expected identifier",
    "Cannot compile main.c: 2 errors",
    undefined,
  ],
  [
    "Cannot link main.c",
    "wasm-ld: error: undefined symbol: main",
    "Cannot link main.c: 1 error",
    "A C program begins at its function main: write `int main(void) { ... }`.",
  ],
  [
    "Cannot link main.c",
    "wasm-ld: error: main.c.o: undefined symbol: pthread_create",
    "Cannot link main.c: 1 error",
    "Write the function pthread_create, or correct its name. Only the C library and the files of this project are linked.",
  ],
  [
    "Cannot link main.c",
    "wasm-ld: error: duplicate symbol: x\n>>> defined in main.c.o",
    "Cannot link main.c: 1 error",
    "Define x in one file only, and declare it `extern` in the others.",
  ],
  [
    "Cannot compile a.c, b.c",
    "a.h:1:1: error: expected identifier\na.h:1:1: error: expected identifier\nb.c:2:1: error: expected identifier",
    "Cannot compile a.h and b.c: 2 errors",
    undefined,
  ],
  [
    "Cannot link a.c",
    ["__original_main", "main", "__main_void"]
      .map((name) => `wasm-ld: error: duplicate symbol: ${name}\n>>> defined in a.c.o\n>>> defined in b.c.o\n`)
      .join("\n"),
    "Cannot link a.c: 1 error",
    "Rename the others, or remove their files: a program begins at one function main.",
  ],
])("%s: %s", (about, printed, message, remedy) => {
  expect(wrong(about, printed)).toEqual(["program", message, remedy]);
});

test("a second main is one error, without the names that only the linker knows", () => {
  const printed = ["__original_main", "main"]
    .flatMap((name) => ["b", "c"].map((other) => [name, other]))
    .map(
      ([name, other]) => `wasm-ld: error: duplicate symbol: ${name}\n>>> defined in a.c.o\n>>> defined in ${other}.c.o`,
    )
    .join("\n\n");
  const { diagnostics } = explainFailure(
    new CompileError("Cannot link a.c", printed),
    "c",
    readDiagnostics(printed, []),
  );
  expect(diagnostics.map(({ message }) => message)).toEqual(["a.c, b.c and c.c have a main each: a program has one"]);
});

test("a compiler that cannot be fetched is no mistake of the program", () => {
  const missing = new CompileError("Cannot compile C: the package @yowasp/clang is not installed.");
  missing.cause = new TypeError("Failed to fetch dynamically imported module");
  for (const error of [missing, new TypeError("Failed to fetch")]) {
    const [about, message, remedy] = explained(error);
    expect([about, remedy]).toEqual([
      "compiler",
      "Check that you are online and run again. Lessons that are unchanged run without it.",
    ]);
    expect(message).toMatch(/^Cannot load the C compiler: /);
  }
});

test("a compiler that breaks down says that of itself", () => {
  expect(explained(new WebAssembly.RuntimeError("unreachable"))).toEqual([
    "compiler",
    "The C compiler broke down: unreachable",
    "It may be short of memory: close other tabs and run again. If it fails again, simplify the program.",
  ]);
});
