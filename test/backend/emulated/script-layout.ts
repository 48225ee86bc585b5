/** What the program made of a script and the model of it must agree on: what is where at first, and what the values are. */

/** Active segments: across the end of what is lent for frames, across pages, and in the second Wasm page. */
export const SEGMENTS: readonly (readonly [address: number, text: string])[] = [
  [1000, "forty bytes, of which some are not lent."],
  [8182, "half of it on each page"],
  [70_000, "initial"],
];

/** What memory.init copies from. */
export const PASSIVE = "0123456789abcdef0123456789abcdef";

/** What the program stores for its calls, just before each; most lie across the border of two pages. */
export const IOVECS = 3 * 4096 - 8;
export const RECORD = 5 * 4096 - 8;
export const DONE = 6 * 4096 - 2;
/** For `args_sizes_get`, of which execve makes another use. */
export const SIZES = 7 * 4096 - 4;
export const ARGV = 7 * 4096 - 4;
export const NAME = 9 * 4096 - 10;
export const PATH = 11 * 4096 - 5;

/** A record: which process, how many pages, the checksum of them all. */
export const RECORD_SIZE = 12;

/** The program's file: the words that store its name. */
export const FILE = "/bin/guest";
/** What comes after the file in the first process's arguments. Who has only one argument was exec'ed. */
export const ARGUMENTS = ["an argument that takes more than one bucket. ".repeat(7)];

/** What p and q begin with. */
export const FIRST_P = 4000;
export const FIRST_Q = 69_000;

export interface Atomic {
  readonly name: string;
  readonly width: 1 | 2 | 4 | 8;
  /** cmpxchg stores where it finds 0. */
  readonly does: "store" | "add" | "xor" | "cmpxchg";
}

export const ATOMICS: readonly Atomic[] = [
  { name: "i32.atomic.store", width: 4, does: "store" },
  { name: "i64.atomic.store16", width: 2, does: "store" },
  { name: "i32.atomic.rmw.add", width: 4, does: "add" },
  { name: "i64.atomic.rmw.xchg", width: 8, does: "store" },
  { name: "i32.atomic.rmw8.xor_u", width: 1, does: "xor" },
  { name: "i32.atomic.rmw.cmpxchg", width: 4, does: "cmpxchg" },
  { name: "i64.atomic.rmw32.cmpxchg_u", width: 4, does: "cmpxchg" },
];

/** The 16 bytes that a value stands for, as i32s: a store takes as many as it needs. The low bits of the value say what is in the first. */
export function wordsOf(value: number): readonly [number, number, number, number] {
  const word = (factor: number) => Math.imul(value, factor);
  return [word(0x01_01_01_01), word(0x10_32_54_77), word(0x6b_43_a9_b5), word(0x77_88_99_ab)];
}

/** One step of the checksum, of a memory seen as four rows of i32s: factor * (turned sum ^ word). Each begins with 1. */
export const SUM_FACTOR = 0x01000193;
export const SUM_TURN = 5;
