import { createHash } from "node:crypto";
import { Command } from "commander";
import { describe, expect, it, test } from "vitest";
import {
  addGuestOptions,
  type GuestFlags,
  racesOption,
  replayCommand,
  systemOptions,
} from "../../../runtime/frontend/cli/guest-options.ts";
import { MemoryCache } from "../../../runtime/instrument/cache.ts";
import { DiskCache } from "../../../runtime/node/disk-cache.ts";
import { scheduleOf } from "../../scheduler/schedule-of.ts";

const flagsOf = (...words: string[]) =>
  addGuestOptions(new Command()).addOption(racesOption("races")).parse(words, { from: "user" }).opts<GuestFlags>();
const guest = { bytes: Uint8Array.of(1, 2, 3), name: "sieve" };

describe("the command that runs a guest again", () => {
  it.each<[flags: string[], command: string]>([
    [[], "prong replay prong2:abcdef-1c2e:syscalls:7:2b a.c x"],
    [["--races"], "prong replay --races prong2:abcdef-1c2e:syscalls:7:2b a.c x"],
    [
      ["--dir", "my files::/data", "--env", "A=1", "--env", "B=it's"],
      "prong replay --dir 'my files::/data' --env A=1 --env 'B=it'\\''s' prong2:abcdef-1c2e:syscalls:7:2b a.c x",
    ],
  ])("given %j is %s", (words, command) => {
    const schedule = { ...scheduleOf({ made: 3, unusual: [{ at: 2, choice: 1 }] }, 7), input: "1c2e" };
    expect(replayCommand(schedule, "a.c", ["x"], flagsOf(...words))).toBe(command);
  });
});

test("the command that runs a guest again has the limits that the run had, and the step to stop after", () => {
  const schedule = scheduleOf({ made: 1, unusual: [] });
  const flags = { ...flagsOf("--env", "A=1"), maxProcesses: 3, maxMemory: 4 };
  const word = "prong2:abcdef:syscalls:0:1";
  expect(replayCommand(schedule, "a.c", [], flags, 7)).toBe(
    `prong replay --to 7 --max-processes 3 --max-memory 4 --env A=1 ${word} a.c`,
  );
});

describe("the system that a command line describes", () => {
  it("has the program, its arguments, variables and directories", () => {
    const flags = { ...flagsOf("--env", "A=1", "--dir", ".::/data"), preempt: "syscalls" as const };
    const options = systemOptions(guest, "dir/sieve.c", ["30"], flags);
    expect(options).toMatchObject({ file: "dir/sieve.c", name: "sieve", args: ["30"], environment: ["A=1"] });
    expect(options.hash).toBe(createHash("sha256").update(guest.bytes).digest("hex"));
    expect([options.preempt, options.mounts?.map(({ at }) => at)]).toEqual(["syscalls", ["/data"]]);
  });

  it("keeps what it instruments, unless it is not to", () => {
    expect(systemOptions(guest, "a", [], flagsOf()).cache).toBeInstanceOf(DiskCache);
    expect(systemOptions(guest, "a", [], flagsOf("--no-cache")).cache).toBeInstanceOf(MemoryCache);
  });
});
