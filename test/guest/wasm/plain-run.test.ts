import { expect, it } from "vitest";
import { BodyRoom } from "../../../runtime/guest/wasm/body-room.ts";
import { BodyWalk } from "../../../runtime/guest/wasm/body-walk.ts";
import type { Range } from "../../../runtime/guest/wasm/declarations.ts";
import { ByteReader } from "../../../runtime/guest/wasm/leb.ts";
import { readPlainRun } from "../../../runtime/guest/wasm/plain-run.ts";
import { readModule } from "../../../runtime/guest/wasm/reader.ts";
import { TYPE_NUMBERS } from "../../../runtime/guest/wasm/signatures.ts";
import type { FunctionType } from "../../../runtime/guest/wasm/types.ts";
import { moduleOf } from "./bodies.ts";

/** How many instructions of a function without locals are read, and what is on the stack then. */
function read(text: string): string {
  const module = readModule(moduleOf(text));
  const { start, end } = module.bodies.at(-1) as Range;
  const reader = new ByteReader(module.bytes, start, end);
  reader.u32(); // no locals
  const type = module.types[module.functions.at(-1) as number] as FunctionType;
  const walk = new BodyWalk(module, reader, type, [], new BodyRoom());
  readPlainRun(walk);
  const { stack } = walk;
  const types: unknown[] = [];
  for (let value = stack.top; value !== 0; value = stack.below(value)) types.unshift(TYPE_NUMBERS[stack.type(value)]);
  return [`${walk.at}:`, ...types].join(" ");
}

it.each([
  [
    "reads parameters and stores",
    "(param i32 i64) local.get 0 local.get 1 i64.store offset=300 i32.const 5 drop",
    "4: i32",
  ],
  ["reads arithmetic", "i32.const 1 i32.const 300 i32.add i64.extend_i32_u i64.const -70 i64.lt_s drop", "6: i32"],
  ["reads constants of floating point", "f32.const 1 f64.const 2 f64.neg drop drop", "3: f32 f64"],
  ["keeps what is teed", "(param f64) f64.const 1 local.tee 0 local.get 0 local.set 0 drop", "4: f64"],
  ["stops at a call", "i32.const 1 call $here drop", "1: i32"],
  ["stops at a block", "i64.const 1 (block) drop", "1: i64"],
  ["stops at an instruction with a prefix", "f32.const 1 i32.trunc_sat_f32_s drop", "1: f32"],
  ["stops at a number of five bytes", "i32.const 1 i32.const -2147483648 drop drop", "1: i32"],
  ["stops where the right operand is of another type", "(param i64) local.get 0 i32.eqz drop", "1: i64"],
  ["stops where the left operand is of another type", "i64.const 1 i32.const 1 i32.add drop", "2: i64 i32"],
  ["stops where no operand is left", "i32.const 1 i32.add drop", "1: i32"],
  ["stops at a local that is not there", "i32.const 1 local.get 7 drop drop", "1: i32"],
])("%s", (_, text, expected) => {
  expect(read(text)).toBe(expected);
});
