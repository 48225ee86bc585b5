/**
 * Lines of AssemblyScript, where everybody looks for lines: `asc` writes a source map beside the module, and this makes a section of
 * it, `.debug_line` as C compilers write it (DWARF 4). What reads lines (`guest/wasm/debug-lines.ts`, debuggers) reads these as well.
 */
import { type Range, type Section, SectionId } from "../../guest/wasm/declarations.ts";
import { readModule } from "../../guest/wasm/reader.ts";
import { ByteWriter } from "../../instrument/wasm/writer.ts";

/** What is used of a source map: of a module all is in one line, and a column is a place in its file. */
export interface SourceMap {
  readonly sources: readonly string[];
  readonly mappings: string;
}

/** A place in the module's file, and what it was made of: all counted from 1, as DWARF does. */
interface Mapping {
  readonly at: number;
  readonly file: number;
  readonly line: number;
  readonly column: number;
}

/** The module with its lines in it, and without the address of the map. */
export function withLines(wasm: Uint8Array, map: SourceMap): Uint8Array {
  const { sections, bodies } = readModule(wasm);
  const code = sections.find(({ id }) => id === SectionId.code);
  if (code === undefined) return wasm;
  const lines = new ByteWriter().text(".debug_line").raw(unitOfLines(map, code, bodies));
  const out = new ByteWriter(wasm.length + lines.length + 16).raw(wasm.subarray(0, 8));
  for (const { id, start, end, name } of sections) {
    if (id !== SectionId.custom || name !== "sourceMappingURL") out.raw(wasm.subarray(start, end));
  }
  return out.section(SectionId.custom, lines).finish();
}

/** Standard opcodes. */
const [COPY, ADVANCE_PC, ADVANCE_LINE, SET_FILE, SET_COLUMN] = [1, 2, 3, 4, 5];
/** Extended ones. */
const [END_SEQUENCE, SET_ADDRESS] = [1, 2];
/** How many operands each standard opcode has, from 1 on. */
const OPERANDS = [0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1];

function unitOfLines(map: SourceMap, code: Section, bodies: readonly Range[]): Uint8Array {
  const rest = new ByteWriter()
    .u8(1, 1, 1) // the shortest instruction, operations in one, every row is a statement
    .u8(0, 1) // special opcodes, of which none is used
    .u8(OPERANDS.length + 1, ...OPERANDS)
    .byte(0); // no folders
  for (const source of map.sources) rest.raw(new TextEncoder().encode(source)).u8(0, 0, 0, 0); // in none, of no time, of no length
  rest.byte(0);
  const header = rest.finish();
  const program = programOfLines(map, code, bodies);
  return new ByteWriter()
    .u8(...u32(2 + 4 + header.length + program.length))
    .u8(4, 0)
    .u8(...u32(header.length))
    .raw(header)
    .raw(program)
    .finish();
}

/** Addresses count from the beginning of the code. Each function is a sequence, so that none has the last line of another one. */
function programOfLines(map: SourceMap, code: Section, bodies: readonly Range[]): Uint8Array {
  const out = new ByteWriter();
  const mappings = readMappings(map.mappings);
  let next = mappings.next();
  for (const { start, end } of bodies) {
    while (!next.done && next.value.at < start) next = mappings.next();
    if (next.done || next.value.at >= end) continue;
    let [address, file, line, column] = [next.value.at, 1, 1, 0];
    out.u8(0, 5, SET_ADDRESS, ...u32(address - code.payload));
    for (; !next.done && next.value.at < end; next = mappings.next()) {
      const mapping = next.value;
      out.byte(ADVANCE_PC).u32(mapping.at - address);
      if (mapping.file !== file) out.byte(SET_FILE).u32(mapping.file);
      if (mapping.line !== line) out.byte(ADVANCE_LINE).s32(mapping.line - line);
      if (mapping.column !== column) out.byte(SET_COLUMN).u32(mapping.column);
      out.byte(COPY);
      ({ at: address, file, line, column } = mapping);
    }
    out.byte(ADVANCE_PC).u32(end - address);
    out.u8(0, 1, END_SEQUENCE);
  }
  return out.finish();
}

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Digits of six bits: five of a number, the lowest first, and one that says that more follow; a number's first bit is its sign. */
function* readMappings(mappings: string): Generator<Mapping> {
  let [at, source, line, column] = [0, 0, 0, 0];
  for (const segment of mappings.split(",")) {
    const numbers: number[] = [];
    let [value, shift] = [0, 0];
    for (const character of segment) {
      const digit = DIGITS.indexOf(character);
      value |= (digit & 31) << shift;
      shift += 5;
      if (digit & 32) continue;
      numbers.push(value & 1 ? -(value >>> 1) : value >>> 1);
      [value, shift] = [0, 0];
    }
    const [byAt = 0, bySource, byLine = 0, byColumn = 0] = numbers;
    at += byAt;
    if (bySource === undefined) continue; // made of nothing
    source += bySource;
    line += byLine;
    column += byColumn;
    yield { at, file: source + 1, line: line + 1, column: column + 1 };
  }
}

function u32(value: number): number[] {
  return [0, 8, 16, 24].map((shift) => (value >>> shift) & 0xff);
}
