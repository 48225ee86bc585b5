/** What `prong run` and `prong replay` show of a run is the same; what single options show is `commands/run.test.ts`'s. */
import { describe, expect, it } from "vitest";
import { guest, source } from "../../guests/run-guest.ts";
import { Desk } from "./spawn-prong.ts";

const desk = new Desk();
await desk.writeKnown("wrong-fork.wasm", await guest("wrong-fork.c"));
await desk.writeKnown("sieve.wasm", await guest("sieve.c"));
await desk.writeKnown("copy.wasm", await source("copy-input.c"));

/** Runs a guest, and then again by the schedule that was printed. */
function twice(options: readonly string[], guest: readonly string[], input = "") {
  const { stderr, ...rest } = desk.prong(["run", "--schedule", ...options, ...guest], input);
  const schedule = /^schedule: (.*)\n/m.exec(stderr)?.[1] ?? "no schedule";
  const first = { ...rest, stderr: stderr.replace(/^schedule: .*\n/m, "") };
  return [first, desk.prong(["replay", ...options, schedule, ...guest], input)] as const;
}

describe("a replay shows what the run showed, and exits as it did", () => {
  it.each([
    [[], ["sieve.wasm", "12"]],
    [
      ["--trace", "--tree"],
      ["sieve.wasm", "12"],
    ],
    [
      ["--stats", "--json"],
      ["sieve.wasm", "12"],
    ],
    [
      ["--faults", "--memory", "eager"],
      ["sieve.wasm", "12"],
    ],
    [
      ["--verbose", "--max-processes", "3"],
      ["sieve.wasm", "12"],
    ],
    [
      ["--env", "A=it's", "--tree"],
      ["wrong-fork.wasm", "two words"],
    ],
  ])("%j %j", (options, guest) => {
    const [first, again] = twice(options, guest);
    expect(again).toEqual(first);
    expect(first.stdout + first.stderr).not.toBe("");
  });

  it("given the same input", () => {
    const [first, again] = twice(["--trace"], ["copy.wasm"], "a line\n");
    expect(again).toEqual(first);
    expect(first.stdout).toBe("a line\n");
  });
});

it.each([["run"], ["replay"]])("%s: --json needs something to print", (command) => {
  const words = command === "run" ? [] : ["prong2:abcdef:loops:0:"];
  const { exitCode, stdout, stderr } = desk.prong([command, "--json", ...words, "sieve.wasm"]);
  expect([exitCode, stdout]).toEqual([2, ""]);
  expect(stderr).toBe("prong: Cannot print as JSON what is not printed: give --stats, too\n");
});
