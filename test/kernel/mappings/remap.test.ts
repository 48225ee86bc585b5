import { describe, expect, it } from "vitest";
import { ANONYMOUS, Mapper, PRIVATE, REGION, SHARED, WHOLE } from "./mapper.ts";

const [MAYMOVE, FIXED, DONTUNMAP] = [1, 2, 4];

describe("mremap refuses", () => {
  it.each<[string, string, ...number[]]>([
    ["an address inside a page", "EINVAL", REGION + 1, 4096, 4096, 0, 0],
    ["no length", "EINVAL", REGION, 4096, 0, 0, 0],
    ["to make a second mapping", "EINVAL", REGION, 0, 4096, MAYMOVE, 0],
    ["flags that there are not", "EINVAL", REGION, 4096, 4096, 64, 0],
    ["to leave the old one", "EINVAL", REGION, 4096, 4096, MAYMOVE | DONTUNMAP, 0],
    ["a fixed place without leave to move", "EINVAL", REGION, 4096, 4096, FIXED, REGION + WHOLE],
    ["to go over itself", "EINVAL", REGION, 8192, 8192, MAYMOVE | FIXED, REGION + 4096],
    ["what is not mapped", "EFAULT", REGION + 4 * WHOLE, 4096, 4096, 0, 0],
    ["more than is mapped", "EFAULT", REGION, 2 * WHOLE, 4096, 0, 0],
    ["to grow where something else is", "ENOMEM", REGION, WHOLE, 2 * WHOLE, 0, 0],
    ["more than there is room for", "ENOSPC", REGION, WHOLE, 7 * WHOLE, MAYMOVE, 0],
  ])("%s: %s", (_what, errno, ...args) => {
    const mapper = new Mapper();
    mapper.mapped(WHOLE);
    mapper.mapped(WHOLE, SHARED | ANONYMOUS);
    expect(mapper.rig.say("mremap", ...args)).toBe(errno);
  });
});

describe("a mapping", () => {
  it.each([
    ["shared", SHARED | ANONYMOUS],
    ["private", PRIVATE | ANONYMOUS],
  ])("that is %s keeps its content when it grows, moves and shrinks", (_which, flags) => {
    const mapper = new Mapper();
    const { rig } = mapper;
    const at = mapper.mapped(4096, flags);
    mapper.run(rig.process, (bytes) => bytes.fill(7, at, at + 4096));
    expect(rig.call("mremap", at, 4096, 8192, 0, 0)).toBe(at);
    const wall = mapper.mapped(4096, PRIVATE | ANONYMOUS | 0x10, { address: at + 8192 });
    const moved = rig.call("mremap", at, 8192, 3 * 4096, MAYMOVE, 0);
    expect(moved).toBe(wall + WHOLE - 8192);
    expect([0, 4095, 4096, 8192].map((offset) => mapper.bytes()[moved + offset])).toEqual([7, 7, 0, 0]);
    expect([mapper.bytes()[at], mapper.mappings.find(at / 4096)]).toEqual([0, undefined]);
    expect(rig.call("mremap", moved, 3 * 4096, 1, 0, 0)).toBe(moved);
    expect(mapper.mappings.find(moved / 4096 + 1)).toBeUndefined();
    const fixed = REGION + 5 * WHOLE;
    expect(rig.call("mremap", moved, 4096, 4096, MAYMOVE | FIXED, fixed)).toBe(fixed);
    expect(mapper.bytes()[fixed]).toBe(7);
  });
});
