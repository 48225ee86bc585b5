/**
 * Reads the sections of a module into tables of what it declares. Code is left as ranges of bytes: see code.ts.
 *
 *     module    00 61 73 6d ("\0asm"), 01 00 00 00, sections
 *     section   u8 id, u32 size, payload
 *     order     type 1, import 2, function 3, table 4, memory 5, tag 13, global 6, export 7, start 8, element 9,
 *               data count 12, code 10, data 11; custom sections (0) anywhere
 */
import { walkExpression } from "./code.ts";
import { EXTERNAL_KINDS, type ExternalKind, SectionId, type WasmModule } from "./declarations.ts";
import { ByteReader } from "./leb.ts";
import { Op } from "./opcodes.ts";
import { MOST, readLimits, readTypes, readValueType, type ValueType } from "./types.ts";

/** The place of each section id in the order above. */
const ORDER: readonly number[] = [0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 12, 13, 11, 6];

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] extends readonly (infer Item)[] ? Item[] : T[Key] };

/** Reads a whole module, or throws MalformedModule. */
export function readModule(bytes: Uint8Array): WasmModule {
  const module: Mutable<WasmModule> = {
    bytes,
    sections: [],
    types: [],
    imports: [],
    importedFunctions: [],
    functions: [],
    tables: [],
    memories: [],
    globals: [],
    tags: [],
    exports: [],
    startFunction: undefined,
    references: [],
    bodies: [],
  };
  const reader = new ByteReader(bytes, 8);
  let last = 0;
  while (reader.remaining > 0) {
    const start = reader.at;
    const id = reader.u8();
    const place = ORDER[id] ?? reader.fail(`there is no section ${id}`, start);
    const inner = reader.take(reader.u32(), `a section (${id})`);
    const payload = inner.at;
    if (id !== SectionId.custom) {
      if (place <= last) reader.fail(`section ${id} comes too late or twice`, start);
      last = place;
    }
    const name = id === SectionId.custom ? inner.text() : undefined;
    module.sections.push({ id, start, payload, end: inner.end, name });
    const read = READERS[id];
    if (read === undefined) continue;
    read(inner, module);
    if (inner.remaining > 0) inner.fail(`section ${id} is longer than its entries`);
  }
  const missing = module.functions.length - module.importedFunctions.length - module.bodies.length;
  if (missing !== 0)
    reader.fail(`${Math.abs(missing)} ${missing > 0 ? "functions have no body" : "bodies have no function"}`);
  return module;
}

type SectionReader = (reader: ByteReader, module: Mutable<WasmModule>) => void;

const READERS: Readonly<Record<number, SectionReader | undefined>> = {
  [SectionId.type]: (reader, module) => {
    module.types = readTypes(reader);
  },
  [SectionId.import]: (reader, module) => each(reader, "imports", MOST.imports, () => readImport(reader, module)),
  [SectionId.function]: (reader, module) => {
    each(reader, "functions", MOST.functions, () => module.functions.push(readTypeIndex(reader, module)));
  },
  [SectionId.table]: (reader, module) => each(reader, "tables", MOST.tables, () => readTable(reader, module)),
  [SectionId.memory]: (reader, module) => {
    each(reader, "memories", MOST.memories, () => module.memories.push({ ...readLimits(reader), imported: false }));
  },
  [SectionId.tag]: (reader, module) => {
    each(reader, "tags", MOST.tags, () => {
      reader.skip(1);
      module.tags.push(readTypeIndex(reader, module));
    });
  },
  [SectionId.global]: (reader, module) => {
    each(reader, "globals", MOST.globals, () => {
      module.globals.push({ ...readGlobalType(reader), imported: false });
      readConstant(reader, module);
    });
  },
  [SectionId.export]: (reader, module) => {
    each(reader, "exports", MOST.exports, () => {
      const name = reader.text();
      module.exports.push({ name, kind: readKind(reader), index: reader.u32() });
    });
  },
  [SectionId.start]: (reader, module) => {
    module.startFunction = reader.u32();
    if (module.startFunction >= module.functions.length)
      reader.fail(`there is no function ${module.startFunction} to start`);
  },
  [SectionId.element]: (reader, module) => {
    let left = MOST.elements;
    each(reader, "element segments", MOST.segments, () => {
      left -= readElementSegment(reader, module, left);
    });
  },
  [SectionId.dataCount]: (reader) => {
    reader.u32();
  },
  [SectionId.code]: (reader, module) => {
    each(reader, "function bodies", MOST.functions, () => {
      const length = reader.u32();
      if (length > MOST.bodyBytes) reader.fail(`a function of ${length} bytes is longer than engines take`);
      const body = reader.take(length, "a function");
      module.bodies.push({ start: body.at, end: body.end });
    });
  },
  [SectionId.data]: (reader, module) =>
    each(reader, "data segments", MOST.segments, () => readDataSegment(reader, module)),
};

