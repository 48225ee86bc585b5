/** What follows each opcode, by opcode: the kind of its immediates, or 0 where there is no such instruction. */

// The kinds of immediates. An `x` is a u32 index.
export const NONE = 1;
export const X = 2;
export const XX = 3;
export const BLOCK = 4;
export const LABELS = 5;
export const MEMARG = 6;
export const I32 = 7;
export const I64 = 8;
export const BYTES_1 = 9;
export const BYTES_4 = 10;
export const BYTES_8 = 11;
export const BYTES_16 = 12;
export const TYPES = 13;
export const HEAP = 14;
export const CATCHES = 15;
export const MEMARG_LANE = 16;
export const CAST = 17;

type Rows = readonly (readonly [first: number, last: number, kind: number])[];

/** Rows of ranges made into one byte per opcode; 0 where there is no such instruction. */
function table(size: number, rows: Rows): Uint8Array {
  const kinds = new Uint8Array(size);
  for (const [first, last, kind] of rows) kinds.fill(kind, first, last + 1);
  return kinds;
}

// biome-ignore format: one range a line
export const PLAIN = table(256, [
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

export const PREFIXED: Readonly<Record<number, Uint8Array>> = { 0xfb: GC, 0xfc: BULK, 0xfd: SIMD, 0xfe: THREADS };
