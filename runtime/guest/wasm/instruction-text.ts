/**
 * One instruction with its immediates, as WebAssembly text has it: `i32.load offset=8`, `br_if 1 (;@2;)`, `call $fork`.
 *
 * What is left out where it says nothing new: natural alignments, memory and table 0. Labels are depths, as in the binary,
 * followed by the block they mean: `@n` is the n-th of the blocks that are open there, the outermost is `@1`.
 */
import { instructionName } from "./instruction-names.ts";
import { ByteReader } from "./leb.ts";
import { Op } from "./opcodes.ts";
import type { TypedBody } from "./typed-body.ts";
import { type FunctionType, readValueType } from "./types.ts";

/** What things are called; a number is a name too. */
export interface TextNames {
  readonly functions?: ReadonlyMap<number, string> | undefined;
  readonly globals?: ReadonlyMap<number, string> | undefined;
  readonly locals?: ReadonlyMap<number, string> | undefined;
}

/** The text of an instruction, without what it means to labels that it opens. */
export function instructionText(body: TypedBody, i: number, names: TextNames): string {
  const opcode = body.opcode(i);
  const name = instructionName(opcode, body.sub(i)) ?? `0x${opcode.toString(16)} ${body.sub(i)}`;
  const write = WRITERS[opcode] ?? (isMemoryAccess(opcode) ? memoryAccess : undefined);
  const immediates = write === undefined ? "" : write({ body, i, name, names, reader: immediatesOf(body, i) });
  return immediates === "" ? name : `${name} ${immediates}`;
}

