/**
 * The memory of the process whose system call is being answered, as the kernel sees it: every access is checked against
 * the guest's own size, and a bad address throws `FAULT`, which dispatch turns into EFAULT. A handler checks all
 * addresses before it changes anything, so that EFAULT leaves no half-done call behind.
 *
 * Addresses come straight from Wasm and may be negative i32: every method takes them as unsigned.
 * The bytes that `slice` and `lend` lend are valid until the handler returns; guests move and grow.
 *
 * What the kernel writes is written by the process, and has to be noticed as the guest's own stores are: this is the only door.
 */
import { PAGE_SIZE } from "../abi/layout.ts";

export const FAULT = Symbol("EFAULT");

/** Is told of each page that the kernel writes. */
export interface WriteWatcher {
  hostWrote(page: number): void;
}

export class GuestMemory {
  #bytes = new Uint8Array(0);
  #view = new DataView(this.#bytes.buffer);
  #size = 0;
  #watcher: WriteWatcher | undefined;
  #visitor: ((from: number, to: number) => void) | undefined;

  /**
   * Points at the memory of another process, or at the same one after it grew. `size` is the guest's, in bytes. The watcher
   * is told which pages are written.
   */
  attach(buffer: ArrayBuffer, size: number, watcher?: WriteWatcher): void {
    if (this.#bytes.buffer !== buffer) {
      this.#bytes = new Uint8Array(buffer);
      this.#view = new DataView(buffer);
    }
    this.#size = size;
    this.#watcher = watcher;
  }

  /** The guest's size in bytes. */
  get size(): number {
    return this.#size;
  }

  /** Is this the guest's memory? */
  has(address: number, length: number): boolean {
    return (address >>> 0) + (length >>> 0) <= this.#size;
  }

  /** The address as a number, if `length` bytes from there on are the guest's. */
  check(address: number, length: number): number {
    const start = address >>> 0;
    const count = length >>> 0;
    if (start + count > this.#size) throw FAULT;
    this.#visitor?.(start, start + count);
    return start;
  }

  /** Who wants to know which bytes a call reads or writes, from the first to the one behind the last. */
  watch(visitor: ((from: number, to: number) => void) | undefined): void {
    this.#visitor = visitor;
  }

  /** Checks an array of `count` items of `size` bytes, without overflow. */
  checkArray(address: number, count: number, size: number): number {
    const start = address >>> 0;
    const end = start + (count >>> 0) * size;
    if (end > this.#size) throw FAULT;
    this.#visitor?.(start, end);
    return start;
  }

  /** Lends `length` bytes at an address, to read. */
  slice(address: number, length: number): Uint8Array {
    const start = this.check(address, length);
    return this.#bytes.subarray(start, start + (length >>> 0));
  }

  /** Lends `length` bytes at an address, to write all of them. */
  lend(address: number, length: number): Uint8Array {
    const start = this.#write(address, length >>> 0);
    return this.#bytes.subarray(start, start + (length >>> 0));
  }

  u8(address: number): number {
    return this.#view.getUint8(this.check(address, 1));
  }

  u16(address: number): number {
    return this.#view.getUint16(this.check(address, 2), true);
  }

  u32(address: number): number {
    return this.#view.getUint32(this.check(address, 4), true);
  }

  u64(address: number): bigint {
    return this.#view.getBigUint64(this.check(address, 8), true);
  }

  setU8(address: number, value: number): void {
    this.#view.setUint8(this.#write(address, 1), value);
  }

  setU16(address: number, value: number): void {
    this.#view.setUint16(this.#write(address, 2), value, true);
  }

  setU32(address: number, value: number): void {
    this.#view.setUint32(this.#write(address, 4), value, true);
  }

  setU64(address: number, value: bigint): void {
    this.#view.setBigUint64(this.#write(address, 8), BigInt.asUintN(64, value), true);
  }

  write(address: number, bytes: Uint8Array): void {
    this.#bytes.set(bytes, this.#write(address, bytes.length));
  }

  /** The bytes of a NUL-terminated string, copied out; `FAULT` where it runs past the end of the memory. */
  cString(address: number): Uint8Array {
    const start = address >>> 0;
    for (let from = start; ; ) {
      this.check(from, 1); // page by page: who watches may not let the next one be read
      const to = Math.min((Math.floor(from / PAGE_SIZE) + 1) * PAGE_SIZE, this.#size);
      const length = this.#bytes.subarray(from, to).indexOf(0);
      if (length >= 0) return this.slice(start, from + length + 1 - start).slice(0, -1);
      from = to;
    }
  }

  /** Checks as `check` does, for bytes that will be written. */
  #write(address: number, length: number): number {
    const start = this.check(address, length);
    if (this.#watcher === undefined || length === 0) return start;
    const last = Math.floor((start + length - 1) / PAGE_SIZE);
    for (let page = Math.floor(start / PAGE_SIZE); page <= last; page++) this.#watcher.hostWrote(page);
    return start;
  }
}
