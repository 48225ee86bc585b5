/**
 * What follows each opcode, for the whole instruction space: enough to step from one instruction to the next.
 *
 *     instruction   opcode u8, then its immediates
 *                   fb, fc, fd, fe are prefixes: a u32 says which instruction of the family (GC, bulk and saturation, SIMD, threads)
 *
 * Meaning is not checked here: whether a module is *valid* is the engine's to say, and it says so before anything runs.
 */
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

// The kinds of immediates. An `x` is a u32 index.
const NONE = 1;
const X = 2;
const XX = 3;
const BLOCK = 4;
const LABELS = 5;
const MEMARG = 6;
const I32 = 7;
const I64 = 8;
const BYTES_1 = 9;
const BYTES_4 = 10;
const BYTES_8 = 11;
const BYTES_16 = 12;
const TYPES = 13;
const HEAP = 14;
const CATCHES = 15;
const MEMARG_LANE = 16;
const CAST = 17;

type Rows = readonly (readonly [first: number, last: number, kind: number])[];

/** Rows of ranges made into one byte per opcode; 0 where there is no such instruction. */
function table(size: number, rows: Rows): Uint8Array {
  const kinds = new Uint8Array(size);
  for (const [first, last, kind] of rows) kinds.fill(kind, first, last + 1);
  return kinds;
}

// biome-ignore format: one range a line
const PLAIN = table(256, [
  [0x00, 0x01, NONE],      // unreachable nop
  [0x02, 0x04, BLOCK],     // block loop if
  [0x05, 0x05, NONE],      // else
  [0x06, 0x06, BLOCK],     // try
  [0x07, 0x09, X],         // catch throw rethrow
  [0x0a, 0x0b, NONE],      // throw_ref end
  [0x0c, 0x0d, X],         // br br_if
  [0x0e, 0x0e, LABELS],    // br_table
  [0x0f, 0x0f, NONE],      // return
  [0x10, 0x10, X],         // call
  [0x11, 0x11, XX],        // call_indirect
  [0x12, 0x12, X],         // return_call
  [0x13, 0x13, XX],        // return_call_indirect
  [0x14, 0x15, X],         // call_ref return_call_ref
  [0x18, 0x18, X],         // delegate
  [0x19, 0x1b, NONE],      // catch_all drop select
  [0x1c, 0x1c, TYPES],     // select with types
  [0x1f, 0x1f, CATCHES],   // try_table
  [0x20, 0x26, X],         // local.* global.* table.get table.set
  [0x28, 0x3e, MEMARG],    // loads and stores
  [0x3f, 0x40, X],         // memory.size memory.grow
  [0x41, 0x41, I32],
  [0x42, 0x42, I64],
  [0x43, 0x43, BYTES_4],
  [0x44, 0x44, BYTES_8],
  [0x45, 0xc4, NONE],      // comparisons, arithmetic, conversions, sign extension
  [0xd0, 0xd0, HEAP],      // ref.null
  [0xd1, 0xd1, NONE],      // ref.is_null
  [0xd2, 0xd2, X],         // ref.func
  [0xd3, 0xd4, NONE],      // ref.eq ref.as_non_null
  [0xd5, 0xd6, X],         // br_on_null br_on_non_null
]);

// biome-ignore format: one range a line
const GC = table(31, [
  [0, 1, X],               // struct.new*
  [2, 5, XX],              // struct.get* struct.set
  [6, 7, X],               // array.new array.new_default
  [8, 10, XX],             // array.new_fixed array.new_data array.new_elem
  [11, 14, X],             // array.get* array.set
  [15, 15, NONE],          // array.len
  [16, 16, X],             // array.fill
  [17, 19, XX],            // array.copy array.init_*
  [20, 23, HEAP],          // ref.test ref.cast
  [24, 25, CAST],          // br_on_cast br_on_cast_fail
  [26, 30, NONE],          // conversions, i31
]);

// biome-ignore format: one range a line
const BULK = table(23, [
  [0, 7, NONE],            // saturating truncation
  [8, 8, XX],              // memory.init
  [9, 9, X],               // data.drop
  [10, 10, XX],            // memory.copy
  [11, 11, X],             // memory.fill
  [12, 12, XX],            // table.init
  [13, 13, X],             // elem.drop
  [14, 14, XX],            // table.copy
  [15, 17, X],             // table.grow table.size table.fill
  [19, 22, NONE],          // wide arithmetic
]);

// biome-ignore format: one range a line
const SIMD = table(0x140, [
  [0, 11, MEMARG],         // v128.load* v128.store
  [12, 13, BYTES_16],      // v128.const i8x16.shuffle
  [14, 20, NONE],          // swizzle, splats
  [21, 34, BYTES_1],       // lanes in and out
  [35, 83, NONE],
  [84, 91, MEMARG_LANE],   // v128.load*_lane v128.store*_lane
  [92, 93, MEMARG],        // v128.load32_zero v128.load64_zero
  [94, 0x13f, NONE],       // the rest, relaxed SIMD included
]);

// biome-ignore format: one range a line
const THREADS = table(0x4f, [
  [0x00, 0x02, MEMARG],    // notify, waits
  [0x03, 0x03, BYTES_1],   // atomic.fence
  [0x10, 0x4e, MEMARG],    // atomic loads, stores, read-modify-writes
]);

const PREFIXED: Readonly<Record<number, Uint8Array>> = { 0xfb: GC, 0xfc: BULK, 0xfd: SIMD, 0xfe: THREADS };

/** Steps over one instruction and says in `into` what it was. */
export function readInstruction(reader: ByteReader, into: Instruction): void {
  into.start = reader.at;
  const opcode = reader.u8();
  into.opcode = opcode;
  into.index = 0;
  into.second = 0;
  into.sub = 0;
  let kind = PLAIN[opcode] as number;
  if (opcode >= 0xfb) {
    into.sub = reader.u32();
    kind = PREFIXED[opcode]?.[into.sub] ?? 0;
  }
  if (kind === NONE) return;
  if (kind === X) into.index = reader.u32();
  else readImmediates(reader, kind, into);
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
