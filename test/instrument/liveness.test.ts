import { expect, it } from "vitest";
import { readTypedBody } from "../../runtime/guest/wasm/read-body.ts";
import { readModule } from "../../runtime/guest/wasm/reader.ts";
import { liveness } from "../../runtime/instrument/liveness.ts";
import { wat } from "../guest/wat.ts";

/** What is needed after each `(call $site)` of a function with the locals $a (0) to $d (3), of which $a is a parameter. */
function liveIn(body: string): (readonly number[])[] {
  const module = readModule(
    wat(
      `(module (tag $e) (func $site) (func (param $a i32) (result i32) (local $b i32) (local $c i32) (local $d i32) ${body}))`,
    ),
  );
  const typed = readTypedBody(module, 1);
  const sites = typed.calls.filter((i) => typed.isReachable(i));
  const live = liveness(typed, sites);
  return sites.map((_, site) => live.after(site));
}

const SITE = "(call $site)";
const [GET_A, GET_B, GET_C, GET_D] = ["a", "b", "c", "d"].map((name) => `(local.get $${name})`);
const SET_B = "(local.set $b (i32.const 1))";

it.each([
  ["what is read later", `${SITE} ${GET_B}`, [[1]]],
  ["nothing that is only read before", `(drop ${GET_B}) ${SITE} (i32.const 0)`, [[]]],
  ["nothing that is written first", `${SITE} ${SET_B} ${GET_B}`, [[]]],
  ["nothing that a tee writes first", `${SITE} (i32.add (local.tee $b (i32.const 1)) ${GET_B})`, [[]]],
  ["what a tee is made of", `${SITE} (local.tee $b ${GET_C})`, [[2]]],
  ["what an operand on the stack was read from: not any more", `${GET_B} ${SITE}`, [[]]],
  ["each site's own", `${SITE} (drop ${GET_B}) ${SITE} ${GET_C}`, [[1, 2], [2]]],
  ["what either arm reads", `${SITE} (if (result i32) ${GET_A} (then ${GET_B}) (else ${GET_C}))`, [[0, 1, 2]]],
  [
    "what only the other arm reads: not in this one",
    `(if (result i32) ${GET_A} (then ${SITE} ${GET_B}) (else ${GET_C}))`,
    [[1]],
  ],
  ["what is written in one arm only", `${SITE} (if ${GET_A} (then ${SET_B})) ${GET_B}`, [[0, 1]]],
  ["nothing that both arms write", `${SITE} (if ${GET_A} (then ${SET_B}) (else ${SET_B})) ${GET_B}`, [[0]]],
  [
    "what the next round of a loop reads",
    `(loop $l (drop ${GET_B}) ${SITE} (br_if $l ${GET_A})) ${GET_C}`,
    [[0, 1, 2]],
  ],
  [
    "nothing that each round writes first",
    `(loop $l ${SET_B} (drop ${GET_B}) ${SITE} (br_if $l ${GET_A})) ${GET_C}`,
    [[0, 2]],
  ],
  ["what is read once a loop is left: not if it never is", `(loop $l ${SITE} (br $l)) ${GET_C}`, [[]]],
  [
    "what the outer loop's head reads, from within the inner",
    `(loop $o (drop ${GET_D}) (loop $i ${SITE} (br_if $i ${GET_A})) (br_if $o ${GET_B})) ${GET_C}`,
    [[0, 1, 2, 3]],
  ],
  ["what is read where a branch goes", `(block $x ${SITE} (br $x)) ${GET_B}`, [[1]]],
  ["nothing that a branch jumps over", `(block $x ${SITE} (br $x) (drop ${GET_B})) ${GET_C}`, [[2]]],
  [
    "what a branch that may be taken does not jump over",
    `(block $x ${SITE} (br_if $x ${GET_A}) (drop ${GET_B})) ${GET_C}`,
    [[0, 1, 2]],
  ],
  [
    "what is read at any label of a br_table",
    `(block $y (block $x ${SITE} (br_table $x $y ${GET_A})) (drop ${GET_B})) ${GET_C}`,
    [[0, 1, 2]],
  ],
  [
    "what a br_table back to a loop reads",
    `(loop $l (drop ${GET_B}) (block $x ${SITE} (br_table $l $x ${GET_A}))) ${GET_C}`,
    [[0, 1, 2]],
  ],
  ["nothing after a return", `${SITE} (return ${GET_A}) (drop ${GET_B}) ${GET_C}`, [[0]]],
  ["nothing after unreachable", `${SITE} (unreachable) ${GET_B}`, [[]]],
  ["nothing that dead blocks read", `${SITE} (return ${GET_A}) (block (loop (drop ${GET_B}))) ${GET_C}`, [[0]]],
  ["everything in a function with a try", `(try (do ${SITE}) (catch $e)) (i32.const 0)`, [[0, 1, 2, 3]]],
])("keeps %s", (_, body, expected) => {
  expect(liveIn(body)).toEqual(expected);
});

it("takes a branch out of the function for its end", () => {
  expect(liveIn(`(block $x ${SITE} (br 1 ${GET_A})) ${GET_B}`)).toEqual([[0]]);
});

it("finds 100 locals one by one", () => {
  const names = Array.from({ length: 100 }, (_, n) => n + 4);
  const body = `${names.map(() => "(local i32)").join(" ")} ${SITE} ${names.map((n) => `(drop (local.get ${n}))`).join(" ")} (i32.const 0)`;
  expect(liveIn(body)).toEqual([names]);
});

it("is done soon in loops nested 100 deep", () => {
  const nested = Array.from({ length: 100 }).reduce<string>((inner) => `(loop ${inner} (br_if 0 ${GET_A}))`, SITE);
  expect(liveIn(`${nested} ${GET_B}`)).toEqual([[0, 1]]);
});
