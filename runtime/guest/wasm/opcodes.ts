/**
 * What follows each opcode, for the whole instruction space: enough to step from one instruction to the next.
 *
 *     instruction   opcode u8, then its immediates
 *                   fb, fc, fd, fe are prefixes: a u32 says which instruction of the family (GC, bulk and saturation, SIMD, threads)
 *
 * Meaning is not checked here: whether a module is *valid* is the engine's to say, and it says so before anything runs.
 */
import {
  BLOCK,
  BYTES_1,
  BYTES_4,
  BYTES_8,
  BYTES_16,
  CAST,
  CATCHES,
  HEAP,
  I32,
  I64,
  LABELS,
  MEMARG,
  MEMARG_LANE,
  NONE,
  PLAIN,
  PREFIXED,
  TYPES,
  X,
  XX,
} from "./immediates.ts";
import type { ByteReader } from "./leb.ts";
import { MOST, readValueType } from "./types.ts";

export const Op = {
  unreachable: 0x00,
  nop: 0x01,
  block: 0x02,
  loop: 0x03,
  if: 0x04,
  else: 0x05,
  try: 0x06,
  catch: 0x07,
  throw: 0x08,
  rethrow: 0x09,
  end: 0x0b,
  br: 0x0c,
  brIf: 0x0d,
  brTable: 0x0e,
  return: 0x0f,
  call: 0x10,
  callIndirect: 0x11,
  returnCall: 0x12,
  returnCallIndirect: 0x13,
  delegate: 0x18,
  catchAll: 0x19,
  drop: 0x1a,
  select: 0x1b,
  selectTyped: 0x1c,
  tryTable: 0x1f,
  localGet: 0x20,
  localSet: 0x21,
  localTee: 0x22,
  globalGet: 0x23,
  globalSet: 0x24,
  tableGet: 0x25,
  tableSet: 0x26,
  memorySize: 0x3f,
  memoryGrow: 0x40,
  i32Const: 0x41,
  i32Eq: 0x46,
  i32LtU: 0x49,
  i32GtS: 0x4a,
  i32GtU: 0x4b,
  i32GeU: 0x4f,
  i32Add: 0x6a,
  i32Sub: 0x6b,
  i32Shl: 0x74,
  refNull: 0xd0,
  refIsNull: 0xd1,
  refFunc: 0xd2,
} as const;

/** The type of a block that takes and gives nothing. */
export const BLOCK_EMPTY = -64;

/** One instruction, overwritten by each `readInstruction`: a walk makes no garbage. */
export class Instruction {
  /** Where its opcode is. */
  start = 0;
  opcode = 0;
  /** Which instruction of a prefixed family; 0 otherwise. */
  sub = 0;
  /**
   * The first index among its immediates (of a function, global, label, table or segment), the type of a block (negative:
   * the byte of a value type less 128, or BLOCK_EMPTY) or of a null; 0 where there is none.
   */
  index = 0;
  /** The second index, where there are two. */
  second = 0;
}

/**
 * Steps over one instruction and says in `into` what it was. Most are one byte, or two: an opcode and a small index. Those cost
 * no further call, as everything is interpreted in the first pass of a process.
 */
export function readInstruction(reader: ByteReader, into: Instruction): void {
  const { bytes, at, end } = reader;
  if (at >= end) reader.fail("the module ends too early");
  const opcode = bytes[at] as number;
  into.start = at;
  into.opcode = opcode;
  into.index = 0;
  into.second = 0;
  into.sub = 0;
  reader.at = at + 1;
  let kind = PLAIN[opcode] as number;
  if (kind === NONE) return;
  if (at + 2 < end) {
    const next = bytes[at + 1] as number;
    if (kind === X && next < 0x80) {
      into.index = next;
      reader.at = at + 2;
      return;
    }
    if ((kind === MEMARG && next < 0x40 && (bytes[at + 2] as number) < 0x80) || (kind === I32 && next < 0x80)) {
      reader.at = kind === I32 ? at + 2 : at + 3;
      return;
    }
  }
  if (opcode >= 0xfb) {
    into.sub = reader.u32();
    kind = PREFIXED[opcode]?.[into.sub] ?? 0;
    if (kind === NONE) return;
  }
  if (kind === X) into.index = reader.u32();
  else readImmediates(reader, kind, into);
}

