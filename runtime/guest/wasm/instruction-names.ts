/**
 * The names of all instructions, as WebAssembly text has them: `instructionName(0x6a, 0)` is "i32.add".
 *
 *     row    the code of the first, what comes before a dot in all their names, the rest of the names in the order of the codes
 *            ("-": no instruction has this code)
 */

type Rows = readonly (readonly [first: number, prefix: string, names: string])[];

function table(rows: Rows): readonly (string | undefined)[] {
  const names: (string | undefined)[] = [];
  for (const [first, prefix, words] of rows) {
    words.split(" ").forEach((word, n) => {
      if (word !== "-") names[first + n] = prefix === "" ? word : `${prefix}.${word}`;
    });
  }
  return names;
}

const INTEGER_COMPARISONS = "eq ne lt_s lt_u gt_s gt_u le_s le_u ge_s ge_u";
const INTEGER_ARITHMETIC = "clz ctz popcnt add sub mul div_s div_u rem_s rem_u and or xor shl shr_s shr_u rotl rotr";
const FLOAT_COMPARISONS = "eq ne lt gt le ge";
const FLOAT_ARITHMETIC = "abs neg ceil floor trunc nearest sqrt add sub mul div min max copysign";

const PLAIN = table([
  [0x00, "", "unreachable nop block loop if else try catch throw rethrow throw_ref end br br_if br_table return"],
  [0x10, "", "call call_indirect return_call return_call_indirect call_ref return_call_ref"],
  [0x18, "", "delegate catch_all drop select select - - try_table"],
  [0x20, "local", "get set tee"],
  [0x23, "global", "get set"],
  [0x25, "table", "get set"],
  [0x28, "", "i32.load i64.load f32.load f64.load"],
  [0x2c, "i32", "load8_s load8_u load16_s load16_u"],
  [0x30, "i64", "load8_s load8_u load16_s load16_u load32_s load32_u"],
  [0x36, "", "i32.store i64.store f32.store f64.store"],
  [0x3a, "", "i32.store8 i32.store16 i64.store8 i64.store16 i64.store32"],
  [0x3f, "memory", "size grow"],
  [0x41, "", "i32.const i64.const f32.const f64.const"],
  [0x45, "i32", `eqz ${INTEGER_COMPARISONS}`],
  [0x50, "i64", `eqz ${INTEGER_COMPARISONS}`],
  [0x5b, "f32", FLOAT_COMPARISONS],
  [0x61, "f64", FLOAT_COMPARISONS],
  [0x67, "i32", INTEGER_ARITHMETIC],
  [0x79, "i64", INTEGER_ARITHMETIC],
  [0x8b, "f32", FLOAT_ARITHMETIC],
  [0x99, "f64", FLOAT_ARITHMETIC],
  [0xa7, "i32", "wrap_i64 trunc_f32_s trunc_f32_u trunc_f64_s trunc_f64_u"],
  [0xac, "i64", "extend_i32_s extend_i32_u trunc_f32_s trunc_f32_u trunc_f64_s trunc_f64_u"],
  [0xb2, "f32", "convert_i32_s convert_i32_u convert_i64_s convert_i64_u demote_f64"],
  [0xb7, "f64", "convert_i32_s convert_i32_u convert_i64_s convert_i64_u promote_f32"],
  [0xbc, "", "i32.reinterpret_f32 i64.reinterpret_f64 f32.reinterpret_i32 f64.reinterpret_i64"],
  [0xc0, "", "i32.extend8_s i32.extend16_s i64.extend8_s i64.extend16_s i64.extend32_s"],
  [0xd0, "", "ref.null ref.is_null ref.func ref.eq ref.as_non_null br_on_null br_on_non_null"],
]);

const GC = table([
  [0, "struct", "new new_default get get_s get_u set"],
  [6, "array", "new new_default new_fixed new_data new_elem get get_s get_u set len fill copy init_data init_elem"],
  [20, "", "ref.test ref.test ref.cast ref.cast br_on_cast br_on_cast_fail"],
  [26, "", "any.convert_extern extern.convert_any ref.i31 i31.get_s i31.get_u"],
]);

const BULK = table([
  [0, "i32", "trunc_sat_f32_s trunc_sat_f32_u trunc_sat_f64_s trunc_sat_f64_u"],
  [4, "i64", "trunc_sat_f32_s trunc_sat_f32_u trunc_sat_f64_s trunc_sat_f64_u"],
  [
    8,
    "",
    "memory.init data.drop memory.copy memory.fill table.init elem.drop table.copy table.grow table.size table.fill",
  ],
  [19, "i64", "add128 sub128 mul_wide_s mul_wide_u"],
]);

const VECTOR_FLOAT = "sqrt add sub mul div min max pmin pmax";
const extend = (from: string) =>
  `extend_low_${from}_s extend_high_${from}_s extend_low_${from}_u extend_high_${from}_u`;
const multiply = (from: string) => extend(from).replaceAll("extend", "extmul");

