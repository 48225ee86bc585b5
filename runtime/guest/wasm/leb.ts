/**
 * A cursor over the bytes of a module: fixed-size integers, LEB128 numbers, names.
 *
 * Everything it reads was written by a stranger, so every read is checked against the end of the cursor's range and every
 * number against its width; what does not fit is a `MalformedModule` that says where.
 *
 *     LEB128    seven bits a byte, low bits first; the high bit of a byte says that another follows
 *     name      u32 length, then that many bytes of UTF-8
 */

/** The bytes are not a WebAssembly module, or stop being one at `offset`. */
export class MalformedModule extends Error {
  override readonly name = "MalformedModule";

  constructor(
    readonly problem: string,
    readonly offset: number,
  ) {
    super(`${problem} at byte ${offset}`);
  }
}

const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** How many numbers one byte, two bytes ... can tell apart. */
const SPAN = [1, 2, 3, 4, 5].map((bytes) => 2 ** (7 * bytes));

export class ByteReader {
  constructor(
    readonly bytes: Uint8Array,
    public at = 0,
    readonly end = bytes.length,
  ) {}

  get remaining(): number {
    return this.end - this.at;
  }

  fail(problem: string, offset = this.at): never {
    throw new MalformedModule(problem, offset);
  }

  u8(): number {
    if (this.at >= this.end) this.fail("the module ends too early");
    return this.bytes[this.at++] as number;
  }

  skip(count: number): void {
    if (count > this.remaining) this.fail("the module ends too early");
    this.at += count;
  }

  u32(): number {
    const first = this.u8();
    if (first < 0x80) return first;
    const start = this.at - 1;
    let result = first & 0x7f;
    for (let shift = 7; shift < 35; shift += 7) {
      const byte = this.u8();
      if (shift === 28 && byte > 0x0f) this.fail("a number does not fit 32 bits", start);
      result |= (byte & 0x7f) << shift;
      if (byte < 0x80) return result >>> 0;
    }
    return this.fail("a number does not fit 32 bits", start);
  }

  /** A signed number of 32, 33 or 64 bits, of which only the low 33 bits are answered exactly. */
  signed(bits: 32 | 33 | 64): number {
    const start = this.at;
    const longest = Math.ceil(bits / 7);
    let result = 0;
    for (let index = 0; index < longest; index++) {
      const byte = this.u8();
      if (index < 4) result |= (byte & 0x7f) << (7 * index);
      else if (index === 4) result += (byte & 0x7f) * 2 ** 28;
      if (byte >= 0x80) continue;
      if (index === longest - 1) this.#checkSign(byte, bits - 7 * index, start);
      return (byte & 0x40) !== 0 && index < 5 ? result - (SPAN[index] as number) : result;
    }
    return this.fail(`a number does not fit ${bits} bits`, start);
  }

  /** The unused bits of the last byte must repeat the sign. */
  #checkSign(byte: number, used: number, start: number): void {
    const rest = (byte & 0x7f) >> (used - 1);
    if (rest !== 0 && rest !== 0x7f >> (used - 1)) this.fail("a number is too wide", start);
  }

  /** How many entries follow; each takes a byte or more, so more than the bytes that are left is a lie. */
  count(what: string, most: number): number {
    const start = this.at;
    const count = this.u32();
    if (count > this.remaining) this.fail(`there cannot be ${count} ${what} in ${this.remaining} bytes`, start);
    if (count > most) this.fail(`there are ${count} ${what}, more than the ${most} that engines take,`, start);
    return count;
  }

  text(): string {
    const start = this.at;
    const length = this.u32();
    this.skip(length);
    try {
      return UTF8.decode(this.bytes.subarray(this.at - length, this.at));
    } catch {
      return this.fail("a name is not UTF-8", start);
    }
  }

  /** A reader of the next `length` bytes; this one goes on after them. */
  take(length: number, what: string): ByteReader {
    if (length > this.remaining) this.fail(`${what} of ${length} bytes is cut off after ${this.remaining}`);
    const inner = new ByteReader(this.bytes, this.at, this.at + length);
    this.at += length;
    return inner;
  }
}
