/**
 * What each instruction takes off the operand stack and leaves there, for all that always do the same.
 *
 *     "ii>i"     takes two i32, the right one on top; leaves an i32
 *     letters    i i32   l i64   f f32   d f64   v v128   n funcref
 *                @ i32 as an address or size of the memory that the instruction names: it needs one
 *
 * Not here: control, variables, tables, drop, select and references, whose types depend on more than the opcode.
 */

/** Types as small numbers. `ANY` is what dead code takes off an empty stack: it fits all others. */
export const TYPE_NUMBERS = [undefined, "i32", "i64", "f32", "f64", "v128", "funcref", "externref"] as const;
export const ANY = 0;

const LETTERS = "?ilfdvn";
const ADDRESS = "@";

export interface Signature {
  readonly text: string;
  /** Numbers of types, the lowest operand first. */
  readonly takes: readonly number[];
  readonly leaves: readonly number[];
  readonly needsMemory: boolean;
}

type Rows = readonly (readonly [first: number, last: number, text: string])[];

const known = new Map<string, Signature>();

function parse(text: string): Signature {
  const made = known.get(text);
  if (made !== undefined) return made;
  const [takes = [], leaves = []] = text
    .split(">")
    .map((side) => [...side].map((letter) => LETTERS.indexOf(letter === ADDRESS ? "i" : letter)));
  const signature = { text, takes, leaves, needsMemory: text.includes(ADDRESS) };
  known.set(text, signature);
  return signature;
}

function table(rows: Rows): (Signature | undefined)[] {
  const signatures: (Signature | undefined)[] = [];
  for (const [first, last, text] of rows) {
    for (let code = first; code <= last; code++) signatures[code] = parse(text);
  }
  return Array.from(signatures);
}

// biome-ignore format: one range a line
const PLAIN = table([
  [0x01, 0x01, ">"],       // nop
  [0x28, 0x28, "@>i"],     // i32.load
  [0x29, 0x29, "@>l"],     // i64.load
  [0x2a, 0x2a, "@>f"],     // f32.load
  [0x2b, 0x2b, "@>d"],     // f64.load
  [0x2c, 0x2f, "@>i"],     // i32.load8 load16
  [0x30, 0x35, "@>l"],     // i64.load8 load16 load32
  [0x36, 0x36, "@i>"],     // i32.store
  [0x37, 0x37, "@l>"],     // i64.store
  [0x38, 0x38, "@f>"],     // f32.store
  [0x39, 0x39, "@d>"],     // f64.store
  [0x3a, 0x3b, "@i>"],     // i32.store8 store16
  [0x3c, 0x3e, "@l>"],     // i64.store8 store16 store32
  [0x3f, 0x3f, ">@"],      // memory.size
  [0x40, 0x40, "@>@"],     // memory.grow
  [0x41, 0x41, ">i"],      // constants
  [0x42, 0x42, ">l"],
  [0x43, 0x43, ">f"],
  [0x44, 0x44, ">d"],
  [0x45, 0x45, "i>i"],     // i32.eqz
  [0x46, 0x4f, "ii>i"],    // comparisons
  [0x50, 0x50, "l>i"],     // i64.eqz
  [0x51, 0x5a, "ll>i"],
  [0x5b, 0x60, "ff>i"],
  [0x61, 0x66, "dd>i"],
  [0x67, 0x69, "i>i"],     // clz ctz popcnt
  [0x6a, 0x78, "ii>i"],    // arithmetic
  [0x79, 0x7b, "l>l"],
  [0x7c, 0x8a, "ll>l"],
  [0x8b, 0x91, "f>f"],     // abs neg ceil floor trunc nearest sqrt
  [0x92, 0x98, "ff>f"],
  [0x99, 0x9f, "d>d"],
  [0xa0, 0xa6, "dd>d"],
  [0xa7, 0xa7, "l>i"],     // i32.wrap
  [0xa8, 0xa9, "f>i"],     // i32.trunc
  [0xaa, 0xab, "d>i"],
  [0xac, 0xad, "i>l"],     // i64.extend_i32
  [0xae, 0xaf, "f>l"],     // i64.trunc
  [0xb0, 0xb1, "d>l"],
  [0xb2, 0xb3, "i>f"],     // f32.convert
  [0xb4, 0xb5, "l>f"],
  [0xb6, 0xb6, "d>f"],     // f32.demote
  [0xb7, 0xb8, "i>d"],     // f64.convert
  [0xb9, 0xba, "l>d"],
  [0xbb, 0xbb, "f>d"],     // f64.promote
  [0xbc, 0xbc, "f>i"],     // reinterpretations
  [0xbd, 0xbd, "d>l"],
  [0xbe, 0xbe, "i>f"],
  [0xbf, 0xbf, "l>d"],
  [0xc0, 0xc1, "i>i"],     // sign extension
  [0xc2, 0xc4, "l>l"],
]);

// biome-ignore format: one range a line
const BULK = table([
  [0, 1, "f>i"],           // saturating truncation
  [2, 3, "d>i"],
  [4, 5, "f>l"],
  [6, 7, "d>l"],
  [8, 8, "@ii>"],          // memory.init
  [9, 9, ">"],             // data.drop
  [10, 10, "@@@>"],        // memory.copy
  [11, 11, "@i@>"],        // memory.fill
  [13, 13, ">"],           // elem.drop
  [19, 20, "llll>ll"],     // i64.add128 i64.sub128
  [21, 22, "ll>ll"],       // i64.mul_wide
]);

