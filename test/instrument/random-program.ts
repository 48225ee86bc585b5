/**
 * Programs made of chance: valid, structured, without traps, and at an end after a bounded number of steps.
 *
 *     randomProgram({ head, bodies })    the same choices, the same program
 *
 * Every choice is a byte; where the bytes have run out, the simplest thing is chosen. So a program that fails shrinks to a
 * small one with the bytes. What engines may answer differently, the bits of a NaN, is never looked at.
 */
import { ByteWriter, CodeWriter } from "../../runtime/instrument/wasm/writer.ts";
import { FunctionMaker } from "./random-function.ts";
import { CODE, TYPES, type Type } from "./random-instructions.ts";

export interface Signature {
  readonly parameters: readonly Type[];
  readonly results: readonly Type[];
}

export interface Choices {
  readonly head: Uint8Array;
  /** One for each function. */
  readonly bodies: readonly Uint8Array[];
}

/** What a run may leave behind besides memory: `global0` is the fuel. */
export const GLOBALS: readonly Type[] = ["i32", "i32", "i64", "f32", "f64"];

/** Imports come first: all but the last may be waited in. */
export const IMPORTS: readonly (readonly [module: string, name: string, type: Signature])[] = [
  ["prong_v1", "kill", { parameters: ["i32", "i32"], results: ["i32"] }],
  ["wasi_snapshot_preview1", "sched_yield", { parameters: [], results: ["i32"] }],
  ["prong_v1", "getpid", { parameters: [], results: ["i32"] }],
];

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

export function randomProgram({ head, bodies }: Choices): Uint8Array {
  const chance = new Chance(head);
  const some = (most: number) => Array.from({ length: chance.below(most + 1) }, () => chance.pick(TYPES));
  const types = new TypeList();
  const functions: Signature[] = IMPORTS.map(([, , type]) => type);
  // Neighbours have the same type, so that a call through the table may reach either of two.
  for (let n = 0; n < bodies.length; n += 2) {
    const type = { parameters: some(3), results: some(2) };
    functions.push(type, type);
  }
  functions.length = IMPORTS.length + bodies.length;
  const start = { parameters: [], results: [] };
  const codes = bodies.map((bytes, n) =>
    new FunctionMaker(new Chance(bytes), types, functions, functions[IMPORTS.length + n] as Signature).make(),
  );
  codes.push(
    new FunctionMaker(new Chance(head.slice(16)), types, functions, start).make(
      codes.map((_, n) => IMPORTS.length + n),
    ),
  );
  return writeProgram(types, [...functions, start], codes);
}

function writeProgram(types: TypeList, functions: readonly Signature[], codes: readonly Uint8Array[]): Uint8Array {
  const own = functions.slice(IMPORTS.length);
  const declared = functions.map((type) => types.index(type));
  const thrown = types.index({ parameters: ["i32"], results: [] });
  const last = functions.length - 1;
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
    .section(4, new ByteWriter().u8(1, 0x70, 0).u32(last))
    .section(5, new ByteWriter().u8(1, 0, 1))
    .section(13, new ByteWriter().u8(1, 0).u32(thrown))
    .section(
      6,
      list(GLOBALS, (to, type, n) => writeGlobal(to, type, n === 0 ? FUEL : 0)),
    )
    .section(7, exportSection(last))
    .section(
      9,
      new ByteWriter()
        .u8(1, 0, 0x41, 0, 0x0b)
        .raw(list(own.slice(0, -1), (to, _, n) => to.u32(IMPORTS.length + n)).finish()),
    )
    .section(
      10,
      list(codes, (to, code) => to.sized(code)),
    )
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