function each(reader: ByteReader, what: string, most: number, read: () => void): void {
  for (let count = reader.count(what, most); count > 0; count--) read();
}

function readTypeIndex(reader: ByteReader, module: Mutable<WasmModule>): number {
  const start = reader.at;
  const index = reader.u32();
  if (module.types[index] === undefined) reader.fail(`type ${index} is no function type`, start);
  return index;
}

function readKind(reader: ByteReader): ExternalKind {
  const code = reader.u8();
  return EXTERNAL_KINDS[code] ?? reader.fail(`there is no external kind ${code}`, reader.at - 1);
}

function readGlobalType(reader: ByteReader): { type: ValueType; mutable: boolean } {
  const type = readValueType(reader);
  const flags = reader.u8();
  if (flags > 1) reader.fail("a global is neither mutable nor immutable", reader.at - 1);
  return { type, mutable: flags === 1 };
}

function readImport(reader: ByteReader, module: Mutable<WasmModule>): void {
  const start = reader.at;
  const from = reader.text();
  const name = reader.text();
  const kind = readKind(reader);
  let typeIndex = -1;
  switch (kind) {
    case "function":
      typeIndex = readTypeIndex(reader, module);
      module.functions.push(typeIndex);
      break;
    case "table":
      module.tables.push(readValueType(reader));
      readLimits(reader);
      break;
    case "memory":
      module.memories.push({ ...readLimits(reader), imported: true });
      break;
    case "global":
      module.globals.push({ ...readGlobalType(reader), imported: true });
      break;
    default:
      reader.skip(1);
      module.tags.push(readTypeIndex(reader, module));
  }
  if (module.memories.length > MOST.memories) reader.fail("there are too many memories", start);
  const entry = { module: from, name, kind, typeIndex };
  module.imports.push(entry);
  if (kind === "function") module.importedFunctions.push(entry);
}

/** A table may start with `40 00`: then it has an initial value. */
function readTable(reader: ByteReader, module: Mutable<WasmModule>): void {
  const hasInitial = reader.bytes[reader.at] === 0x40;
  if (hasInitial) reader.skip(2);
  module.tables.push(readValueType(reader));
  readLimits(reader);
  if (hasInitial) readConstant(reader, module);
}

function readConstant(reader: ByteReader, module: Mutable<WasmModule>): void {
  walkExpression(reader, ({ opcode, start, index }) => {
    if (opcode === Op.refFunc) module.references.push({ start: start + 1, end: reader.at, index });
  });
}

function readReference(reader: ByteReader, module: Mutable<WasmModule>): void {
  const start = reader.at;
  const index = reader.u32();
  if (index >= module.functions.length) reader.fail(`there is no function ${index}`, start);
  module.references.push({ start, end: reader.at, index });
}

/**
 * Answers how many elements the segment has.
 *
 *     flags 1  not active: passive, or with 2 declarative      flags 2 (and active)  a table index follows
 *     flags 4  elements are expressions, not function indexes  a kind or type follows unless flags are 0 or 4
 */
function readElementSegment(reader: ByteReader, module: Mutable<WasmModule>, most: number): number {
  const start = reader.at;
  const flags = reader.u32();
  if (flags > 7) reader.fail(`there is no element segment of kind ${flags}`, start);
  if ((flags & 1) === 0) {
    if ((flags & 2) !== 0) reader.u32();
    readConstant(reader, module);
  }
  const hasExpressions = (flags & 4) !== 0;
  if ((flags & 3) !== 0) {
    if (hasExpressions) readValueType(reader);
    else reader.skip(1);
  }
  const count = reader.count("elements", most);
  for (let index = 0; index < count; index++) {
    if (hasExpressions) readConstant(reader, module);
    else readReference(reader, module);
  }
  return count;
}

function readDataSegment(reader: ByteReader, module: Mutable<WasmModule>): void {
  const start = reader.at;
  const flags = reader.u32();
  if (flags > 2) reader.fail(`there is no data segment of kind ${flags}`, start);
  if (flags === 2) reader.u32();
  if (flags !== 1) readConstant(reader, module);
  reader.skip(reader.u32());
}