// biome-ignore format: one range a line
const SIMD = table([
  [0, 10, "@>v"],          // v128.load*
  [11, 11, "@v>"],         // v128.store
  [12, 12, ">v"],          // v128.const
  [13, 14, "vv>v"],        // shuffle swizzle
  [15, 17, "i>v"],         // splats
  [18, 18, "l>v"],
  [19, 19, "f>v"],
  [20, 20, "d>v"],
  [21, 22, "v>i"],         // i8x16: lanes out and in
  [23, 23, "vi>v"],
  [24, 25, "v>i"],         // i16x8
  [26, 26, "vi>v"],
  [27, 27, "v>i"],         // i32x4
  [28, 28, "vi>v"],
  [29, 29, "v>l"],         // i64x2
  [30, 30, "vl>v"],
  [31, 31, "v>f"],         // f32x4
  [32, 32, "vf>v"],
  [33, 33, "v>d"],         // f64x2
  [34, 34, "vd>v"],
  [35, 76, "vv>v"],        // comparisons
  [77, 77, "v>v"],         // not
  [78, 81, "vv>v"],        // and andnot or xor
  [82, 82, "vvv>v"],       // bitselect
  [83, 83, "v>i"],         // any_true
  [84, 87, "@v>v"],        // v128.load*_lane
  [88, 91, "@v>"],         // v128.store*_lane
  [92, 93, "@>v"],         // v128.load*_zero
  [94, 95, "v>v"],         // demote promote
  [96, 98, "v>v"],         // i8x16: abs neg popcnt
  [99, 100, "v>i"],        // all_true bitmask
  [101, 102, "vv>v"],      // narrow
  [103, 106, "v>v"],       // f32x4: ceil floor trunc nearest
  [107, 109, "vi>v"],      // shifts
  [110, 115, "vv>v"],      // add sub
  [116, 117, "v>v"],       // f64x2: ceil floor
  [118, 121, "vv>v"],      // min max
  [122, 122, "v>v"],       // f64x2.trunc
  [123, 123, "vv>v"],      // avgr
  [124, 127, "v>v"],       // extadd_pairwise
  [128, 129, "v>v"],       // i16x8: abs neg
  [130, 130, "vv>v"],      // q15mulr_sat
  [131, 132, "v>i"],       // all_true bitmask
  [133, 134, "vv>v"],      // narrow
  [135, 138, "v>v"],       // extend
  [139, 141, "vi>v"],      // shifts
  [142, 147, "vv>v"],      // add sub
  [148, 148, "v>v"],       // f64x2.nearest
  [149, 153, "vv>v"],      // mul min max
  [155, 159, "vv>v"],      // avgr extmul
  [160, 161, "v>v"],       // i32x4: abs neg
  [163, 164, "v>i"],       // all_true bitmask
  [167, 170, "v>v"],       // extend
  [171, 173, "vi>v"],      // shifts
  [174, 174, "vv>v"],      // add
  [177, 177, "vv>v"],      // sub
  [181, 186, "vv>v"],      // mul min max dot
  [188, 191, "vv>v"],      // extmul
  [192, 193, "v>v"],       // i64x2: abs neg
  [195, 196, "v>i"],       // all_true bitmask
  [199, 202, "v>v"],       // extend
  [203, 205, "vi>v"],      // shifts
  [206, 206, "vv>v"],      // add
  [209, 209, "vv>v"],      // sub
  [213, 223, "vv>v"],      // mul, comparisons, extmul
  [224, 225, "v>v"],       // f32x4: abs neg
  [227, 227, "v>v"],       // sqrt
  [228, 235, "vv>v"],      // add sub mul div min max pmin pmax
  [236, 237, "v>v"],       // f64x2: abs neg
  [239, 239, "v>v"],       // sqrt
  [240, 247, "vv>v"],
  [248, 255, "v>v"],       // conversions
  [256, 256, "vv>v"],      // relaxed: swizzle
  [257, 260, "v>v"],       // trunc
  [261, 268, "vvv>v"],     // madd nmadd laneselect
  [269, 274, "vv>v"],      // min max q15mulr dot
  [275, 275, "vvv>v"],     // dot_add
]);

/** What comes for each width of an atomic: i32, i64, i32 of 8 and 16 bits, i64 of 8, 16 and 32 bits. */
const atomics = (first: number, narrow: string, wide: string): Rows => [
  [first, first, narrow],
  [first + 1, first + 1, wide],
  [first + 2, first + 3, narrow],
  [first + 4, first + 6, wide],
];

// biome-ignore format: one range a line
const THREADS = table([
  [0x00, 0x00, "@i>i"],    // memory.atomic.notify
  [0x01, 0x01, "@il>i"],   // memory.atomic.wait32
  [0x02, 0x02, "@ll>i"],   // memory.atomic.wait64
  [0x03, 0x03, ">"],       // atomic.fence
  ...atomics(0x10, "@>i", "@>l"),      // loads
  ...atomics(0x17, "@i>", "@l>"),      // stores
  ...[0x1e, 0x25, 0x2c, 0x33, 0x3a, 0x41].flatMap((first) => atomics(first, "@i>i", "@l>l")), // add sub and or xor xchg
  ...atomics(0x48, "@ii>i", "@ll>l"),  // cmpxchg
]);

const PREFIXED: Readonly<Record<number, readonly (Signature | undefined)[]>> = {
  0xfc: BULK,
  0xfd: SIMD,
  0xfe: THREADS,
};

/** The signature of an instruction that has a fixed one. */
export function signatureOf(opcode: number, sub: number): Signature | undefined {
  return opcode < 0xfb ? PLAIN[opcode] : PREFIXED[opcode]?.[sub];
}
