/** Carries out a `ModuleEdit`: copies the module section by section, with the replacements in place and the additions at the ends. */
import { EXTERNAL_KINDS, type Range, type Section, SectionId } from "../../guest/wasm/declarations.ts";
import { ByteReader } from "../../guest/wasm/leb.ts";
import { findFunctionNames } from "../../guest/wasm/names.ts";
import { Op } from "../../guest/wasm/opcodes.ts";
import { VALUE_TYPE_CODE } from "../../guest/wasm/types.ts";
import { weave } from "../weave.ts";
import type { ModuleEdit } from "./module-edit.ts";
import { ByteWriter, CodeWriter } from "./writer.ts";

export function writeModule(edit: ModuleEdit): Uint8Array {
  const { bytes, sections } = edit.module;
  const code = writeCode(edit); // first: code may add types
  const out = new ByteWriter(bytes.length + code.length + 4096).raw(bytes.subarray(0, 8));
  const missing = ADDITIONS.filter((added) => !sections.some(({ id }) => id === added));
  for (const section of sections) {
    while (missing[0] !== undefined && comesBefore(missing[0], section.id)) {
      writeAdditions(out, missing.shift() as number, undefined, edit);
    }
    const write = WRITERS[section.id];
    if (section.id === SectionId.code) out.section(section.id, code);
    else if (write === undefined) out.raw(bytes.subarray(section.start, section.end));
    else write(out, section, edit);
  }
  return out.cut();
}

/** Sections that a module may be without, and that something may be added to; in order. */
const ADDITIONS: readonly number[] = [SectionId.table, SectionId.global, SectionId.element];

/** The order of sections is not that of their numbers. Custom sections may be anywhere. */
// biome-ignore format: one line
const ORDER: readonly number[] = [
  SectionId.type, SectionId.import, SectionId.function, SectionId.table, SectionId.memory, SectionId.tag, SectionId.global,
  SectionId.export, SectionId.start, SectionId.element, SectionId.dataCount, SectionId.code, SectionId.data,
];

function comesBefore(id: number, other: number): boolean {
  return ORDER.indexOf(id) < ORDER.indexOf(other); // a custom section is at -1
}

type SectionWriter = (out: ByteWriter, section: Section, edit: ModuleEdit) => void;

const WRITERS: Readonly<Record<number, SectionWriter | undefined>> = {
  [SectionId.custom]: (out, section, edit) => {
    if (section.name === "name" && edit.removeNames) return;
    const names = section.name === "name" ? writeNames(section, edit) : undefined;
    if (names !== undefined) out.section(SectionId.custom, names);
    else out.raw(edit.module.bytes.subarray(section.start, section.end));
  },
  [SectionId.type]: (out, section, edit) => {
    const added = new ByteWriter();
    for (const { parameters, results } of edit.addedTypes) {
      added.u8(0x60);
      for (const list of [parameters, results]) {
        added.u32(list.length);
        for (const type of list) added.u8(type === "ref" ? 0 : VALUE_TYPE_CODE[type]);
      }
    }
    out.section(section.id, appended(edit, section, edit.addedTypes.length, added));
  },
  [SectionId.function]: (out, section, edit) => {
    const added = new ByteWriter();
    for (const { typeIndex } of edit.addedFunctions) added.u32(typeIndex);
    out.section(section.id, appended(edit, section, edit.addedFunctions.length, added));
  },
  [SectionId.table]: (out, section, edit) => writeAdditions(out, section.id, section, edit),
  [SectionId.memory]: (out, section, edit) => {
    if (edit.memoryLimits === undefined) return void out.raw(edit.module.bytes.subarray(section.start, section.end));
    const { minimum, maximum } = edit.memoryLimits;
    const payload = new ByteWriter()
      .u32(1)
      .u8(maximum === undefined ? 0 : 1)
      .u32(minimum);
    out.section(section.id, maximum === undefined ? payload : payload.u32(maximum));
  },
  [SectionId.global]: (out, section, edit) => writeAdditions(out, section.id, section, edit),
  [SectionId.export]: (out, section, edit) => {
    const kept = edit.module.exports.filter(({ name }) => !edit.removedExports.has(name));
    const payload = new ByteWriter().u32(kept.length + edit.addedExports.length);
    for (const { name, kind, index } of kept) {
      const target = kind === "function" ? (edit.standIns.get(index) ?? index) : index;
      payload.text(name).u8(EXTERNAL_KINDS.indexOf(kind)).u32(target);
    }
    for (const { name, kind, index } of edit.addedExports)
      payload.text(name).u8(EXTERNAL_KINDS.indexOf(kind)).u32(index);
    out.section(section.id, payload);
  },
  [SectionId.start]: (out, section, edit) => {
    if (!edit.removeStart) out.raw(edit.module.bytes.subarray(section.start, section.end));
  },
  [SectionId.element]: (out, section, edit) => writeAdditions(out, section.id, section, edit),
};