/** `$name`, or `$"na me"` for what has other characters than identifiers may have: none of them reaches a terminal as it is. */
export function identifier(name: string): string {
  if (/^[\w!#$%&'*+\-./:<=>?@\\^`|~]+$/.test(name)) return `$${name}`;
  const escaped = name.replace(/["\\\p{C}]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
  return `$"${escaped}"`;
}

/** `(param i32 i32) (result i64)`. */
export function typeText({ parameters, results }: FunctionType): string {
  const list = (word: string, types: readonly string[]) => (types.length === 0 ? [] : [`(${word} ${types.join(" ")})`]);
  return [...list("param", parameters), ...list("result", results)].join(" ");
}

/** The block that a label depth means, for people; at a `delegate` depths count from outside of its try. */
export function labelledBlock(body: TypedBody, i: number, label: number): number {
  return body.target(i, body.opcode(i) === Op.delegate ? label + 1 : label);
}

/** The label depths of a branch; none where it is no branch. */
export function labelsOf(body: TypedBody, i: number): readonly number[] {
  const opcode = body.opcode(i);
  if (opcode === Op.brTable) return body.labels(i);
  return BRANCHES.has(opcode) ? [body.index(i)] : [];
}

const BRANCHES = new Set<number>([Op.br, Op.brIf, Op.rethrow, Op.delegate]);

interface Here {
  readonly body: TypedBody;
  readonly i: number;
  readonly name: string;
  readonly names: TextNames;
  /** At the first immediate. */
  readonly reader: ByteReader;
}

type Write = (here: Here) => string;

function immediatesOf(body: TypedBody, i: number): ByteReader {
  const reader = new ByteReader(body.module.bytes, body.start(i) + 1, body.end(i));
  if (body.opcode(i) >= 0xfb) reader.u32();
  return reader;
}

const called = (names: ReadonlyMap<number, string> | undefined, index: number) => {
  const name = names?.get(index);
  return name === undefined ? String(index) : identifier(name);
};

const block: Write = ({ body, i }) => typeText(body.blockType(i));
const index: Write = ({ body, i }) => String(body.index(i));
const callee: Write = ({ body, i, names }) => called(names.functions, body.index(i));
const global: Write = ({ body, i, names }) => called(names.globals, body.index(i));
const local: Write = ({ body, i, names }) => identifier(names.locals?.get(body.index(i)) ?? String(body.index(i)));

const labels: Write = ({ body, i }) => {
  const depths = labelsOf(body, i);
  const meant = depths.map((depth) => {
    const opener = labelledBlock(body, i, depth);
    return opener < 0 ? "return" : `@${body.depth(opener) + 1}`;
  });
  return `${depths.join(" ")} (;${meant.join(" ")};)`;
};

const indirectCall: Write = ({ body, i }) => {
  const type = body.module.types[body.index(i)];
  const text = type === undefined ? `(type ${body.index(i)})` : typeText(type);
  return [...unless0(body.tableIndex(i)), ...(text === "" ? [] : [text])].join(" ");
};

const selected: Write = ({ reader }) =>
  `(result ${Array.from({ length: reader.u32() }, () => readValueType(reader)).join(" ")})`;

const nullOf: Write = ({ body, i }) => (body.index(i) === -17 ? "extern" : "func");

const unless0 = (...indices: readonly number[]) => (indices.some((each) => each !== 0) ? indices.map(String) : []);

/** An offset, and an alignment that is not the natural one; of a lane, its number. */
const memoryAccess: Write = ({ reader, name }) => {
  const flags = reader.u32();
  const memory = (flags & 0x40) !== 0 ? reader.u32() : 0;
  const offset = reader.u32();
  const align = 2 ** (flags & 0x3f);
  const parts = unless0(memory);
  if (offset !== 0) parts.push(`offset=${offset}`);
  if (align !== naturalAlignment(name)) parts.push(`align=${align}`);
  if (name.endsWith("_lane")) parts.push(String(reader.u8()));
  return parts.join(" ");
};

function isMemoryAccess(opcode: number): boolean {
  return opcode >= 0x28 && opcode <= 0x3e;
}

/** How many bytes the instruction reads or writes, to go by its name. */
function naturalAlignment(name: string): number {
  const [, width, times] = /(?:load|store|rmw|wait)(\d+)(x\d)?/.exec(name) ?? [];
  if (times !== undefined) return 8;
  return Number(width ?? /^[if](\d\d)|^v(128)/.exec(name)?.slice(1).join("") ?? 32) / 8;
}

const bulk: Write = ({ body, i, reader }) => {
  const sub = body.sub(i);
  if (sub < 8 || sub > 17) return "";
  if (sub === 9 || sub === 13) return String(reader.u32()); // data.drop elem.drop
  const first = reader.u32();
  if (sub === 11 || sub >= 15) return unless0(first).join(""); // memory.fill table.grow table.size table.fill
  const second = reader.u32();
  if (sub === 10 || sub === 14) return unless0(first, second).join(" "); // memory.copy table.copy
  return [...unless0(second), first].join(" "); // memory.init table.init: the segment is written first, and read last
};

const vector: Write = (here) => {
  const { body, i, reader, name } = here;
  const sub = body.sub(i);
  if (sub <= 11 || (sub >= 84 && sub <= 93)) return memoryAccess(here);
  if (sub === 12)
    return `i32x4 ${Array.from({ length: 4 }, () => hexadecimal(take(reader, 4).getUint32(0, true), 8)).join(" ")}`;
  if (name.endsWith("shuffle")) return Array.from({ length: 16 }, () => reader.u8()).join(" ");
  return sub >= 21 && sub <= 34 ? String(reader.u8()) : "";
};

const thread: Write = (here) => (here.body.sub(here.i) === 3 ? "" : memoryAccess(here));

const hexadecimal = (value: number | bigint, digits: number) => `0x${value.toString(16).padStart(digits, "0")}`;

function take(reader: ByteReader, count: number): DataView {
  reader.skip(count);
  return new DataView(reader.bytes.buffer, reader.bytes.byteOffset + reader.at - count, count);
}

/** All 64 bits, which `ByteReader.signed` does not answer. */
function signed64(reader: ByteReader): bigint {
  let value = 0n;
  for (let shift = 0n; ; shift += 7n) {
    const byte = reader.u8();
    value |= BigInt(byte & 0x7f) << shift;
    if (byte < 0x80) return BigInt.asIntN(Math.min(64, Number(shift) + 7), value);
  }
}

/** The shortest decimal that means these 32 bits and no others. */
function float32(bits: DataView): string {
  const value = bits.getFloat32(0, true);
  const whole = bits.getUint32(0, true);
  if (!Number.isFinite(value)) return special(value, whole >>> 31 === 1, BigInt(whole & 0x7fffff), 1n << 22n);
  for (let digits = 1; value !== 0 && digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Object.is(Math.fround(short), value)) return decimal(short);
  }
  return decimal(value);
}

function float64(bits: DataView): string {
  const value = bits.getFloat64(0, true);
  if (Number.isFinite(value)) return decimal(value);
  const whole = bits.getBigUint64(0, true);
  return special(value, whole >> 63n === 1n, whole & ((1n << 52n) - 1n), 1n << 51n);
}

const decimal = (value: number) => (Object.is(value, -0) ? "-0" : String(value));

function special(value: number, isNegative: boolean, payload: bigint, quiet: bigint): string {
  const text = Number.isNaN(value) ? (payload === quiet ? "nan" : `nan:${hexadecimal(payload, 1)}`) : "inf";
  return isNegative ? `-${text}` : text;
}

const WRITERS: Readonly<Record<number, Write | undefined>> = {
  [Op.block]: block,
  [Op.loop]: block,
  [Op.if]: block,
  [Op.try]: block,
  [Op.catch]: index,
  [Op.throw]: index,
  [Op.rethrow]: labels,
  [Op.delegate]: labels,
  [Op.br]: labels,
  [Op.brIf]: labels,
  [Op.brTable]: labels,
  [Op.call]: callee,
  [Op.returnCall]: callee,
  [Op.refFunc]: callee,
  [Op.callIndirect]: indirectCall,
  [Op.returnCallIndirect]: indirectCall,
  [Op.selectTyped]: selected,
  [Op.localGet]: local,
  [Op.localSet]: local,
  [Op.localTee]: local,
  [Op.globalGet]: global,
  [Op.globalSet]: global,
  [Op.tableGet]: index,
  [Op.tableSet]: index,
  [Op.memorySize]: ({ reader }) => unless0(reader.u32()).join(""),
  [Op.memoryGrow]: ({ reader }) => unless0(reader.u32()).join(""),
  [Op.i32Const]: ({ reader }) => String(reader.signed(32)),
  0x42: ({ reader }) => String(signed64(reader)),
  0x43: ({ reader }) => float32(take(reader, 4)),
  0x44: ({ reader }) => float64(take(reader, 8)),
  [Op.refNull]: nullOf,
  0xfc: bulk,
  0xfd: vector,
  0xfe: thread,
};
