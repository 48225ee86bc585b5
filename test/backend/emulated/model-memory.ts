/** The memory of a process in the model: bytes, all its own. What reaches behind its end throws OUTSIDE. */
import { FIRST_PAGES, MOST_PAGES } from "./memory-script.ts";
import { SEGMENTS, SUM_FACTOR, SUM_TURN } from "./script-layout.ts";

const WASM_PAGE = 65536;

export const OUTSIDE = Symbol("outside of the memory");

export class ModelMemory {
  /** Of a size that no memory exceeds; those behind `pages` are zero. */
  readonly #bytes: Uint8Array;
  pages: number;

  private constructor(bytes: Uint8Array, pages: number) {
    this.#bytes = bytes;
    this.pages = pages;
  }

  static fresh(): ModelMemory {
    const memory = new ModelMemory(new Uint8Array(MOST_PAGES * WASM_PAGE), FIRST_PAGES);
    for (const [address, text] of SEGMENTS) memory.write(address, toBytes(text));
    return memory;
  }

  copy(): ModelMemory {
    return new ModelMemory(this.#bytes.slice(), this.pages);
  }

  get size(): number {
    return this.pages * WASM_PAGE;
  }

  check(address: number, length: number): void {
    if (address < 0 || address + length > this.size) throw OUTSIDE;
  }

  read(address: number, length: number): Uint8Array {
    this.check(address, length);
    return this.#bytes.slice(address, address + length);
  }

  write(address: number, bytes: Uint8Array): void {
    this.check(address, bytes.length);
    this.#bytes.set(bytes, address);
  }

  setU32(address: number, value: number): void {
    this.write(address, Uint8Array.of(value, value >>> 8, value >>> 16, value >>> 24));
  }

  fill(address: number, value: number, length: number): void {
    this.check(address, length);
    this.#bytes.fill(value, address, address + length);
  }

  copyWithin(to: number, from: number, length: number): void {
    this.check(to, length);
    this.check(from, length);
    this.#bytes.copyWithin(to, from, from + length);
  }

  /** Nothing happens where that would be too much. */
  grow(pages: number): void {
    if (this.pages + pages <= MOST_PAGES) this.pages += pages;
  }

  /** The checksum of it all: of every fourth word in turn, and of these four. */
  sum(): number {
    const words = new Int32Array(this.#bytes.buffer, 0, this.size / 4);
    let [one, two, three, four] = [1, 1, 1, 1];
    for (let n = 0; n < words.length; n += 4) {
      one = next(one, words[n] as number);
      two = next(two, words[n + 1] as number);
      three = next(three, words[n + 2] as number);
      four = next(four, words[n + 3] as number);
    }
    return [two, three, four].reduce((sum, lane) => Math.imul(sum, SUM_FACTOR) ^ lane, one);
  }
}

function next(sum: number, word: number): number {
  return Math.imul(((sum << SUM_TURN) | (sum >>> (32 - SUM_TURN))) ^ word, SUM_FACTOR);
}

export function toBytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
