/** What the statements that concern one memory only do to it in the model. */
import { EVERY_STORE } from "../../instrument/every-store.ts";
import type { Address, KernelCall, Statement } from "./memory-script.ts";
import { type ModelMemory, toBytes } from "./model-memory.ts";
import { ATOMICS, PASSIVE, wordsOf } from "./script-layout.ts";

export type Write = Extract<Statement, { do: "stores" | "atomic" | "fill" | "copy" | "init" | "grow" | "kernel" }>;

export interface Writer {
  readonly memory: ModelMemory;
  readonly args: readonly string[];
}

/** `at` says what an address is now; it is asked once for each, in the order of the program. */
export function write(statement: Write, writer: Writer, at: (address: Address) => number): void {
  const { memory } = writer;
  const to = statement.do === "grow" ? 0 : at(statement.to);
  switch (statement.do) {
    case "stores":
      for (const { store, offset, value } of statement.stores) memory.write(to + offset, stored(store, value));
      break;
    case "atomic":
      writeAtomic(memory, (to & -8) >>> 0, statement);
      break;
    case "fill":
      memory.fill(to, statement.value, statement.length);
      break;
    case "copy":
      memory.copyWithin(to, at(statement.from), statement.length);
      break;
    case "init":
      memory.write(to, toBytes(PASSIVE).subarray(statement.from, statement.from + statement.length));
      break;
    case "grow":
      memory.grow(statement.pages);
      break;
    case "kernel":
      callKernel(writer, statement.call, to, at(statement.also));
  }
}

/** The bytes that a store leaves: a lane, or the first of the value. */
function stored(store: number, value: number): Uint8Array {
  const { width, lanes = 1 } = EVERY_STORE[store] as (typeof EVERY_STORE)[number];
  const from = (value % lanes) * width;
  return new Uint8Array(Int32Array.from(wordsOf(value)).buffer).subarray(from, from + width);
}

function writeAtomic(memory: ModelMemory, base: number, statement: Extract<Statement, { do: "atomic" }>): void {
  const { width, does } = ATOMICS[statement.atomic] as (typeof ATOMICS)[number];
  const address = base + width * statement.times;
  const bytes = memory.read(address, width);
  const [low, high] = wordsOf(statement.value);
  const value = (BigInt(high) << 32n) | BigInt(low >>> 0);
  const old = bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  if (does === "cmpxchg" && old !== 0n) return;
  const wanted = does === "add" ? old + value : does === "xor" ? old ^ value : value;
  memory.write(
    address,
    bytes.map((_, n) => Number((wanted >> BigInt(8 * n)) & 0xffn)),
  );
}

function callKernel({ memory, args }: Writer, call: KernelCall, to: number, also: number): void {
  if (call === "getcwd") memory.write(to, toBytes("/\0"));
  else if (call === "clock_res_get") memory.write(to, Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0));
  else if (call === "args_sizes_get") storeSizes(memory, args, to, also);
  else storeArguments(memory, args, to, also);
}

export function storeSizes(memory: ModelMemory, args: readonly string[], count: number, size: number): void {
  memory.check(size, 4);
  memory.setU32(count, args.length);
  memory.setU32(size, args.join("\0").length + 1);
}

/** First the strings, then where they are. */
function storeArguments(memory: ModelMemory, args: readonly string[], array: number, strings: number): void {
  memory.check(array, 4 * args.length);
  memory.write(strings, toBytes(`${args.join("\0")}\0`));
  let start = strings;
  for (const [n, argument] of args.entries()) {
    memory.setU32(array + 4 * n, start);
    start += argument.length + 1;
  }
}
