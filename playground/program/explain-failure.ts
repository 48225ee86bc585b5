/** What to tell the person when there is no program to run: what is wrong, and what to do about it. */
import { CompileError } from "../../runtime/compile.ts";
import type { CompiledLanguage, CompileFailure } from "./compile-orders.ts";
import type { Diagnostic } from "./diagnostics.ts";

const NAMES: Readonly<Record<CompiledLanguage, string>> = { c: "C", assemblyscript: "AssemblyScript" };

/** Of what linkers say without a line, with what to do. */
const LINKING: readonly [pattern: RegExp, remedy: (name: string) => string][] = [
  [/ a program has one$/, () => "Rename the others, or remove their files: a program begins at one function main."],
  [/undefined symbol: main$/, () => "A C program begins at its function main: write `int main(void) { ... }`."],
  [
    /undefined symbol: (\S+)/,
    (name) =>
      `Write the function ${name}, or correct its name. Only the C library and the files of this project are linked.`,
  ],
  [
    /duplicate symbol: ([^\s,]+)/,
    (name) => `Define ${name} in one file only, and declare it \`extern\` in the others.`,
  ],
];

export function explainFailure(
  error: unknown,
  language: CompiledLanguage,
  diagnostics: readonly Diagnostic[],
): CompileFailure {
  if (error instanceof CompileError && error.cause === undefined) {
    const told = withOneMain(diagnostics);
    const [about = ""] = error.message.split("\n");
    const message = withCount(withPlaces(about, told), told);
    return { about: "program", message, remedy: remedyOf(told), diagnostics: told };
  }
  const name = NAMES[language];
  const said = error instanceof Error ? error.message.split("\n")[0] : String(error);
  if (error instanceof WebAssembly.RuntimeError || error instanceof RangeError) {
    const remedy =
      "It may be short of memory: close other tabs and run again. If it fails again, simplify the program.";
    return { about: "compiler", message: `The ${name} compiler broke down: ${said}`, remedy, diagnostics: [] };
  }
  return {
    about: "compiler",
    message: `Cannot load the ${name} compiler: ${said}`,
    remedy: "Check that you are online and run again. Lessons that are unchanged run without it.",
    diagnostics: [],
  };
}

/** As linkers see it, a C program has its main under several names, of which nobody has written more than one. */
const DUPLICATE_MAIN = /^duplicate symbol: (?:main|__original_main|__main_void|__main_argc_argv)(?=,|$)/;

function withOneMain(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const mains = diagnostics.filter(({ message }) => DUPLICATE_MAIN.test(message));
  const [first] = mains;
  if (first === undefined) return diagnostics;
  const files = mains.flatMap(({ message }) =>
    [...message.matchAll(/defined in ([^,]+)/g)].map(([, path = ""]) => path),
  );
  const message = `${listed([...new Set(files)])} have a main each: a program has one`;
  return [{ ...first, message }, ...diagnostics.filter((diagnostic) => !mains.includes(diagnostic))];
}

/** The file with the error is named, which may be a header of the one that was compiled. */
function withPlaces(message: string, diagnostics: readonly Diagnostic[]): string {
  const wrong = diagnostics.flatMap(({ severity, path, line }) =>
    severity === "error" && path !== undefined && line !== undefined ? path : [],
  );
  if (wrong.length === 0) return message;
  return message.replace(/^Cannot compile \S.*$/, () => `Cannot compile ${listed([...new Set(wrong)])}`);
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

function withCount(message: string, diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  if (errors === 0) return message;
  return `${message}: ${errors === 1 ? "1 error" : `${errors} errors`}`;
}

function remedyOf(diagnostics: readonly Diagnostic[]): string | undefined {
  for (const { message, severity } of diagnostics) {
    if (severity !== "error") continue;
    for (const [pattern, remedy] of LINKING) {
      const found = pattern.exec(message);
      if (found !== null) return remedy(found[1] ?? "");
    }
  }
  return undefined;
}
