/**
 * From an address in a module's code to the line of source it was made of, as compilers write it for debuggers (`-g`): DWARF's
 * `.debug_line`, versions 2 to 5.
 *
 *     const lines = openDebugLines(module);           // undefined: the module says nothing of lines
 *     lines?.locate(body.start(i) - code.payload);    // { file: "hello.c", line: 12, column: 3 }
 *
 * Addresses count from the beginning of the code section's payload. A file is named as the compiler was given it.
 *
 * Nothing is read before the first question. What is damaged is left out: no answer is wrong because of it, but there may be
 * none. What is kept grows with the section, not with what the section claims.
 */
import { type LineTable, readLineTable, type SourceLocation } from "./debug-line-table.ts";
import { type Range, SectionId, type WasmModule } from "./declarations.ts";
import { ByteReader, MalformedModule } from "./leb.ts";

export type { SourceLocation };

export interface DebugLines {
  /** The source of the instruction at this offset from the start of the code section's payload. */
  locate(codeOffset: number): SourceLocation | undefined;
}

export function openDebugLines(module: WasmModule): DebugLines | undefined {
  const lines = findSection(module, ".debug_line");
  const code = module.sections.find(({ id }) => id === SectionId.code);
  if (lines === undefined || code === undefined) return undefined;
  let table: LineTable | undefined;
  return {
    locate(codeOffset) {
      table ??= readLineTable(module.bytes, {
        lines,
        lineStrings: findSection(module, ".debug_line_str"),
        strings: findSection(module, ".debug_str"),
        codeLength: code.end - code.payload,
      });
      return table.locate(codeOffset);
    },
  };
}

/** The content of a custom section, without its name. */
function findSection(module: WasmModule, wanted: string): Range | undefined {
  const section = module.sections.find(({ name }) => name === wanted);
  if (section === undefined) return undefined;
  try {
    const reader = new ByteReader(module.bytes, section.payload, section.end);
    reader.text();
    return { start: reader.at, end: section.end };
  } catch (error) {
    if (!(error instanceof MalformedModule)) throw error;
    return undefined;
  }
}
