import { describe, expect, it } from "vitest";
import { BAD, RESULT, Rig } from "../rig.ts";

const WANTED = 0x4000;

function want(rig: Rig, soft: bigint, hard: bigint): number {
  rig.view.setBigUint64(WANTED, soft, true);
  rig.view.setBigUint64(WANTED + 8, hard, true);
  return WANTED;
}

describe("prlimit", () => {
  it("stores the limit as it was, and sets the other", () => {
    const rig = new Rig();
    expect(rig.say("prlimit", 0, 7, want(rig, 5n, 6n), RESULT)).toBe(0);
    expect([rig.u64(), rig.u64(RESULT + 8)]).toEqual([1024n, 1024n]);
    expect(rig.say("prlimit", 0, 7, 0, RESULT)).toBe(0);
    expect([rig.u64(), rig.u64(RESULT + 8)]).toEqual([5n, 6n]);
  });

  it.each([
    ["a bad address of what is wanted, before all else", 999, 99, BAD, BAD, "EFAULT"],
    ["nobody, before a bad resource", 999, 99, 0, BAD, "ESRCH"],
    ["a bad resource, before a bad address", 0, 99, 0, BAD, "EINVAL"],
    ["a bad address", 0, 7, 0, BAD, "EFAULT"],
  ])("refuses %s", (_, pid, resource, wanted, old, answer) => {
    expect(new Rig().say("prlimit", pid, resource, wanted, old)).toBe(answer);
  });
});

describe("usage", () => {
  it.each([
    ["getrusage", [5, BAD], "EINVAL"],
    ["getrusage", [0, BAD], "EFAULT"],
    ["getrusage", [-1, RESULT], 0],
    ["getrusage", [1, RESULT], 0],
    ["times", [BAD, RESULT], "EFAULT"],
    ["times", [RESULT, BAD], "EFAULT"],
    ["times", [0, RESULT], 0],
  ] as const)("%s(%j) is %s", (name, args, answer) => {
    expect(new Rig().say(name, ...args)).toBe(answer);
  });

  it("times tells both its own and its children's", () => {
    const rig = new Rig();
    Object.assign(rig.process.usage, { user: 1e9, system: 2e9 });
    Object.assign(rig.process.childUsage, { user: 3e9, system: 4e9 });
    rig.world.clock.elapsed = 5e9;
    expect(rig.say("times", RESULT, RESULT + 64)).toBe(0);
    expect([0, 8, 16, 24, 64].map((at) => rig.u64(RESULT + at))).toEqual([100n, 200n, 300n, 400n, 500n]);
  });
});

describe("identity", () => {
  it.each([
    ["getresuid", [RESULT, RESULT + 4, BAD], "EFAULT"],
    ["getresgid", [RESULT, RESULT + 4, RESULT + 8], 0],
    ["setresuid", [0, -1, -1], "EPERM"],
    ["setresgid", [1000, -1, 1000], 0],
    ["getgroups", [-1, RESULT], "EINVAL"],
    ["getgroups", [0, BAD], 1],
    ["getgroups", [1, BAD], "EFAULT"],
    ["setgroups", [-1, BAD], "EPERM"],
    ["uname", [BAD], "EFAULT"],
    ["uname", [(1 << 20) - 389], "EFAULT"],
    ["uname", [(1 << 20) - 390], 0],
    ["getpriority", [0, 0], 20],
    ["setpriority", [0, 0, -1], "EACCES"],
  ] as const)("%s(%j) is %s", (name, args, answer) => {
    expect(new Rig().say(name, ...args)).toBe(answer);
  });

  it("the ids are stored", () => {
    const rig = new Rig();
    rig.call("getresuid", RESULT, RESULT + 4, RESULT + 8);
    rig.call("getgroups", 10, RESULT + 12);
    expect([0, 4, 8, 12].map((at) => rig.u32(RESULT + at))).toEqual([1000, 1000, 1000, 1000]);
  });

  it("root may set groups, and take other ids", () => {
    const rig = new Rig();
    rig.process.credentials = { ...rig.process.credentials, user: { real: 0, effective: 0, saved: 0 } };
    rig.view.setUint32(WANTED, 5, true);
    rig.view.setUint32(WANTED + 4, 6, true);
    expect([rig.say("setgroups", 2, WANTED), rig.say("setgroups", 65537, WANTED)]).toEqual([0, "EINVAL"]);
    expect(rig.process.credentials.groups).toEqual([5, 6]);
    expect([rig.say("setresuid", 7, 7, 7), rig.say("setresuid", 0, 0, 0)]).toEqual([0, "EPERM"]);
  });
});
