/** Writes bytes of a module: the counterpart of guest/wasm/leb.ts. */

import { Op } from "../../guest/wasm/opcodes.ts";

const UTF8 = new TextEncoder();

export class ByteWriter {
  #bytes: Uint8Array;
  /** Where the part at hand begins: what comes before was cut off. */
  #from = 0;
  #at = 0;

  constructor(capacity = 256) {
    this.#bytes = new Uint8Array(capacity);
  }

  get length(): number {
    return this.#at - this.#from;
  }

  /** What was written so far: a copy. */
  finish(): Uint8Array {
    return this.#bytes.slice(this.#from, this.#at);
  }

  /** What was written since the last cut. It is no copy: one buffer serves many parts, and none of them is written to again. */
  cut(): Uint8Array {
    const part = this.#bytes.subarray(this.#from, this.#at);
    this.#from = this.#at;
    return part;
  }

  /** What was written from this length on; as with `cut`, no copy. */
  since(length: number): Uint8Array {
    return this.#bytes.subarray(this.#from + length, this.#at);
  }

  u8(...values: number[]): this {
    const at = this.#reserve(values.length);
    this.#bytes.set(values, at);
    return this;
  }

  /** One byte: most of what is written. */
  byte(value: number): this {
    if (this.#at === this.#bytes.length) this.#grow(1);
    this.#bytes[this.#at++] = value;
    return this;
  }

  u32(value: number): this {
    if (value >= 0 && value < 0x80) return this.byte(value);
    const at = this.#reserve(5);
    this.#at = at + writeUnsigned(this.#bytes, at, value);
    return this;
  }

  s32(value: number): this {
    let rest = value | 0;
    for (;;) {
      const low = rest & 0x7f;
      rest >>= 7;
      const isLast = (rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0);
      this.byte(isLast ? low : low | 0x80);
      if (isLast) return this;
    }
  }

  raw(bytes: Uint8Array): this {
    const at = this.#reserve(bytes.length);
    this.#bytes.set(bytes, at);
    return this;
  }

  /** A part of other bytes; short ones one by one, as to make a view of them takes longer than that. */
  part(bytes: Uint8Array, start: number, end: number): this {
    if (end - start > 24) return this.raw(bytes.subarray(start, end));
    let at = this.#reserve(end - start);
    for (let from = start; from < end; from++) this.#bytes[at++] = bytes[from] as number;
    return this;
  }

  text(value: string): this {
    const start = this.#at;
    this.u32(value.length);
    for (let i = 0; i < value.length; i++) {
      const code = value.charCodeAt(i);
      if (code > 0x7f) {
        this.#at = start; // not as long as it looked
        const bytes = UTF8.encode(value);
        return this.u32(bytes.length).raw(bytes);
      }
      this.byte(code);
    }
    return this;
  }

  /** A length, then what was written. */
  sized(inner: ByteWriter | Uint8Array): this {
    const bytes = inner instanceof ByteWriter ? inner.#bytes.subarray(inner.#from, inner.#at) : inner;
    return this.u32(bytes.length).raw(bytes);
  }

  section(id: number, payload: ByteWriter | Uint8Array): this {
    return this.byte(id).sized(payload);
  }

  #reserve(count: number): number {
    if (this.#at + count > this.#bytes.length) this.#grow(count);
    const at = this.#at;
    this.#at = at + count;
    return at;
  }

  /** Only the part at hand moves; what was cut off stays where it is. */
  #grow(count: number): void {
    const part = this.#bytes.subarray(this.#from, this.#at);
    const grown = new Uint8Array(Math.max(2 * (part.length + count), this.#bytes.length));
    grown.set(part);
    this.#bytes = grown;
    this.#from = 0;
    this.#at = part.length;
  }
}

/** Answers how many bytes it took. */
function writeUnsigned(bytes: Uint8Array, at: number, value: number): number {
  let rest = value >>> 0;
  let length = 0;
  while (rest >= 0x80) {
    bytes[at + length++] = (rest & 0x7f) | 0x80;
    rest >>>= 7;
  }
  bytes[at + length++] = rest;
  return length;
}

const ZERO = {
  i32: [0x41, 0],
  i64: [0x42, 0],
  f32: [0x43, 0, 0, 0, 0],
  f64: [0x44, 0, 0, 0, 0, 0, 0, 0, 0],
  v128: [0xfd, 12, ...new Array<number>(16).fill(0)],
  funcref: [Op.refNull, 0x70],
  externref: [Op.refNull, 0x6f],
} as const;

/** A type of which there is a zero to be written. */
export type Zeroed = keyof typeof ZERO;

/** Writes instructions, each named for what it does. */
export class CodeWriter extends ByteWriter {
  op(code: number): this {
    return this.byte(code);
  }

  /** An instruction with one index: of a local, global, function or label. */
  with(code: number, index: number): this {
    return this.byte(code).u32(index);
  }

  i32(value: number): this {
    return this.byte(Op.i32Const).s32(value);
  }

  /** The constant that a local of this type begins with. */
  zero(type: Zeroed): this {
    return this.u8(...ZERO[type]);
  }

  /** `if` without a result ... `end`, around what `body` writes. */
  when(body: (code: this) => void): this {
    this.byte(Op.if).byte(0x40);
    body(this);
    return this.byte(Op.end);
  }
}
