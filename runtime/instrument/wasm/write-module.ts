/** Carries out a `ModuleEdit`: copies the module section by section, with the replacements in place and the additions at the ends. */
import { readLocals, walkBody } from "../../guest/wasm/code.ts";
import { EXTERNAL_KINDS, type Range, type Section, SectionId } from "../../guest/wasm/declarations.ts";
import { ByteReader } from "../../guest/wasm/leb.ts";
import { findFunctionNames } from "../../guest/wasm/names.ts";
import { Op } from "../../guest/wasm/opcodes.ts";
import { VALUE_TYPE_CODE } from "../../guest/wasm/types.ts";
import type { ModuleEdit } from "./module-edit.ts";
import { ByteWriter, CodeWriter } from "./writer.ts";

export function writeModule(edit: ModuleEdit): Uint8Array {
  const { bytes, sections } = edit.module;
  const out = new ByteWriter(bytes.length + 4096).raw(bytes.subarray(0, 8));
  const hasGlobals = sections.some(({ id }) => id === SectionId.global);
  for (const section of sections) {
    if (section.id === SectionId.export && !hasGlobals) writeGlobals(out, undefined, edit);
    const write = WRITERS[section.id];
    if (write === undefined) out.raw(bytes.subarray(section.start, section.end));
    else write(out, section, edit);
  }
  return out.finish();
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
  [SectionId.table]: (out, section, edit) => out.section(section.id, withStandIns(edit, section.payload, section.end)),
  [SectionId.memory]: (out, section, edit) => {
    if (edit.memoryLimits === undefined) return void out.raw(edit.module.bytes.subarray(section.start, section.end));
    const { minimum, maximum } = edit.memoryLimits;
    const payload = new ByteWriter()
      .u32(1)
      .u8(maximum === undefined ? 0 : 1)
      .u32(minimum);
    out.section(section.id, maximum === undefined ? payload : payload.u32(maximum));
  },
  [SectionId.global]: (out, section, edit) => writeGlobals(out, section, edit),
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
  [SectionId.element]: (out, section, edit) =>
    out.section(section.id, withStandIns(edit, section.payload, section.end)),
  [SectionId.code]: (out, section, edit) => {
    const { module, addedFunctions } = edit;
    const payload = new ByteWriter(section.end - section.start + 4096).u32(
      module.bodies.length + addedFunctions.length,
    );
    let index = module.importedFunctions.length;
    for (const body of module.bodies) {
      const replacement = edit.bodies.get(index);
      if (replacement === undefined) writeBody(payload, body, index, edit);
      else payload.sized(replacement);
      index++;
    }
    for (const { body } of addedFunctions) payload.sized(body);
    out.section(section.id, payload);
  },
};

/** A vector with more entries: the count goes up, what was there is copied. */
function appended(edit: ModuleEdit, section: Section, count: number, added: ByteWriter): ByteWriter {
  const reader = new ByteReader(edit.module.bytes, section.payload, section.end);
  const payload = new ByteWriter(section.end - section.payload + added.length + 8).u32(reader.u32() + count);
  return payload.raw(edit.module.bytes.subarray(reader.at, section.end)).raw(added.finish());
}

function writeGlobals(out: ByteWriter, section: Section | undefined, edit: ModuleEdit): void {
  const added = new CodeWriter();
  for (const initial of edit.addedGlobals) added.u8(VALUE_TYPE_CODE.i32, 1).i32(initial).op(Op.end);
  const payload = new ByteWriter();
  if (section === undefined) {
    payload.u32(edit.addedGlobals.length);
  } else {
    const reader = new ByteReader(edit.module.bytes, section.payload, section.end);
    payload.u32(reader.u32() + edit.addedGlobals.length).raw(withStandIns(edit, reader.at, section.end));
  }
  out.section(SectionId.global, payload.raw(added.finish()));
}

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

/** Copies a body up to each replaced instruction, writes what replaces it, goes on after it. */
function writeBody(out: ByteWriter, body: Range, index: number, edit: ModuleEdit): void {
  const { bytes } = edit.module;
  const reader = new ByteReader(bytes, body.start, body.end);
  const standIns = edit.keepCallsOf.has(index) ? NONE : edit.standIns;
  let code: CodeWriter | undefined;
  let copied = body.start;
  const replace = (start: number, op: number, target: number) => {
    code ??= new CodeWriter(body.end - body.start + 64);
    code.raw(bytes.subarray(copied, start)).with(op, target);
    copied = reader.at;
  };
  readLocals(reader);
  walkBody(reader, (instruction) => {
    const { opcode, start } = instruction;
    if (opcode === Op.call || opcode === Op.refFunc) {
      const standIn = standIns.get(instruction.index);
      if (standIn !== undefined) replace(start, opcode, standIn);
    } else if (edit.memory !== undefined && opcode === Op.memorySize) {
      replace(start, Op.globalGet, edit.memory.sizeGlobal);
    } else if (edit.memory !== undefined && opcode === Op.memoryGrow) {
      replace(start, Op.call, edit.memory.growFunction);
    }
  });
  out.sized(code === undefined ? bytes.subarray(body.start, body.end) : code.raw(bytes.subarray(copied, body.end)));
}

const NONE: ReadonlyMap<number, number> = new Map();

/** The name section with the names of what was added; undefined where the guest has no function names to add to. */
function writeNames(section: Section, edit: ModuleEdit): ByteWriter | undefined {
  const { bytes, functions } = edit.module;
  const names = findFunctionNames(edit.module);
  if (names === undefined || names.start < section.payload || names.end > section.end) return undefined;
  const reader = new ByteReader(bytes, names.start, names.end);
  const list = new ByteWriter(names.end - names.start + 256).u32(reader.u32() + edit.addedFunctions.length);
  list.raw(bytes.subarray(reader.at, names.end));
  let index = functions.length;
  for (const { name } of edit.addedFunctions) list.u32(index++).text(name);
  return new ByteWriter(section.end - section.start + 256)
    .raw(bytes.subarray(section.payload, names.id))
    .section(1, list)
    .raw(bytes.subarray(names.end, section.end));
}
