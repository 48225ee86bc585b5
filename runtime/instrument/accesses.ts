/**
 * What the instructions that use memory do: how many bytes, reading or writing.
 *
 *     scalar   [address, operands ...]     at address + offset, `width` bytes
 *     fill     [address, value, length]
 *     copy     [to, from, length]
 *     init     [to, from in a segment, length]
 */
import type { ByteReader } from "../guest/wasm/leb.ts";

export interface Access {
  readonly kind: "scalar" | "fill" | "copy" | "init";
  /** Of a scalar: how many bytes. */
  readonly width: number;
  readonly reads: boolean;
  readonly writes: boolean;
  readonly atomic: boolean;
}

type Does = "reads" | "writes" | "changes";
type Rows = readonly (readonly [first: number, widths: readonly number[], does: Does])[];

function table(rows: Rows, atomic = false): (Access | undefined)[] {
  const accesses: (Access | undefined)[] = [];
  for (const [first, widths, does] of rows) {
    widths.forEach((width, n) => {
      accesses[first + n] = { kind: "scalar", width, reads: does !== "writes", writes: does !== "reads", atomic };
    });
  }
  return Array.from(accesses);
}

// biome-ignore format: one range a line
const PLAIN = table([
  [0x28, [4, 8, 4, 8], "reads"],                     // loads
  [0x2c, [1, 1, 2, 2, 1, 1, 2, 2, 4, 4], "reads"],   // of 8, 16 and 32 bits
  [0x36, [4, 8, 4, 8], "writes"],                    // stores
  [0x3a, [1, 2, 1, 2, 4], "writes"],
]);

const BULK: (Access | undefined)[] = [];
BULK[8] = { kind: "init", width: 0, reads: false, writes: true, atomic: false };
BULK[10] = { kind: "copy", width: 0, reads: true, writes: true, atomic: false };
BULK[11] = { kind: "fill", width: 0, reads: false, writes: true, atomic: false };

// biome-ignore format: one range a line
const SIMD = table([
  [0, [16, 8, 8, 8, 8, 8, 8, 1, 2, 4, 8], "reads"],  // v128.load, load8x8 ... load32x2, splats
  [11, [16], "writes"],                              // v128.store
  [84, [1, 2, 4, 8], "reads"],                       // load*_lane
  [88, [1, 2, 4, 8], "writes"],                      // store*_lane
  [92, [4, 8], "reads"],                             // load*_zero
]);

/** The widths of an atomic: i32, i64, i32 of 8 and 16 bits, i64 of 8, 16 and 32 bits. */
const ATOMIC = [4, 8, 1, 2, 1, 2, 4];

// biome-ignore format: one range a line
const THREADS = table([
  [0x00, [4, 4, 8], "reads"],                        // notify, wait32, wait64
  [0x10, ATOMIC, "reads"],                           // loads
  [0x17, ATOMIC, "writes"],                          // stores
  ...[0x1e, 0x25, 0x2c, 0x33, 0x3a, 0x41, 0x48].map((first) => [first, ATOMIC, "changes"] as const), // add ... cmpxchg
], true);

const PREFIXED: Readonly<Record<number, readonly (Access | undefined)[]>> = { 0xfc: BULK, 0xfd: SIMD, 0xfe: THREADS };

/** undefined: the instruction does not use memory. */
export function accessOf(opcode: number, sub: number): Access | undefined {
  return opcode < 0xfb ? PLAIN[opcode] : PREFIXED[opcode]?.[sub];
}

const range = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, n) => first + n);

/** For passes: the opcodes among whose instructions are those that write, and those that read or write. */
export const WRITES: readonly number[] = [...range(0x36, 0x3e), 0xfc, 0xfd, 0xfe];
export const ACCESSES: readonly number[] = [...range(0x28, 0x35), ...WRITES];

/** The offset of a scalar; `reader` is after the opcode, at what is left of the instruction. */
export function readOffset(reader: ByteReader, opcode: number): number {
  if (opcode >= 0xfb) reader.u32(); // which of the family
  if ((reader.u32() & 0x40) !== 0) reader.u32(); // alignment; the index of the memory
  return reader.u32();
}
