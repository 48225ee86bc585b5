import { describe, expect, it } from "vitest";
import { ByteReader } from "../../runtime/guest/wasm/leb.ts";
import { readModule } from "../../runtime/guest/wasm/reader.ts";
import { findPoints, type Points } from "../../runtime/instrument/find-points.ts";
import { program } from "../guest/wat.ts";

function points(body: string): Points {
  const module = readModule(program(body, "(func $leaf) (func $other (drop (i32.const 0)))"));
  const { start, end } = module.bodies[2] as { start: number; end: number };
  return findPoints(new ByteReader(module.bytes, start + 1, end)); // no locals
}

describe("findPoints()", () => {
  it.each([
    ["nothing", "", { calls: false, loops: [] }],
    ["a call", "(call $leaf)", { calls: true, loops: [] }],
    ["a loop", "(loop)", { calls: false, loops: ["tight"] }],
    ["a call in a loop", "(loop (call $leaf))", { calls: true, loops: ["loud"] }],
    ["a call beside a loop", "(call $leaf) (loop)", { calls: true, loops: ["tight"] }],
    ["a call around a loop", "(loop (loop) (call $leaf))", { calls: true, loops: ["loud", "tight"] }],
    ["a block in a loop", "(loop (block (br 1)))", { calls: false, loops: ["tight"] }],
    ["a loop in a loop", "(loop (loop))", { calls: false, loops: ["quiet", "tight"] }],
    [
      "a loop in a loop with calls",
      "(loop (loop (loop)) (call $leaf))",
      { calls: true, loops: ["loud", "quiet", "tight"] },
    ],
    ["a loop in a large function", `(loop) ${"(nop)".repeat(2000)}`, { calls: false, loops: ["quiet"] }],
    ["a try in a loop", "(loop (try (do) (catch_all)))", { calls: false, loops: ["loud"] }],
    ["a loop in a try", "(try (do (loop)) (catch_all))", { calls: false, loops: ["tight"] }],
    ["loops one after another", "(loop (call $leaf)) (loop)", { calls: true, loops: ["loud", "tight"] }],
  ])("%s", (_, body, wanted) => {
    expect(points(body)).toEqual(wanted);
  });
});
