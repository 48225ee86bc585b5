import { expect, test } from "vitest";
import { readDiagnostics } from "../../../playground/program/diagnostics.ts";
import { explainFailure } from "../../../playground/program/explain-failure.ts";
import { CompileError } from "../../../runtime/compile.ts";

function explained(error: unknown, printed = "") {
  const { about, message, remedy } = explainFailure(error, "c", readDiagnostics(printed, []));
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
])("%s: %s", (about, printed, message, remedy) => {
  expect(wrong(about, printed)).toEqual(["program", message, remedy]);
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
