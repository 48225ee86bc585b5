/**
 * Programs made of chance: valid, structured, without traps, and at an end after a bounded number of steps.
 *
 *     randomProgram({ head, bodies })              the same choices, the same program
 *     randomProgram({ head, bodies }, features)    with what the rewriter may refuse, too
 *
 * Every choice is a byte; where the bytes have run out, the simplest thing is chosen. So a program that fails shrinks to a
 * small one with the bytes. What engines may answer differently, the bits of a NaN, is never looked at.
 */
import { ByteWriter, CodeWriter } from "../../runtime/instrument/wasm/writer.ts";
import { importsInTable } from "./random-code.ts";
import { FunctionMaker } from "./random-function.ts";
import { CODE, NUMBERS, REFERENCES, type Type } from "./random-instructions.ts";

export interface Signature {
  readonly parameters: readonly Type[];
  readonly results: readonly Type[];
}

export interface Choices {
  readonly head: Uint8Array;
  /** One for each function. */
  readonly bodies: readonly Uint8Array[];
}

/** What a program may have that a rewriter may refuse. */
export interface Features {
  /** Blocks, loops and ifs with parameters, calls in them. */
  readonly blockParameters: boolean;
  /** Functions and host objects in locals, on the stack, as arguments and as results, while others are called. */
  readonly references: boolean;
  /** Calls in the catches of exceptions. */
  readonly waitingCatches: boolean;
  readonly tailCalls: boolean;
}

/** What every rewriter must take. */
export const NO_FEATURES: Features = {
  blockParameters: false,
  references: false,
  waitingCatches: false,
  tailCalls: false,
};

/** What a run may leave behind besides memory: `global0` is the fuel. */
export const GLOBALS: readonly Type[] = ["i32", "i32", "i64", "f32", "f64"];

/** Imports come first, two and two of the same type: one that may be waited in, and one that may not. */
export const IMPORTS: readonly (readonly [module: string, name: string, type: Signature])[] = [
  ["wasi_snapshot_preview1", "sched_yield", { parameters: [], results: ["i32"] }],
  ["prong_v1", "getpid", { parameters: [], results: ["i32"] }],
  ["wasi_snapshot_preview1", "proc_raise", { parameters: ["i32"], results: ["i32"] }],
  ["prong_v1", "dup", { parameters: ["i32"], results: ["i32"] }],
  ["prong_v1", "kill", { parameters: ["i32", "i32"], results: ["i32"] }],
];

/** What `memory.init` copies from. */
export const PASSIVE_BYTES = 16;

/** A program may grow from one page to so many; beyond, `memory.grow` fails. */
const MOST_PAGES = 4;

/** How many loops and calls a program may begin. */
const FUEL = 200;

/** Bytes, taken one at a time. */
export class Chance {
  #at = 0;

  constructor(readonly bytes: Uint8Array) {}

  get isSpent(): boolean {
    return this.#at >= this.bytes.length;
  }

  /** A number below `count`; 0 when all bytes are spent. */
  below(count: number): number {
    return (this.bytes[this.#at++] ?? 0) % count;
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)] as Item;
  }
}

/** The function types of a module, each once. */
export class TypeList {
  readonly all: Signature[] = [];

  index(type: Signature): number {
    const found = this.all.findIndex(
      (other) => `${other.parameters}>${other.results}` === `${type.parameters}>${type.results}`,
    );
    return found >= 0 ? found : this.all.push(type) - 1;
  }
}

export function randomProgram({ head, bodies }: Choices, features = NO_FEATURES): Uint8Array {
  const chance = new Chance(head);
  const choice = features.references ? [...NUMBERS, ...REFERENCES] : NUMBERS;
  const some = (most: number) => Array.from({ length: chance.below(most + 1) }, () => chance.pick(choice));
  const types = new TypeList();
  const functions: Signature[] = IMPORTS.map(([, , type]) => type);
  // Neighbours have the same type, so that a call through the table may reach either of two.
  for (let n = 0; n < bodies.length; n += 2) {
    const type = { parameters: some(3), results: some(3) };
    functions.push(type, type);
  }
  functions.length = IMPORTS.length + bodies.length;
  const start = { parameters: [], results: [] };
  const around = { types, functions, features };
  const codes = bodies.map((bytes, n) =>
    new FunctionMaker(new Chance(bytes), around, functions[IMPORTS.length + n] as Signature).make(),
  );
  codes.push(
    new FunctionMaker(new Chance(head.slice(16)), around, start).make(codes.map((_, n) => IMPORTS.length + n)),
  );
  return writeProgram(types, [...functions, start], codes);
}

function writeProgram(types: TypeList, functions: readonly Signature[], codes: readonly Uint8Array[]): Uint8Array {
  const own = functions.slice(IMPORTS.length);
  const declared = functions.map((type) => types.index(type));
  const thrown = types.index({ parameters: ["i32"], results: [] });
  const last = functions.length - 1;
  const entries = Array.from({ length: importsInTable(last - IMPORTS.length) }, (_, n) =>
    Math.min(IMPORTS.length + n, last - 1),
  ).concat(IMPORTS.map((_, n) => n));
  const list = <Item>(
    items: readonly Item[],
    write: (to: CodeWriter, item: Item, index: number) => void,
  ): ByteWriter => {
    const to = new CodeWriter();
    to.u32(items.length);
    for (const [index, item] of items.entries()) write(to, item, index);
    return to;
  };
  const codesOf = (of: readonly Type[]) => list(of, (to, type) => to.u8(CODE[type])).finish();
  return new ByteWriter()
    .u8(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0)
    .section(
      1,
      list(types.all, (to, { parameters, results }) => to.u8(0x60).raw(codesOf(parameters)).raw(codesOf(results))),
    )
    .section(
      2,
      list(IMPORTS, (to, [module, name], n) =>
        to
          .text(module)
          .text(name)
          .u8(0)
          .u32(declared[n] as number),
      ),
    )
    .section(
      3,
      list(own, (to, _, n) => to.u32(declared[IMPORTS.length + n] as number)),
    )
    .section(4, new ByteWriter().u8(1, 0x70, 0).u32(entries.length))
    .section(5, new ByteWriter().u8(1, 1, 1, MOST_PAGES))
    .section(13, new ByteWriter().u8(1, 0).u32(thrown))
    .section(
      6,
      list(GLOBALS, (to, type, n) => writeGlobal(to, type, n === 0 ? FUEL : 0)),
    )
    .section(7, exportSection(last))
    .section(9, new ByteWriter().u8(1, 0, 0x41, 0, 0x0b).raw(list(entries, (to, index) => to.u32(index)).finish()))
    .section(12, new ByteWriter().u8(1))
    .section(
      10,
      list(codes, (to, code) => to.sized(code)),
    )
    .section(11, new ByteWriter().u8(1, 1).sized(new Uint8Array(PASSIVE_BYTES).map((_, n) => 17 * n)))
    .finish();
}

function writeGlobal(to: CodeWriter, type: Type, value: number): void {
  to.u8(CODE[type], 1);
  if (type === "i32") to.i32(value);
  else to.zero(type as "i64");
  to.u8(0x0b);
}

function exportSection(start: number): ByteWriter {
  const to = new ByteWriter().u32(GLOBALS.length + 2);
  to.text("_start").u8(0).u32(start).text("memory").u8(2).u32(0);
  for (const index of GLOBALS.keys()) to.text(`global${index}`).u8(3).u32(index);
  return to;
}
