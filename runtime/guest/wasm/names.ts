/**
 * The names of functions, locals and globals, from the custom section "name", for messages and traces.
 *
 *     name section   { u8 kind, u32 size, payload }; kind 1: functions, 7: globals: u32 count { u32 index, name }
 *                    kind 2: locals: u32 count { u32 function, u32 count { u32 local, name } }
 */

import type { Range, WasmModule } from "./declarations.ts";
import { ByteReader, MalformedModule } from "./leb.ts";
import { MOST } from "./types.ts";

/** Where the function names are: after the subsection's size. Undefined when there are none, or the section is damaged. */
export function findFunctionNames(module: WasmModule): (Range & { readonly id: number }) | undefined {
  return findNames(module, FUNCTIONS);
}

const [FUNCTIONS, LOCALS, GLOBALS] = [1, 2, 7] as const;

function findNames(module: WasmModule, wanted: number): (Range & { readonly id: number }) | undefined {
  const section = module.sections.find(({ name }) => name === "name");
  if (section === undefined) return undefined;
  try {
    const reader = new ByteReader(module.bytes, section.payload, section.end);
    reader.text();
    while (reader.remaining > 0) {
      const id = reader.at;
      const kind = reader.u8();
      const inner = reader.take(reader.u32(), "a list of names");
      if (kind === wanted) return { id, start: inner.at, end: inner.end };
    }
  } catch (error) {
    if (!(error instanceof MalformedModule)) throw error;
  }
  return undefined;
}

/** Names by function index. A damaged name section gives what could be read of it: names are no reason to refuse a module. */
export function readFunctionNames(module: WasmModule): Map<number, string> {
  const names = new Map<number, string>();
  for (const { kind, name, index } of module.exports) if (kind === "function") names.set(index, name);
  for (const [index, { name }] of module.importedFunctions.entries()) names.set(index, name);
  readNames(module, FUNCTIONS, (reader) => readNameMap(reader, names));
  return names;
}

/** Names by the index of the global; what has no other name has that of its export. */
export function readGlobalNames(module: WasmModule): Map<number, string> {
  const names = new Map<number, string>();
  for (const { kind, name, index } of module.exports) if (kind === "global") names.set(index, name);
  readNames(module, GLOBALS, (reader) => readNameMap(reader, names));
  return names;
}

/** Names of the locals of a function, by their index. Few compilers write them. */
export function readLocalNames(module: WasmModule, functionIndex: number): Map<number, string> {
  const names = new Map<number, string>();
  readNames(module, LOCALS, (reader) => {
    for (let count = reader.count("functions", MOST.functions); count > 0; count--) {
      const isWanted = reader.u32() === functionIndex;
      readNameMap(reader, isWanted ? names : new Map());
    }
  });
  return names;
}

function readNames(module: WasmModule, kind: number, read: (reader: ByteReader) => void): void {
  const range = findNames(module, kind);
  if (range === undefined) return;
  try {
    read(new ByteReader(module.bytes, range.start, range.end));
  } catch (error) {
    if (!(error instanceof MalformedModule)) throw error;
  }
}

function readNameMap(reader: ByteReader, names: Map<number, string>): void {
  for (let count = reader.count("names", MOST.functions); count > 0; count--) names.set(reader.u32(), reader.text());
}

/** What a message calls a function: `function 12 (compare)`. */
export function labelOf(module: WasmModule, functionIndex: number): string {
  const name = readFunctionNames(module).get(functionIndex);
  return name === undefined ? `function ${functionIndex}` : `function ${functionIndex} (${name})`;
}
