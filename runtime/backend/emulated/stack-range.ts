/**
 * Where in memory the innermost function of a stopped C program may write as its own: its frame on the stack that the compiler
 * keeps in linear memory, and all below it, where the functions that it calls have theirs. Compilers for Wasm have no other
 * convention than this one: a function that needs a frame begins by lowering a global by a constant,
 *
 *     global.get $__stack_pointer, i32.const 16, i32.sub, ..., global.set $__stack_pointer
 */
import { PAGE_SIZE } from "../../abi/layout.ts";
import type { WasmModule } from "../../guest/wasm/declarations.ts";
import { ByteReader } from "../../guest/wasm/leb.ts";
import { Op } from "../../guest/wasm/opcodes.ts";
import { readTypedBody } from "../../guest/wasm/read-body.ts";
import type { Range } from "../../image/access.ts";
import { ZERO_PAGE } from "../../image/page.ts";
import type { PageTable } from "../../image/page-table.ts";
import type { ProcessImage } from "../../image/process-image.ts";
import { EXPORT_GLOBAL } from "../../instrument/exports.ts";
import type { Program } from "./program.ts";

/** How a function lowers its stack pointer. */
interface Prologue {
  /** The index of the global. */
  readonly global: number;
  /** The size of its frame in bytes, without what `alloca` adds. */
  readonly size: number;
}

/** The range of a captured process; undefined where no function on its stack has a frame. */
export function stackRange(program: Program, { stack, globals }: ProcessImage): Range | undefined {
  const { guest, instrumented, initialPages, initialGlobals, callStacks } = program;
  const functions = callStacks.read(stack).flatMap(({ functionIndex }) => functionIndex ?? []);
  for (const [depth, index] of functions.entries()) {
    const prologue = readPrologue(guest.wasm, index);
    if (prologue === undefined) continue;
    const at = instrumented.globals.findIndex(({ exportName }) => exportName === `${EXPORT_GLOBAL}${prologue.global}`);
    const [pointer, top] = [globals[at], initialGlobals[at]];
    if (typeof pointer !== "number" || typeof top !== "number") return undefined;
    // A function without a frame runs on that of its caller, which is not its own.
    return { from: lowest(initialPages, top), to: pointer + (depth === 0 ? prologue.size : 0) };
  }
  return undefined;
}

/** Where the stack may begin that grows down from `top`: behind the data that lies below it, or at 0. */
function lowest(initialPages: PageTable, top: number): number {
  let page = Math.floor((top - 1) / PAGE_SIZE);
  while (page >= 0 && initialPages.get(page) === ZERO_PAGE) page--;
  return (page + 1) * PAGE_SIZE;
}

function readPrologue(module: WasmModule, functionIndex: number): Prologue | undefined {
  const body = readTypedBody(module, functionIndex);
  let [global, size] = [-1, -1];
  for (let i = 0; i < body.length; i++) {
    const opcode = body.opcode(i);
    if (opcode === Op.globalGet && global < 0) global = body.index(i);
    else if (opcode === Op.i32Const && size < 0) {
      size = new ByteReader(module.bytes, body.start(i) + 1, body.end(i)).signed(32);
    } else if (opcode === Op.globalSet) return body.index(i) === global && size >= 0 ? { global, size } : undefined;
    else if (opcode === Op.call || opcode === Op.callIndirect || opcode === Op.loop) return undefined;
  }
  return undefined;
}
