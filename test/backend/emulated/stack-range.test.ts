import { describe, expect, it } from "vitest";
import type { StackEntry } from "../../../runtime/backend/emulated/call-stack.ts";
import { freshImage } from "../../../runtime/backend/emulated/program.ts";
import { ProgramStore } from "../../../runtime/backend/emulated/program-store.ts";
import { stackRange } from "../../../runtime/backend/emulated/stack-range.ts";
import { MemoryCache } from "../../../runtime/instrument/cache.ts";
import { wat } from "../../guest/wat.ts";

const FRAME_OF_48 = `
  (local i32) global.get $sp i32.const 48 i32.sub local.tee 0 global.set $sp
  call $pause local.get 0 i32.const 48 i32.add global.set $sp`;
const AS_WITHOUT_OPTIMIZATION = `
  (local i32 i32 i32) global.get $sp local.set 0 i32.const 16 local.set 1 local.get 0 local.get 1 i32.sub local.set 2
  local.get 2 global.set $sp call $pause`;

/** The range when the functions with these bodies are on the stack, the innermost first. */
async function rangeOf(bodies: readonly string[], { data = "", pointer = 60_000 } = {}) {
  const functions = bodies.map((body) => `(func ${body})`).join("\n");
  const text = `(module (import "prong_v1" "fork" (func $fork (result i32))) (memory (export "memory") 2)
    (global $other (mut i64) (i64.const 1)) (global $sp (mut i32) (i32.const 65536)) ${data}
    (func $pause (drop (call $fork))) (func (export "_start") (call $pause)) ${functions})`;
  const program = await new ProgramStore(new MemoryCache()).prepare(wat(text), "guest");
  const read = () => bodies.map((_, i) => ({ functionIndex: 3 + i }) as StackEntry);
  const image = { ...freshImage(program), globals: [1n, pointer] };
  return stackRange({ ...program, callStacks: { read } as unknown as typeof program.callStacks }, image);
}

describe("where a function may write as its own", () => {
  it.each([
    ["its frame and all below", [FRAME_OF_48], { from: 0, to: 60_048 }],
    ["the same without optimization", [AS_WITHOUT_OPTIMIZATION], { from: 0, to: 60_016 }],
    ["below its caller's frame, if it has none", ["call $pause", FRAME_OF_48], { from: 0, to: 60_000 }],
    ["unknown, if nobody has a frame", ["call $pause", "nop"], undefined],
    ["unknown, if a global is only raised by a call", ["call $pause i32.const 4 global.set $sp"], undefined],
    [
      "unknown, if another global is set",
      ["global.get $sp i32.const 4 i64.const 1 global.set $other drop drop"],
      undefined,
    ],
    ["unknown, if there is no stack", [], undefined],
  ] as const)("is %s", async (_, bodies, range) => {
    expect(await rangeOf(bodies)).toEqual(range);
  });

  it("ends above data that lies below the stack", async () => {
    const data = '(data (i32.const 4095) "ab")';
    expect(await rangeOf([FRAME_OF_48], { data })).toEqual({ from: 8192, to: 60_048 });
  });

  it("is not limited by data that lies above the stack", async () => {
    const data = '(data (i32.const 65536) "ab")';
    expect(await rangeOf([FRAME_OF_48], { data })).toEqual({ from: 0, to: 60_048 });
  });
});