/** What follows the opcode of an instruction that is short; 0: see for yourself. */
const [NOTHING, NUMBER, ACCESS, BLOCK_TYPE] = [1, 2, 3, 4] as const;
const SHAPES = PLAIN.map((kind) => {
  if (kind === NONE) return NOTHING;
  if (kind === MEMARG) return ACCESS;
  if (kind === BLOCK) return BLOCK_TYPE;
  return kind === X || kind === I32 || kind === I64 ? NUMBER : 0;
});

/**
 * Steps over instructions up to one at whose opcode `stops` has a mark, or that is not as short as most are: that is for
 * `readInstruction`. Answers how many it stepped over. One loop without calls: it is soon compiled, and fast before that.
 */
export function skipShort(reader: ByteReader, stops: Uint8Array): number {
  const { bytes, end } = reader;
  let { at } = reader;
  let skipped = 0;
  while (at < end) {
    const opcode = bytes[at] as number;
    const shape = SHAPES[opcode] as number;
    if (stops[opcode] !== 0 || shape === 0) break;
    let next = at + 1;
    if (shape === BLOCK_TYPE) {
      const type = bytes[next++] as number;
      if (type !== 0x40 && (type < 0x7b || type > 0x7f)) break; // none, or a number's, and nothing else
    } else if (shape !== NOTHING) {
      if (shape === ACCESS && (bytes[next++] as number) >= 0x40) break;
      // A number of up to four bytes cannot be too large.
      if ((bytes[next++] as number) >= 0x80 && (bytes[next++] as number) >= 0x80) {
        if ((bytes[next++] as number) >= 0x80 && (bytes[next++] as number) >= 0x80) break;
      }
    }
    if (next > end) break;
    at = next;
    skipped++;
  }
  reader.at = at;
  return skipped;
}

function readImmediates(reader: ByteReader, kind: number, into: Instruction): void {
  switch (kind) {
    case XX:
      into.index = reader.u32();
      into.second = reader.u32();
      return;
    case BLOCK:
      into.index = readBlockType(reader);
      return;
    case LABELS:
      for (let labels = reader.count("labels", MOST.bodyBytes); labels >= 0; labels--) reader.u32();
      return;
    case MEMARG:
      into.index = readMemarg(reader);
      return;
    case MEMARG_LANE:
      into.index = readMemarg(reader);
      reader.skip(1);
      return;
    case I32:
      reader.signed(32);
      return;
    case I64:
      reader.signed(64);
      return;
    case BYTES_1:
      reader.skip(1);
      return;
    case BYTES_4:
      reader.skip(4);
      return;
    case BYTES_8:
      reader.skip(8);
      return;
    case BYTES_16:
      reader.skip(16);
      return;
    case TYPES:
      for (let types = reader.count("types", MOST.parameters); types > 0; types--) readValueType(reader);
      return;
    case HEAP:
      into.index = reader.signed(33);
      return;
    case CATCHES:
      readBlockType(reader);
      for (let catches = reader.count("catches", MOST.bodyBytes); catches > 0; catches--) {
        if (reader.u8() < 2) reader.u32();
        reader.u32();
      }
      return;
    case CAST:
      reader.skip(1);
      into.index = reader.u32();
      reader.signed(33);
      reader.signed(33);
      return;
    default: {
      const opcode = into.opcode.toString(16).padStart(2, "0");
      reader.fail(`0x${opcode}${into.opcode >= 0xfb ? ` ${into.sub}` : ""} is no instruction`, into.start);
    }
  }
}

/** Empty (40), one value type, or the index of a function type: what `Instruction.index` says of a block. */
function readBlockType(reader: ByteReader): number {
  const code = reader.bytes[reader.at] as number;
  if (reader.remaining > 0 && code >= 0x40 && code < 0x80) {
    if (code === 0x40) reader.u8();
    else readValueType(reader);
    return code - 0x80;
  }
  const index = reader.signed(33);
  return index < 0 ? reader.fail("a block has no such type") : index;
}

/** Alignment, the memory's index where bit 6 of it says so, the offset. Answers the memory's index. */
function readMemarg(reader: ByteReader): number {
  const memory = (reader.u32() & 0x40) !== 0 ? reader.u32() : 0;
  reader.u32();
  return memory;
}
