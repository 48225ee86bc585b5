/** Bodies of functions for tests, from WebAssembly text. */
import { readTypedBody } from "../../../runtime/guest/wasm/read-body.ts";
import { readModule } from "../../../runtime/guest/wasm/reader.ts";
import type { TypedBody } from "../../../runtime/guest/wasm/typed-body.ts";
import { wat } from "../wat.ts";
import { engineProblemOf } from "./tiny-module.ts";

const AROUND = `(import "e" "here" (func $here)) (memory 1) (table 1 funcref) (global $g (mut f64) (f64.const 0))
  (tag $t (param i32 f32)) (func $two (result i32 i64) (i32.const 1) (i64.const 2))
  (func $add (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))`;

/** A module with all of that and function 3, `$f`; it need not be valid. */
export const moduleOf = (text: string) => wat(`(module ${AROUND} (func $f ${text}))`);

export function bodyOf(text: string): TypedBody {
  const bytes = moduleOf(text);
  const problem = engineProblemOf(bytes);
  if (problem !== undefined) throw new Error(problem);
  return readTypedBody(readModule(bytes), 3);
}

export const numbers = (body: TypedBody) => Array.from({ length: body.length }, (_, i) => i);
/** The instructions with this opcode. */
export const where = (body: TypedBody, opcode: number) => numbers(body).filter((i) => body.opcode(i) === opcode);
