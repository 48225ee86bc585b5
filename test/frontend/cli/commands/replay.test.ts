import { describe, expect, it } from "vitest";
import { guest, source } from "../../../guests/run-guest.ts";
import { Desk } from "../spawn-prong.ts";

const desk = new Desk();
await desk.writeKnown("who-is-first.wasm", await guest("outcomes/who-is-first.c"));
await desk.writeKnown("sieve.wasm", await guest("sieve.c"));
await desk.writeKnown("echo.wasm", await source("echo-arguments.c"));
await desk.writeKnown("show.wasm", await source("show-files.c"));
desk.write("shared/in.txt", "from the host\n");

/** The schedule that a run prints. */
function scheduleOf(...words: readonly string[]): string {
  return /^schedule: (.*)$/m.exec(desk.prong(["run", "--schedule", ...words]).stderr)?.[1] ?? "no schedule";
}

const sieve = scheduleOf("--policy", "random", "--seed", "9", "sieve.wasm", "12");
const [beginning, choices] = [sieve.replace(/[^:]*$/, ""), sieve.replace(/^.*:/, "")];

describe("a replay", () => {
  it("is the run that was recorded: its output, its order, its random numbers", () => {
    const schedule = scheduleOf("--policy", "random", "--seed", "2", "who-is-first.wasm");
    const run = desk.prong(["run", "--trace", "--policy", "random", "--seed", "2", "who-is-first.wasm"]);
    expect(desk.prong(["replay", "--trace", schedule, "who-is-first.wasm"])).toEqual(run);
  });

  it.each(["syscalls", "loops", "memory"])("interrupts where the run was interrupted: --preempt %s", (preempt) => {
    const options = ["--preempt", preempt, "--policy", "random", "--seed", "5"];
    const schedule = scheduleOf(...options, "sieve.wasm", "12");
    expect(schedule).toContain(`:${preempt}:5:`);
    const run = desk.prong(["run", "--trace", ...options, "sieve.wasm", "12"]);
    expect(desk.prong(["replay", "--trace", schedule, "sieve.wasm", "12"])).toEqual(run);
  });

  it("takes the program under another name", () => {
    desk.write("renamed.wasm", desk.read("sieve.wasm"));
    expect(desk.prong(["replay", sieve, "renamed.wasm", "12"]).stdout).toBe("2\n3\n5\n7\n11\n");
  });

  it("sees the directories that it is shown", () => {
    const words = ["--dir", "shared::/data", "show.wasm", "/data/in.txt"] as const;
    const schedule = scheduleOf(...words);
    expect(desk.prong(["replay", "--dir", "shared::/data", schedule, "show.wasm", "/data/in.txt"])).toEqual({
      exitCode: 0,
      stdout: "from the host\n",
      stderr: "",
    });
  });

  it("gives the guest what follows it, options of ours too", () => {
    const guestWords = ["echo.wasm", "--trace", "--", "x"];
    expect(desk.prong(["replay", scheduleOf(...guestWords), ...guestWords]).stdout).toBe("/bin/echo\n--trace\n--\nx\n");
  });
});

describe("what does not fit is refused with 2 and one line:", () => {
  const again = "Run the same program with the same arguments, files and version that it was recorded with.";

  it.each([
    [
      "another program",
      [sieve, "who-is-first.wasm"],
      /: it was recorded with the program [\da-f]{6}, and this is [\da-f]{6}\. Run that program, compiled by the same version with the same flags\.$/,
    ],
    [
      "other arguments",
      [sieve, "sieve.wasm", "13"],
      /: it was recorded with other arguments or variables \([\da-f]{4}\) than these \([\da-f]{4}\)\. Give the program the arguments and the environment that it was recorded with\.$/,
    ],
    [
      "no arguments",
      [sieve, "sieve.wasm"],
      /: it was recorded with other arguments or variables \([\da-f]{4}\) than these \(none\)\./,
    ],
    [
      "another environment",
      ["--env", "A=1", sieve, "sieve.wasm", "12"],
      /: it was recorded with other arguments or variables/,
    ],
    [
      "a schedule that ends too early",
      [`${beginning}1`, "sieve.wasm", "12"],
      new RegExp(`: the schedule has ended after 1 decisions, and the run has not\\. ${again}$`),
    ],
    [
      "a schedule that ends too late",
      [`${sieve}3`, "sieve.wasm", "12"],
      new RegExp(`: the run has ended after \\d+ decisions, the schedule has \\d+\\. ${again}$`),
    ],
    [
      "a choice that there was not",
      [`${beginning}z${choices}`, "sieve.wasm", "12"],
      new RegExp(`: decision 1 has 2 runnable processes, the schedule chose number 26 there\\. ${again}$`),
    ],
  ])("%s", (_, words, why) => {
    const { exitCode, stderr } = desk.prong(["replay", ...words]);
    expect(stderr.trimEnd()).toMatch(/^prong: Cannot replay prong2:[^\n]*$/);
    expect(stderr.trimEnd()).toMatch(why);
    expect(exitCode).toBe(2);
  });
});

describe("a damaged word is refused with 2 and one line before anything runs:", () => {
  it.each([
    ["prong1:7:0x2", 'prong1 is another version\'s, and expected it to begin with "prong2:"'],
    ["hello", 'expected it to begin with "prong2:", the only format that this version reads'],
    ["", 'expected it to begin with "prong2:"'],
    ["prong2:abcdef:loops:0", "expected four colons, as in prong2:3fa9c1:loops:7:12b3a"],
    ["prong2:xyz:loops:0:", '"xyz" is no checksum of a program'],
    ["prong2:abcdef:never:0:", '"never" is none of syscalls, loops, memory'],
    ["prong2:abcdef:loops:-1:", '"-1" is not a seed'],
    ["prong2:abcdef:loops:0:3!", '"!" is neither a choice (b) nor a number of usual ones (12)'],
    [`prong2:abcdef:loops:0:${"b".repeat(50_000)}!`, '"!" is neither a choice'],
    ["prong2:abcdef:loops:0:\x1b[2J\n", '"\\u001b[2J" is neither a choice'],
  ])("%j", (word, why) => {
    const { exitCode, stdout, stderr } = desk.prong(["replay", word, "no-such-guest.wasm"]);
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^prong: Cannot read the schedule "[ -~]{0,250}\n$/);
    expect(stderr).toContain(why);
  });
});

it.each([
  [["replay"], "missing required argument 'schedule'"],
  [["replay", "prong2:abcdef:loops:0:"], "missing required argument 'guest'"],
  [["replay", "--seed", "7", sieve, "sieve.wasm"], "unknown option '--seed'"],
  [["replay", "--preempt", "loops", sieve, "sieve.wasm"], "unknown option '--preempt'"],
  [["replay", sieve, "none.wasm"], "there is no such file"],
])("a mistake in the command line is refused with 2: %j", (words, message) => {
  const { exitCode, stdout, stderr } = desk.prong(words);
  expect(stderr).toContain(message);
  expect([exitCode, stdout]).toEqual([2, ""]);
});
