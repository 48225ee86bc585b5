import { constants } from "node:fs";
import { describe, expect, it } from "vitest";
import { O_APPEND, O_NOFOLLOW, O_NONBLOCK, O_RDONLY, O_WRONLY } from "../../../runtime/abi/flags.ts";
import { MS_SYNC } from "../../../runtime/abi/mapping.ts";
import { AT_SYMLINK_FOLLOW, AT_SYMLINK_NOFOLLOW } from "../../../runtime/abi/mode.ts";
import { CLOCK_MONOTONIC, CLOCK_PROCESS_CPUTIME_ID } from "../../../runtime/abi/resource.ts";
import {
  HostAt,
  hostAtFlags,
  hostClock,
  hostOpenFlags,
  hostStatusFlags,
  hostSync,
  statusFlagsOf,
} from "../../../runtime/backend/native/host-flags.ts";

const O_CREAT = 0x1000;
const O_TRUNC = 0x8000;
const O_SYNC = 0x10;

describe("the host's flags of open", () => {
  it.each([
    ["reading", O_RDONLY, constants.O_RDONLY],
    ["writing", O_WRONLY, constants.O_WRONLY],
    ["both", O_RDONLY | O_WRONLY, constants.O_RDWR],
    ["making", O_WRONLY | O_CREAT | O_TRUNC, constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC],
    ["not waiting", O_RDONLY | O_NONBLOCK | O_NOFOLLOW, constants.O_NONBLOCK | constants.O_NOFOLLOW],
  ])("for %s", (_what, ours, host) => {
    expect(hostOpenFlags(ours)).toBe(host);
  });
});

describe("status flags", () => {
  it.each([
    ["none", O_RDONLY],
    ["appending", O_WRONLY | O_APPEND],
    ["not waiting", O_RDONLY | O_WRONLY | O_NONBLOCK],
  ])("come back as they were: %s", (_what, flags) => {
    expect(statusFlagsOf(hostOpenFlags(flags))).toBe(flags);
  });

  it("know that O_SYNC means O_DSYNC, too", () => {
    expect(statusFlagsOf(constants.O_SYNC)).toBe(O_RDONLY | O_SYNC | 2);
  });

  it("are no access modes", () => {
    expect(hostStatusFlags(O_WRONLY | O_APPEND)).toBe(constants.O_APPEND);
  });
});

it("the flags of the calls that end in `at` are the host's", () => {
  expect(hostAtFlags(AT_SYMLINK_NOFOLLOW)).toBe(HostAt.AT_SYMLINK_NOFOLLOW);
  expect(hostAtFlags(AT_SYMLINK_FOLLOW)).toBe(HostAt.AT_SYMLINK_FOLLOW);
});

it.runIf(process.platform === "linux")("a guest's numbers are Linux's", () => {
  for (const clock of [CLOCK_MONOTONIC, CLOCK_PROCESS_CPUTIME_ID, -6, 99]) expect(hostClock(clock)).toBe(clock);
  expect(hostSync(MS_SYNC)).toBe(MS_SYNC);
});
