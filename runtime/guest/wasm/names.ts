/**
 * The names of functions, from the custom section "name", for messages and traces.
 *
 *     name section   { u8 kind, u32 size, payload }; kind 1: u32 count { u32 function, name }
 */

import type { Range, WasmModule } from "./declarations.ts";
import { ByteReader, MalformedModule } from "./leb.ts";
import { MOST } from "./types.ts";

/** Where the function names are: after the subsection's size. Undefined when there are none, or the section is damaged. */
export function findFunctionNames(module: WasmModule): (Range & { readonly id: number }) | undefined {
  const section = module.sections.find(({ name }) => name === "name");
  if (section === undefined) return undefined;
  try {
    const reader = new ByteReader(module.bytes, section.payload, section.end);
    reader.text();
    while (reader.remaining > 0) {
      const id = reader.at;
      const kind = reader.u8();
      const inner = reader.take(reader.u32(), "a list of names");
      if (kind === 1) return { id, start: inner.at, end: inner.end };
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
  const range = findFunctionNames(module);
  if (range === undefined) return names;
  try {
    const reader = new ByteReader(module.bytes, range.start, range.end);
    for (let count = reader.count("names", MOST.functions); count > 0; count--) names.set(reader.u32(), reader.text());
  } catch (error) {
    if (!(error instanceof MalformedModule)) throw error;
  }
  return names;
}
