import { describe, expect, it } from "vitest";
import { annotate } from "../../../runtime/frontend/explain/annotate.ts";

const comments = (...texts: string[]) => [...annotate(texts)];
const TEST = ["global.get $prong:state", "if"];

describe("annotate()", () => {
  it.each<[string, string[], string]>([
    ["a save", ["global.get $prong:cursor", "local.get $3", "f64.store offset=8"], "$3 into the frame"],
    ["a restore", ["local.get $+site", "v128.load", "local.set $1"], "$1 from the frame"],
    ["the number of a site", ["i32.const 12", "br 2 (;@1;)"], "number 12 is where it goes on"],
    [
      "the jump to a site",
      ["local.get $+site", "i32.const 1", "i32.sub", "br_table 0 1 (;@2 @1;)"],
      "to where it goes on",
    ],
    ["what stands for memory.size", ["global.get $prong:pages"], "memory.size: what the guest has"],
    ["a call with delivery", ["call $wait4:deliver"], "wait4, then signals that came meanwhile"],
  ])("says what %s is", (_, texts, comment) => {
    expect(comments("nop", ...texts, "nop")).toEqual([[1, comment]]);
  });

  it("explains the test after a call at length the first time, and briefly from then on", () => {
    const [[at, first], ...others] = comments(...TEST, "end", ...TEST, "end", ...TEST) as [[number, string[]], unknown];
    expect(at).toBe(0);
    expect(first).toHaveLength(2);
    expect(others).toEqual([3, 6].map((i) => [i, "was the stack captured in this call?"]));
  });

  it("puts numbers where they belong", () => {
    const [[, lines]] = comments("global.get $prong:cursor", "i32.const 24", "i32.sub", "local.tee $+site") as [
      [number, string[]],
    ];
    expect(lines[0]).toContain("The last frame, 24 bytes, is this function's");
  });

  it.each([
    ["nothing", []],
    [
      "code of the guest's own",
      ["i32.const 0", "local.set $1", "global.get $__stack_pointer", "if", "call $fork", "local.get $0"],
    ],
    ["what is cut off", ["global.get $prong:state"]],
    ["what is almost like a row", ["global.get $prong:state", "i32.eqz", "if", "local.get $+site", "drop"]],
  ])("says nothing of %s", (_, texts) => {
    expect(comments(...texts)).toEqual([]);
  });
});
