/** Checks what a module declares: its memory, what it imports, what it exports, its globals. */
import { findSyscall, hasResult, PRONG_MODULE, WASI_MODULE, wasmParameters } from "../abi/syscall-table.ts";
import type { GuestMemory } from "./module.ts";
import { GuestRefusal } from "./refusal.ts";
import type { WasmImport, WasmModule } from "./wasm/declarations.ts";
import type { FunctionType } from "./wasm/types.ts";

/** More of them are counted, not listed: the message is one line. */
const MOST_LISTED = 12;

const MOST_PAGES = 65536;

export function checkMemory(wasm: WasmModule, name: string): GuestMemory {
  const [memory, another] = wasm.memories;
  if (memory === undefined) {
    throw new GuestRefusal(name, "no-memory", "it has no memory", "compile it as a program for wasm32-wasip1");
  }
  if (another !== undefined) {
    throw new GuestRefusal(
      name,
      "multiple-memories",
      "it has more than one memory, and an image holds one",
      "build it with a single memory",
    );
  }
  if (memory.is64) {
    throw new GuestRefusal(name, "memory64", "its memory has 64-bit addresses", "compile for wasm32 instead of wasm64");
  }
  if (memory.shared) {
    throw new GuestRefusal(
      name,
      "shared-memory",
      "its memory is shared between threads, and a fork would have to stop them all",
      "compile without -pthread and link without --shared-memory",
    );
  }
  if (memory.pageSizeLog2 !== 16) {
    throw new GuestRefusal(
      name,
      "custom-page-size",
      "its memory has pages of an unusual size",
      "build it with pages of 64 KiB",
    );
  }
  if (memory.imported) {
    throw new GuestRefusal(name, "imported-memory", "it imports its memory", "link without --import-memory");
  }
  if (memory.minimum > MOST_PAGES || (memory.maximum ?? 0) > MOST_PAGES) {
    throw new GuestRefusal(
      name,
      "malformed",
      `its memory has more than ${MOST_PAGES} pages`,
      "link it with less memory",
    );
  }
  if (!wasm.exports.some(({ kind }) => kind === "memory")) {
    throw new GuestRefusal(name, "no-memory", "it does not export its memory", "link with --export-memory");
  }
  return { initialPages: memory.minimum, maximumPages: memory.maximum };
}

export function checkImports(wasm: WasmModule, name: string): void {
  const unknown = wasm.imports.filter(
    (entry) => entry.kind !== "function" || findSyscall(entry.module, entry.name) === undefined,
  );
  if (unknown.length > 0) {
    const list = unknown
      .slice(0, MOST_LISTED)
      .map(
        (entry) =>
          `${printable(entry.module)}.${printable(entry.name)}${entry.kind === "function" ? "" : ` (a ${entry.kind})`}`,
      );
    if (unknown.length > MOST_LISTED) list.push(`and ${unknown.length - MOST_LISTED} more`);
    throw new GuestRefusal(
      name,
      "unknown-import",
      `it imports what Prong does not have: ${list.join(", ")}`,
      adviseOnImports(unknown),
    );
  }
  for (const entry of wasm.imports) {
    const found = wasm.types[entry.typeIndex];
    const row = findSyscall(entry.module, entry.name);
    if (found === undefined || row === undefined) continue;
    const wanted: FunctionType = { parameters: wasmParameters(row), results: hasResult(row) ? ["i32"] : [] };
    if (signature(found) === signature(wanted)) continue;
    throw new GuestRefusal(
      name,
      "wrong-import-type",
      `it imports ${entry.module}.${entry.name} as ${signature(found)}, but the call is ${signature(wanted)}`,
      entry.module === PRONG_MODULE
        ? "compile it with the headers of this Prong (`prong sdk`)"
        : "correct the declaration of the import",
    );
  }
}