const SIMD = table([
  [0, "v128", "load load8x8_s load8x8_u load16x4_s load16x4_u load32x2_s load32x2_u"],
  [7, "v128", "load8_splat load16_splat load32_splat load64_splat store const"],
  [13, "i8x16", "shuffle swizzle"],
  [15, "", "i8x16.splat i16x8.splat i32x4.splat i64x2.splat f32x4.splat f64x2.splat"],
  [21, "i8x16", "extract_lane_s extract_lane_u replace_lane"],
  [24, "i16x8", "extract_lane_s extract_lane_u replace_lane"],
  [27, "", "i32x4.extract_lane i32x4.replace_lane i64x2.extract_lane i64x2.replace_lane"],
  [31, "", "f32x4.extract_lane f32x4.replace_lane f64x2.extract_lane f64x2.replace_lane"],
  [35, "i8x16", INTEGER_COMPARISONS],
  [45, "i16x8", INTEGER_COMPARISONS],
  [55, "i32x4", INTEGER_COMPARISONS],
  [65, "f32x4", FLOAT_COMPARISONS],
  [71, "f64x2", FLOAT_COMPARISONS],
  [77, "v128", "not and andnot or xor bitselect any_true"],
  [84, "v128", "load8_lane load16_lane load32_lane load64_lane store8_lane store16_lane store32_lane store64_lane"],
  [92, "", "v128.load32_zero v128.load64_zero f32x4.demote_f64x2_zero f64x2.promote_low_f32x4"],
  [96, "i8x16", "abs neg popcnt all_true bitmask narrow_i16x8_s narrow_i16x8_u"],
  [103, "f32x4", "ceil floor trunc nearest"],
  [107, "i8x16", "shl shr_s shr_u add add_sat_s add_sat_u sub sub_sat_s sub_sat_u"],
  [116, "", "f64x2.ceil f64x2.floor i8x16.min_s i8x16.min_u i8x16.max_s i8x16.max_u f64x2.trunc i8x16.avgr_u"],
  [124, "i16x8", "extadd_pairwise_i8x16_s extadd_pairwise_i8x16_u"],
  [126, "i32x4", "extadd_pairwise_i16x8_s extadd_pairwise_i16x8_u"],
  [128, "i16x8", "abs neg q15mulr_sat_s all_true bitmask narrow_i32x4_s narrow_i32x4_u"],
  [135, "i16x8", `${extend("i8x16")} shl shr_s shr_u add add_sat_s add_sat_u sub sub_sat_s sub_sat_u`],
  [148, "", "f64x2.nearest"],
  [149, "i16x8", `mul min_s min_u max_s max_u - avgr_u ${multiply("i8x16")}`],
  [160, "i32x4", `abs neg - all_true bitmask - - ${extend("i16x8")} shl shr_s shr_u add - - sub`],
  [181, "i32x4", `mul min_s min_u max_s max_u dot_i16x8_s - ${multiply("i16x8")}`],
  [192, "i64x2", `abs neg - all_true bitmask - - ${extend("i32x4")} shl shr_s shr_u add - - sub`],
  [213, "i64x2", `mul eq ne lt_s gt_s le_s ge_s ${multiply("i32x4")}`],
  [224, "f32x4", `abs neg - ${VECTOR_FLOAT}`],
  [236, "f64x2", `abs neg - ${VECTOR_FLOAT}`],
  [248, "", "i32x4.trunc_sat_f32x4_s i32x4.trunc_sat_f32x4_u f32x4.convert_i32x4_s f32x4.convert_i32x4_u"],
  [252, "", "i32x4.trunc_sat_f64x2_s_zero i32x4.trunc_sat_f64x2_u_zero"],
  [254, "", "f64x2.convert_low_i32x4_s f64x2.convert_low_i32x4_u"],
  [256, "", "i8x16.relaxed_swizzle i32x4.relaxed_trunc_f32x4_s i32x4.relaxed_trunc_f32x4_u"],
  [259, "", "i32x4.relaxed_trunc_f64x2_s_zero i32x4.relaxed_trunc_f64x2_u_zero"],
  [261, "", "f32x4.relaxed_madd f32x4.relaxed_nmadd f64x2.relaxed_madd f64x2.relaxed_nmadd"],
  [265, "", "i8x16.relaxed_laneselect i16x8.relaxed_laneselect i32x4.relaxed_laneselect i64x2.relaxed_laneselect"],
  [269, "", "f32x4.relaxed_min f32x4.relaxed_max f64x2.relaxed_min f64x2.relaxed_max i16x8.relaxed_q15mulr_s"],
  [274, "", "i16x8.relaxed_dot_i8x16_i7x16_s i32x4.relaxed_dot_i8x16_i7x16_add_s"],
]);

/** Each operation comes in seven widths. */
const READ_MODIFY_WRITES = ["add", "sub", "and", "or", "xor", "xchg", "cmpxchg"];
const modify = (operation: string) =>
  [
    "32.atomic.rmw",
    "64.atomic.rmw",
    "32.atomic.rmw8",
    "32.atomic.rmw16",
    "64.atomic.rmw8",
    "64.atomic.rmw16",
    "64.atomic.rmw32",
  ]
    .map((width) => `i${width}.${operation}${/rmw./.test(width) ? "_u" : ""}`)
    .join(" ");

const THREADS = table([
  [0x00, "", "memory.atomic.notify memory.atomic.wait32 memory.atomic.wait64 atomic.fence"],
  [0x10, "", "i32.atomic.load i64.atomic.load i32.atomic.load8_u i32.atomic.load16_u"],
  [0x14, "i64.atomic", "load8_u load16_u load32_u"],
  [0x17, "", "i32.atomic.store i64.atomic.store i32.atomic.store8 i32.atomic.store16"],
  [0x1b, "i64.atomic", "store8 store16 store32"],
  [0x1e, "", READ_MODIFY_WRITES.map(modify).join(" ")],
]);

const PREFIXED: Readonly<Record<number, readonly (string | undefined)[]>> = {
  0xfb: GC,
  0xfc: BULK,
  0xfd: SIMD,
  0xfe: THREADS,
};

/** The name of the instruction with this opcode (and, of a prefixed family, this number); undefined: there is none. */
export function instructionName(opcode: number, sub: number): string | undefined {
  return opcode < 0xfb ? PLAIN[opcode] : PREFIXED[opcode]?.[sub];
}
