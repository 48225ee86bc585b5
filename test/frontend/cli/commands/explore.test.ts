import { describe, expect, it } from "vitest";
import type { OutcomeJson } from "../../../../runtime/frontend/format/outcomes.ts";
import { expected, guest, source } from "../../../guests/run-guest.ts";
import { Desk } from "../spawn-prong.ts";

const desk = new Desk();
await desk.writeKnown("hello-fork.wasm", await guest("hello-fork.c"));
await desk.writeKnown("wrong-fork.wasm", await guest("wrong-fork.c"));
await desk.writeKnown("who-is-first.wasm", await guest("outcomes/who-is-first.c"));
await desk.writeKnown("sleep-for-wait.wasm", await guest("outcomes/sleep-for-wait.c"));
await desk.writeKnown("echo.wasm", await source("echo-arguments.c"));
await desk.writeKnown("copy.wasm", await source("copy-input.c"));

/** What `--json` prints. */
interface Report {
  readonly complete: boolean;
  readonly reduced: boolean;
  readonly schedules: number;
  readonly states: number;
  readonly steps: number;
  readonly outcomes: readonly OutcomeJson[];
}

function report(...args: readonly string[]): Report {
  return JSON.parse(desk.prong(["explore", "--json", ...args]).stdout);
}

/** With its numbers of schedules, states and steps as N, as they say how a program was compiled, too. */
const withoutNumbers = (text: string) =>
  text.replace(/\b\d+ (schedule|state|step)s?\b/g, "N $1s").replace("that stands for", "that stand for");

/** With the checksum of the program as PROGRAM, for the same reason. */
const withoutChecksums = (text: string) => text.replace(/\bprong2:[\da-f]{6}\b/g, "PROGRAM");

const indented = (text: string) => text.replace(/^(?=.)/gm, "  ");

/** The lines that show each outcome again. */
const commands = (stdout: string) => [...stdout.matchAll(/^ {2}again: (.*)$/gm)].map((match) => match[1] as string);