function adviseOnImports(unknown: readonly WasmImport[]): string {
  const from = (test: (entry: WasmImport) => boolean) => unknown.some(test);
  if (from(({ name }) => /setjmp|longjmp/.test(name)))
    return "build it without setjmp, which needs WebAssembly exceptions";
  if (from(({ module, name }) => module === "env" && /^(abort|seed|trace|Date\.now)$/.test(name))) {
    return "compile AssemblyScript with Prong's SDK (`prong build`), which supplies its `env`";
  }
  if (
    from(({ module, name }) => module === "env" && /^(_?emscripten|_?_syscall|invoke_|_?_cxa)|^_tzset/.test(name)) ||
    from(({ module }) => module === "a")
  ) {
    return "it was built by Emscripten: compile for wasm32-wasip1 with `prong build` or the wasi-sdk instead";
  }
  if (from(({ module }) => module === "wasi_unstable"))
    return `it was built for WASI preview 0: compile it with a wasi-libc that uses ${WASI_MODULE}`;
  if (from(({ module }) => module.startsWith("wasi:")))
    return "it was built for WASI preview 2: compile for wasm32-wasip1";
  if (from(({ module }) => /^wasi/.test(module) && module !== WASI_MODULE)) return `build it against ${WASI_MODULE}`;
  if (from(({ module }) => /^wasm?i?x|^wasix/.test(module)))
    return "it was built for WASIX: compile it with `prong build`";
  if (from(({ module }) => module === PRONG_MODULE))
    return "it was built for a newer Prong: update Prong, or build it with this one's SDK";
  if (from(({ module }) => /^prong/.test(module)))
    return `it was built for another version of Prong: build it with this one's SDK (${PRONG_MODULE})`;
  if (from(({ module }) => module === "env")) return "link the library that defines these, without --allow-undefined";
  return "build it so that it imports nothing else than WASI preview 1 and Prong's calls";
}

export function checkExports(wasm: WasmModule, name: string): void {
  const ours = wasm.exports.find((entry) => /^(asyncify_|prong:)/.test(entry.name));
  if (ours !== undefined) {
    throw new GuestRefusal(
      name,
      "already-instrumented",
      `it was instrumented before: it exports ${printable(ours.name)}`,
      "give the program as the compiler made it, without `wasm-opt --asyncify`",
    );
  }
  const start = wasm.exports.find((entry) => entry.name === "_start" && entry.kind === "function");
  if (start === undefined) {
    const isReactor = wasm.exports.some((entry) => entry.name === "_initialize");
    throw new GuestRefusal(
      name,
      "no-start",
      `it does not export the function _start, so it is a library${isReactor ? " (a WASI reactor)" : ""} and not a program`,
      isReactor
        ? "compile it as a command, without -mexec-model=reactor"
        : "compile it as a command: with a main and without --no-entry",
    );
  }
  const type = wasm.types[wasm.functions[start.index] ?? -1];
  if (type === undefined || signature(type) !== "() -> ()") {
    const problem = type === undefined ? "does not exist" : `is ${signature(type)}, not () -> ()`;
    throw new GuestRefusal(name, "no-start", `its _start ${problem}`, "export a _start that takes and answers nothing");
  }
  checkGlobals(wasm, name);
}

/** A mutable global is part of the process, so an image must be able to hold it. */
function checkGlobals(wasm: WasmModule, name: string): void {
  wasm.globals.forEach(({ type, mutable }, index) => {
    if (!mutable || type === "i32" || type === "i64" || type === "f32" || type === "f64") return;
    const [reason, what] =
      type === "v128"
        ? (["vector-global", "is a v128"] as const)
        : (["reference-global", "holds a reference"] as const);
    throw new GuestRefusal(
      name,
      reason,
      `its mutable global ${index} ${what}, which an image cannot hold`,
      "keep such values out of mutable globals",
    );
  });
}

export function signature({ parameters, results }: FunctionType): string {
  return `(${parameters.join(", ")}) -> (${results.join(", ")})`;
}

/** A stranger's name, fit for a message of one line. */
export function printable(name: string): string {
  const short = name.length > 60 ? `${name.slice(0, 60)}...` : name;
  return short.replace(/[^\x21-\x7e]/g, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}
