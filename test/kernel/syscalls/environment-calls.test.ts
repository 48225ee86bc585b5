import { describe, expect, it } from "vitest";
import { BAD, RESULT, Rig } from "../rig.ts";

/** The strings that a guest would find, with the sizes it was told. */
function strings(rig: Rig, what: "args" | "environ"): { sizes: number[]; list: string[] } {
  rig.call(`${what}_sizes_get`, RESULT, RESULT + 4);
  const sizes = [rig.u32(), rig.u32(RESULT + 4)];
  rig.bytes.fill(0xff, 0x70000, 0x71000);
  rig.call(`${what}_get`, 0x60000, 0x70000);
  const list = Array.from({ length: sizes[0] as number }, (_, i) => {
    const start = rig.u32(0x60000 + 4 * i);
    return rig.text(start, rig.bytes.indexOf(0, start) - start);
  });
  expect(rig.bytes[0x70000 + (sizes[1] as number)]).toBe(0xff); // not a byte more than it said
  return { sizes, list };
}

describe("arguments and environment", () => {
  it("are counted in bytes of UTF-8", () => {
    const rig = new Rig({ args: ["prog", "two words é", "", "😀"], environment: ["K=v", "Ä=ß"] });
    expect(strings(rig, "args")).toEqual({ sizes: [4, 5 + 13 + 1 + 5], list: ["prog", "two words é", "", "😀"] });
    expect(strings(rig, "environ")).toEqual({ sizes: [2, 4 + 6], list: ["K=v", "Ä=ß"] });
  });

  it("may be none at all", () => {
    expect(strings(new Rig(), "environ")).toEqual({ sizes: [0, 0], list: [] });
  });

  it("are not stored at bad addresses, not even in part", () => {
    const rig = new Rig({ args: ["a", "b"] });
    expect(rig.say("args_get", 0x60000, BAD)).toBe("EFAULT");
    expect(rig.say("args_get", rig.bytes.length - 4, 0x70000)).toBe("EFAULT");
    expect(rig.bytes[0x70000]).toBe(0);
  });
});

describe("clocks", () => {
  const time = (rig: Rig, clock: number) => {
    const answer = rig.say("clock_time_get", clock, 0n, RESULT);
    return answer === 0 ? rig.u64() : answer;
  };

  it("move whenever they are looked at, so that a loop that waits ends", () => {
    const rig = new Rig();
    expect([time(rig, 1), time(rig, 1), time(rig, 2), time(rig, 3)]).toEqual([1000n, 2000n, 3000n, 4000n]);
    expect(time(rig, 0)).toBe(1_767_225_600_000_005_000n);
  });

  it("are eight, with a resolution", () => {
    const rig = new Rig();
    expect([time(rig, 8), time(rig, -1), rig.say("clock_res_get", 8, RESULT)]).toEqual(["EINVAL", "EINVAL", "EINVAL"]);
    expect([rig.say("clock_res_get", 0, RESULT), rig.u64()]).toEqual([0, 1n]);
    expect(rig.say("clock_time_get", 0, 0n, BAD)).toBe("EFAULT");
  });
});

describe("random_get", () => {
  it("stores what the schedule decides, any number of bytes", () => {
    const rig = new Rig();
    expect(rig.say("random_get", 0x70000, 5)).toBe(0);
    expect([...rig.bytes.slice(0x70000, 0x70006)]).toEqual([1, 1, 1, 1, 2, 0]);
    expect(rig.say("random_get", 0x70000, 0)).toBe(0);
  });

  it("checks the whole buffer first", () => {
    const rig = new Rig();
    expect([rig.say("random_get", 0x70000, 1 << 30), rig.say("random_get", 0x70000, -1)]).toEqual(["EFAULT", "EFAULT"]);
    expect(rig.bytes[0x70000]).toBe(0);
  });
});
