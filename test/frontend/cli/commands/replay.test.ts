import { describe, expect, it } from "vitest";
import { guest, source } from "../../../guests/run-guest.ts";
import { Desk } from "../spawn-prong.ts";

const desk = new Desk();
await desk.writeKnown("who-is-first.wasm", await guest("outcomes/who-is-first.c"));
await desk.writeKnown("wrong-fork.wasm", await guest("wrong-fork.c"));
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

describe("--steps and --to", () => {
  const [stuck] = [scheduleOf("wrong-fork.wasm")];

  it("--steps says of each step what its number is, when it is over", () => {
    const { stderr } = desk.prong(["replay", "--trace", "--steps", stuck, "wrong-fork.wasm"]);
    const numbers = [...stderr.matchAll(/^-- step (\d+): \[[23]\]$/gm)].map((match) => Number(match[1]));
    expect(numbers.length).toBeGreaterThan(3);
    expect(numbers).toEqual(numbers.map((_, i) => i + 1));
    const plain = desk.prong(["replay", "--trace", stuck, "wrong-fork.wasm"]);
    expect(stderr.replace(/^-- step .*\n/gm, "")).toBe(plain.stderr);
  });

  it("--to stops after a step, prints what the guest has printed by then, and says where each process is", () => {
    const { stderr } = desk.prong(["replay", "--steps", stuck, "wrong-fork.wasm"]);
    const last = Number([...stderr.matchAll(/^-- step (\d+):/gm)].at(-1)?.[1]);
    expect(desk.prong(["replay", "--to", "1", stuck, "wrong-fork.wasm"])).toEqual({
      exitCode: 0,
      stdout: "",
      stderr:
        "after step 1, of [2]:\n  [2] /bin/wrong-fork in fork(): can go on, by making it again\n      at fork <- main\n",
    });
    expect(desk.prong(["replay", "--to", `${last}`, stuck, "wrong-fork.wasm"])).toEqual({
      exitCode: 0,
      stdout: "hello\n",
      stderr: [
        `after step ${last}, of [3]:`,
        "  [2] /bin/wrong-fork in wait4(-1): waits for a child to end",
        "      at wait <- main",
        "  [3] /bin/wrong-fork in fd_read(3): waits for pipe 1 to have data (it still holds the write end open itself: 4 in [3])",
        "      at read <- main",
        "",
      ].join("\n"),
    });
    expect(desk.prong(["replay", "--to", `${last + 1}`, stuck, "wrong-fork.wasm"])).toEqual({
      exitCode: 2,
      stdout: "hello\n",
      stderr: `prong: Cannot stop after step ${last + 1}: the run has ended after ${last} steps\n`,
    });
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
  [["replay", "--to", "0", sieve, "sieve.wasm"], "'0' is invalid. Expected a whole number from 1 on."],
  [["replay", "--seed", "7", sieve, "sieve.wasm"], "unknown option '--seed'"],
  [["replay", "--preempt", "loops", sieve, "sieve.wasm"], "unknown option '--preempt'"],
  [["replay", sieve, "none.wasm"], "there is no such file"],
])("a mistake in the command line is refused with 2: %j", (words, message) => {
  const { exitCode, stdout, stderr } = desk.prong(words);
  expect(stderr).toContain(message);
  expect([exitCode, stdout]).toEqual([2, ""]);
});
