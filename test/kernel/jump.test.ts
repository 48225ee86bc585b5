import { describe, expect, it } from "vitest";
import { Signal } from "../../runtime/abi/signal.ts";
import { CAPTURE, ENDED, JUMPED } from "../../runtime/kernel/answer.ts";
import { jump, setJump } from "../../runtime/kernel/jump.ts";
import { imageOf } from "../../runtime/kernel/process.ts";
import { forkOf, makeKernel } from "./world-for-tests.ts";

const [ENV, OTHER] = [64, 128];

/** Stacks are told apart by their one global. */
function makeJumper() {
  const made = makeKernel();
  const { kernel, first } = made;
  /** `setjmp` at a place of the program. */
  const set = (env: number, place: number, process = first) => {
    process.image = { ...imageOf(process), globals: [place] };
    process.captured = true;
    const answer = setJump(kernel, process, env);
    process.captured = false;
    return answer;
  };
  /** `longjmp`; answers the place, or the answer where there is none. */
  const go = (env: number, value = 1, process = first) => {
    const answer = jump(kernel, process, env, value);
    return answer === JUMPED ? imageOf(process).globals[0] : answer;
  };
  const number = (env: number) => kernel.memory.u32(env);
  return { ...made, set, go, number };
}

describe("setjmp", () => {
  it("needs the caller's stack, and stores nothing before it has it", () => {
    const { kernel, first, number } = makeJumper();
    expect([setJump(kernel, first, ENV), number(ENV)]).toEqual([CAPTURE, 0]);
  });

  it("answers 0 and stores a number, another one each time", () => {
    const { set, number } = makeJumper();
    expect([set(ENV, 5), set(OTHER, 6)]).toEqual([0, 0]);
    expect(number(ENV)).not.toBe(number(OTHER));
    const before = number(ENV);
    set(ENV, 7);
    expect(number(ENV)).not.toBe(before);
  });

  it("throws EFAULT for a jmp_buf outside of memory, before anything is captured", () => {
    const { kernel, first } = makeJumper();
    expect(() => setJump(kernel, first, -4)).toThrow();
  });
});

describe("longjmp", () => {
  it("goes on with the stack of the setjmp, which returns the value", () => {
    const { first, set, go } = makeJumper();
    set(ENV, 5);
    set(OTHER, 6);
    expect([go(ENV, 42), first.resume]).toEqual([5, { kind: "return", value: 42 }]);
    expect([go(OTHER, -1), first.resume]).toEqual([6, { kind: "return", value: -1 }]);
  });

  it("never lets setjmp answer 0 again: it is 1 then (ISO C)", () => {
    const { first, set, go } = makeJumper();
    set(ENV, 5);
    go(ENV, 0);
    expect(first.resume).toEqual({ kind: "return", value: 1 });
  });

  it("goes to the last setjmp of a jmp_buf, any number of times", () => {
    const { set, go } = makeJumper();
    for (const place of [5, 6, 7]) set(ENV, place);
    expect([go(ENV), go(ENV)]).toEqual([7, 7]);
  });

  it("follows a jmp_buf that was copied", () => {
    const { kernel, set, go, number } = makeJumper();
    set(ENV, 5);
    kernel.memory.setU32(OTHER, number(ENV));
    expect(go(OTHER)).toBe(5);
  });

  it("leaves the handler of a trap behind", () => {
    const { first, set, go } = makeJumper();
    set(ENV, 5);
    first.trap = Signal.SIGSEGV;
    go(ENV);
    expect(first.trap).toBeUndefined();
  });

  it.each([0, 1, 99, 0xffffffff])("is SIGABRT where nothing was put aside: %i", (garbage) => {
    const { kernel, first, go, events } = makeJumper();
    kernel.memory.setU32(ENV, garbage);
    expect([go(ENV), first.state]).toEqual([ENDED, { kind: "zombie", end: { signal: Signal.SIGABRT } }]);
    expect(events[0]).toMatchObject({ kind: "signal", why: "longjmp to where no setjmp was, or one too long ago" });
  });
});

describe("a forked child", () => {
  it("may jump to what its parent has put aside, and puts aside for itself", () => {
    const { kernel, first, set, go, number } = makeJumper();
    set(ENV, 5);
    const child = forkOf(kernel, first);
    expect(go(ENV, 1, child)).toBe(5);
    set(OTHER, 6, child);
    const known = number(OTHER);
    set(OTHER, 7);
    expect([number(OTHER), go(OTHER), go(OTHER, 1, child)]).toEqual([known, 7, 6]);
  });
});

describe("as nobody says when a function has returned", () => {
  it("a jmp_buf that is used again gives its old stack up: a loop keeps one", () => {
    const { first, set, go, number } = makeJumper();
    set(OTHER, 1);
    for (let round = 0; round < 5000; round++) set(ENV, round);
    expect([go(ENV), go(OTHER)]).toEqual([4999, 1]);
    expect([1, 2, 2000, number(ENV) - 1, number(ENV)].map((it) => first.jumps?.get(it) !== undefined)).toEqual([
      true,
      false,
      false,
      false,
      true,
    ]);
  });

  it("the oldest of 1024 are forgotten", () => {
    const { set, go } = makeJumper();
    for (let i = 0; i < 1025; i++) set(i * 4, i);
    expect([go(4), go(1024 * 4), go(0)]).toEqual([1, 1024, ENDED]);
  });
});