/** A vector with more entries: the count goes up, what was there is copied. */
function appended(edit: ModuleEdit, section: Section, count: number, added: ByteWriter): ByteWriter {
  const reader = new ByteReader(edit.module.bytes, section.payload, section.end);
  const payload = new ByteWriter(section.end - section.payload + added.length + 8).u32(reader.u32() + count);
  return payload.raw(edit.module.bytes.subarray(reader.at, section.end)).raw(added.finish());
}

/** What the guest has of tables, globals or element segments, with the functions it refers to replaced; then what is added. */
function writeAdditions(out: ByteWriter, id: number, section: Section | undefined, edit: ModuleEdit): void {
  const added = new CodeWriter();
  const count = ADDERS[id]?.(added, edit) ?? 0;
  if (section === undefined) {
    if (count > 0) out.section(id, new ByteWriter(added.length + 8).u32(count).raw(added.finish()));
    return;
  }
  const reader = new ByteReader(edit.module.bytes, section.payload, section.end);
  const payload = new ByteWriter(section.end - section.payload + added.length + 8).u32(reader.u32() + count);
  out.section(id, payload.raw(withStandIns(edit, reader.at, section.end)).raw(added.finish()));
}

/** Each writes what is added to its section, and answers how many that are. */
const ADDERS: Readonly<Record<number, (to: CodeWriter, edit: ModuleEdit) => number>> = {
  [SectionId.table]: (to, { addedTables }) => {
    for (const size of addedTables) to.u8(VALUE_TYPE_CODE.funcref, 1).u32(size).u32(size);
    return addedTables.length;
  },
  [SectionId.global]: (to, { addedGlobals }) => {
    for (const { type, initial } of addedGlobals) {
      to.u8(VALUE_TYPE_CODE[type], 1);
      if (type === "i32") to.i32(initial);
      else to.zero(type);
      to.op(Op.end);
    }
    return addedGlobals.length;
  },
  [SectionId.element]: (to, { addedElements }) => {
    for (const { table, first, functions } of addedElements) {
      to.u8(2).u32(table).i32(first).op(Op.end).u8(0).u32(functions.length); // 2: active, in a table that is named; 0: functions
      for (const index of functions) to.u32(index);
    }
    return addedElements.length;
  },
};

/** A range outside of code, with the functions it refers to replaced. */
function withStandIns(edit: ModuleEdit, start: number, end: number): Uint8Array {
  const out = new ByteWriter(end - start + 16);
  let copied = start;
  for (const reference of edit.module.references) {
    const standIn = edit.standIns.get(reference.index);
    if (standIn === undefined || reference.start < start || reference.end > end) continue;
    out.raw(edit.module.bytes.subarray(copied, reference.start)).u32(standIn);
    copied = reference.end;
  }
  return out.raw(edit.module.bytes.subarray(copied, end)).finish();
}

function writeCode(edit: ModuleEdit): ByteWriter {
  const { module, addedFunctions, bodies } = edit;
  let most = module.bytes.length + 4096;
  for (const { length } of bodies.values()) most += length;
  for (const { body } of addedFunctions) most += body.length + 5;
  const payload = new ByteWriter(most).u32(module.bodies.length + addedFunctions.length);
  let index = module.importedFunctions.length;
  for (const body of module.bodies) {
    payload.sized(bodies.get(index) ?? woven(edit, index, body));
    index++;
  }
  for (const { body } of addedFunctions) payload.sized(body);
  return payload;
}

function woven({ module, passes }: ModuleEdit, index: number, { start, end }: Range): Uint8Array {
  return passes.length === 0 ? module.bytes.subarray(start, end) : weave(module, index, passes);
}

/** The name section with the names of what was added; undefined where the guest has no function names to add to. */
function writeNames(section: Section, edit: ModuleEdit): ByteWriter | undefined {
  const { bytes, functions } = edit.module;
  const names = findFunctionNames(edit.module);
  const named = edit.addedFunctions.flatMap(({ name }, n) =>
    name === undefined ? [] : [[name, functions.length + n] as const],
  );
  if (names === undefined || names.start < section.payload || names.end > section.end) return undefined;
  const reader = new ByteReader(bytes, names.start, names.end);
  const list = new ByteWriter(names.end - names.start + 256).u32(reader.u32() + named.length);
  list.raw(bytes.subarray(reader.at, names.end));
  for (const [name, index] of named) list.u32(index).text(name);
  return new ByteWriter(section.end - section.start + 256)
    .raw(bytes.subarray(section.payload, names.id))
    .section(1, list)
    .raw(bytes.subarray(names.end, section.end));
}