describe("an exploration", () => {
  it("lists the one outcome of a program whose order does not matter, and exits with 0 as that was all", async () => {
    const { exitCode, stdout, stderr } = desk.prong(["explore", "hello-fork.wasm"]);
    expect(withoutChecksums(withoutNumbers(stdout))).toBe(
      [
        "N schedules: exits with 0",
        `${indented(await expected("hello-fork"))}  again: prong replay PROGRAM:loops:0:1 hello-fork.wasm`,
        "",
        "complete: 1 outcome of N schedules that stand for all (N states, N steps)",
        "",
      ].join("\n"),
    );
    expect([exitCode, stderr]).toEqual([0, ""]);
  });

  it("lists every outcome, with a command each that shows it", () => {
    const { exitCode, stdout } = desk.prong(["explore", "who-is-first.wasm"]);
    expect(stdout).toMatch(/^complete: 2 outcomes of \d+ schedules that stand for all \(/m);
    const texts = commands(stdout).map((command) => desk.shell(command).stdout);
    expect(texts.sort()).toEqual(["child parent ", "parent child "]);
    for (const text of texts) expect(stdout).toContain(`: exits with 0\n  ${text}\n  again: `);
    expect(exitCode).toBe(0);
  });

  it("finds a deadlock, says who waits for what, and its command stands still in the same way", () => {
    const { exitCode, stdout, stderr } = desk.prong(["explore", "wrong-fork.wasm", "it's"]);
    const waiters = [
      "  [2] /bin/wrong-fork it's in wait4(-1): waits for a child to end",
      "  [3] /bin/wrong-fork it's in fd_read(3): waits for pipe 1 to have data (it still holds the write end open itself: 4 in [3])",
    ];
    const [command = ""] = commands(stdout);
    expect(command).toMatch(/^prong replay prong2:[\da-f]{6}-[\da-f]{4}:loops:0:[\da-z]+ wrong-fork\.wasm 'it'\\''s'$/);
    expect(withoutNumbers(stdout)).toBe(
      [
        "N schedules: deadlock",
        "  hello",
        ...waiters,
        `  again: ${command}`,
        "",
        "complete: 1 outcome of N schedules that stand for all (N states, N steps)",
        "",
      ].join("\n"),
    );
    expect([exitCode, stderr]).toEqual([0, ""]);

    const again = desk.shell(command);
    expect([again.exitCode, again.stdout]).toEqual([125, "hello\n"]);
    for (const line of [
      "deadlock: 2 processes wait for what can never come",
      ...waiters,
      `to run it again: ${command}`,
    ])
      expect(again.stderr.split("\n")).toContain(line);
  });

  it("is the same every time", () => {
    const explore = () => desk.prong(["explore", "wrong-fork.wasm"]);
    expect(explore()).toEqual(explore());
  });

  it("has no standard input", () => {
    const { exitCode, stdout } = desk.prong(["explore", "copy.wasm"], "a line\n");
    expect([exitCode, stdout.split("\n")[0]]).toEqual([0, "1 schedule: exits with 0"]);
    expect(stdout).not.toContain("a line");
  });

  it("gives the guest what follows it, options of ours too, and the variables that were named", () => {
    const { outcomes } = report("--env", "K=v", "echo.wasm", "two words", "--json", "--", "-v");
    expect(outcomes).toEqual([
      {
        stdout: "/bin/echo\ntwo words\n--json\n--\n-v\nK=v\n",
        stderr: "",
        end: { code: 42 },
        count: 1,
        schedule: expect.stringMatching(/^prong2:[\da-f]{6}-[\da-f]{4}:loops:0:$/),
      },
    ]);
  });
});

describe("--json", () => {
  it("prints one object: was that all, how much was done, and the outcomes", async () => {
    const seen = report("hello-fork.wasm");
    expect(seen).toEqual({
      complete: true,
      incomplete: [],
      reduced: true,
      schedules: expect.any(Number),
      states: expect.any(Number),
      steps: expect.any(Number),
      outcomes: [
        {
          stdout: await expected("hello-fork"),
          stderr: "",
          end: { code: 0 },
          count: seen.schedules,
          schedule: expect.stringMatching(/^prong2:[\da-f]{6}:loops:0:1$/),
        },
      ],
      guest: "hello-fork.wasm",
      args: [],
      search: expect.any(String),
    });
    for (const number of [seen.schedules, seen.states, seen.steps]) expect(number).toBeGreaterThan(0);
  });

  it("says of a deadlock who waits for what", () => {
    expect(report("wrong-fork.wasm").outcomes.map(({ stdout, end }) => ({ stdout, end }))).toEqual([
      {
        stdout: "hello\n",
        end: {
          deadlock: [
            { pid: 2, args: ["/bin/wrong-fork"], call: "wait4(-1)", waitsFor: ["a child to end"], because: "" },
            {
              pid: 3,
              args: ["/bin/wrong-fork"],
              call: "fd_read(3)",
              waitsFor: ["pipe 1 to have data"],
              because: "it still holds the write end open itself: 4 in [3]",
            },
          ],
          first: null,
        },
      },
    ]);
  });

  it("has the outcome that most schedules lead to first, and each can be had again from its schedule", () => {
    const { outcomes, schedules } = report("who-is-first.wasm");
    const counts = outcomes.map(({ count }) => count);
    expect(counts).toEqual([...counts].sort((one, other) => other - one));
    expect(counts.reduce((sum, count) => sum + count)).toBe(schedules);
    expect(new Set(outcomes.map(({ stdout }) => stdout))).toEqual(new Set(["child parent ", "parent child "]));
    for (const { stdout, schedule } of outcomes)
      expect(desk.prong(["replay", schedule, "who-is-first.wasm"]).stdout).toBe(stdout);
  });
});

describe("a search that is not complete exits with 1, and says why:", () => {
  it.each([
    [["--max-steps", "5"], "the search ended before all was seen: give more with --max-steps"],
    [["--bound", "0"], "schedules with more preemptions were left out: give more with --bound"],
    [
      ["--max-steps", "5", "--bound", "0"],
      "the search ended before all was seen: give more with --max-steps; " +
        "schedules with more preemptions were left out: give more with --bound",
    ],
  ])("%j", (options, why) => {
    const { exitCode, stdout } = desk.prong(["explore", ...options, "wrong-fork.wasm"]);
    expect(stdout).toMatch(/^not complete: /m);
    expect(stdout).toContain(`; ${why}\n`);
    expect(exitCode).toBe(1);
  });

  it("in JSON too", () => {
    const { exitCode, stdout } = desk.prong(["explore", "--json", "--max-steps", "5", "wrong-fork.wasm"]);
    expect(JSON.parse(stdout)).toMatchObject({ complete: false, steps: 5 });
    expect(exitCode).toBe(1);
  });
});

describe("--bound", () => {
  it("with as many preemptions as there can be leaves nothing out", () => {
    const whole = report("--no-reduce", "who-is-first.wasm");
    const bounded = report("--bound", "100", "who-is-first.wasm");
    expect(bounded).toMatchObject({ complete: true, reduced: false, schedules: whole.schedules });
    expect(bounded.outcomes).toEqual(whole.outcomes);
  });
});

describe("--no-prune", () => {
  it("finds the same of as many schedules, in more steps", () => {
    const pruned = report("--no-reduce", "wrong-fork.wasm");
    const all = report("--no-prune", "--no-reduce", "wrong-fork.wasm");
    expect(all).toMatchObject({ complete: true, schedules: pruned.schedules });
    expect(all.outcomes).toEqual(pruned.outcomes);
    expect(all.steps).toBeGreaterThan(pruned.steps);
  });
});

describe("--no-reduce", () => {
  it("counts the schedules that are equivalent to others, and finds no other outcome", () => {
    const [all, reduced] = [report("--no-reduce", "hello-fork.wasm"), report("hello-fork.wasm")];
    const texts = ({ outcomes }: Report) => outcomes.map(({ stdout }) => stdout).sort();
    expect([all.complete, all.reduced, texts(all)]).toEqual([true, false, texts(reduced)]);
    expect(all.schedules).toBeGreaterThan(reduced.schedules);
    const { stdout } = desk.prong(["explore", "--no-reduce", "hello-fork.wasm"]);
    expect(stdout).toMatch(/^complete: 1 outcome of \d+ schedules \(/m);
  });
});

describe("--time any", () => {
  it("finds what a sleep that ends early can do, with a command that does it again", () => {
    const { exitCode, stdout } = desk.prong(["explore", "--time", "any", "sleep-for-wait.wasm"]);
    const texts = commands(stdout).map((command) => desk.shell(command).stdout);
    expect([texts.sort(), exitCode]).toEqual([["0\n", "42\n"], 0]);
    expect(commands(stdout).every((command) => command.includes(":loops+time:"))).toBe(true);
  });
});

describe("--preempt and --seed", () => {
  it("are in the commands that show outcomes again", () => {
    const { stdout } = desk.prong(["explore", "--preempt", "syscalls", "--seed", "7", "hello-fork.wasm"]);
    expect(commands(stdout).map(withoutChecksums)).toEqual(["prong replay PROGRAM:syscalls:7:1 hello-fork.wasm"]);
    expect(desk.shell(commands(stdout)[0] ?? "").exitCode).toBe(0);
  });
});

describe("a mistake in the command line is refused with 2:", () => {
  it.each([
    [["explore"], "missing required argument 'guest'"],
    [["explore", "--max-steps", "0", "hello-fork.wasm"], "'0' is invalid. Expected a whole number from 1 on."],
    [["explore", "--max-steps", "many", "hello-fork.wasm"], "'many' is invalid. Expected a whole number from 1 on."],
    [["explore", "--bound", "-1", "hello-fork.wasm"], "'-1' is invalid. Expected a whole number from 0 on."],
    [["explore", "--seed", "x", "hello-fork.wasm"], "'x' is invalid. Expected a whole number from 0 to 4294967295."],
    [["explore", "--preempt", "never", "hello-fork.wasm"], "'never' is invalid. Allowed choices are syscalls, loops"],
    [["explore", "--policy", "random", "hello-fork.wasm"], "unknown option '--policy'"],
    [["explore", "--env", "X", "hello-fork.wasm"], 'Cannot set the variable "X": expected NAME=value'],
    [["explore", "--dir", ".", "hello-fork.wasm"], 'Cannot mount ".": expected host-directory::/path/in/the/guest'],
    [["explore", "none.wasm"], "there is no such file"],
  ])("%j: %s", (args, message) => {
    const { exitCode, stdout, stderr } = desk.prong(args);
    expect(stderr).toContain(message);
    expect([exitCode, stdout]).toEqual([2, ""]);
  });
});

it("what cannot be run is 126, as it is of prong run", () => {
  desk.write("text.wasm", "hello\n");
  const { exitCode, stdout, stderr } = desk.prong(["explore", "text.wasm"]);
  expect([exitCode, stdout]).toEqual([126, ""]);
  expect(stderr).toMatch(/^prong: Cannot run text\.wasm: it is not WebAssembly but a text/);
});

it("--help shows examples", () => {
  const { exitCode, stdout } = desk.prong(["explore", "--help"]);
  expect(stdout).toMatch(/^Usage: prong explore .*<guest>/);
  expect(stdout).toMatch(/\nExamples:\n {2}prong explore \S/);
  expect(exitCode).toBe(0);
});
