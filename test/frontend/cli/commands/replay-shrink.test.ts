import { describe, expect, it } from "vitest";
import type { ShrunkJson } from "../../../../runtime/frontend/format/shrunk.ts";
import { guest, source } from "../../../guests/run-guest.ts";
import { Desk } from "../spawn-prong.ts";

const desk = new Desk();
await desk.writeKnown("alternate.wasm", await source("alternate.c", ["-g"]));
await desk.writeKnown("wrong-fork.wasm", await guest("wrong-fork.c"));
await desk.writeKnown("copy.wasm", await source("copy-input.c"));

/** The schedule of the first run with a random seed that exits with this. */
function scheduleOf(exitCode: number, ...words: readonly string[]): string {
  for (let seed = 1; seed < 60; seed++) {
    const ran = desk.prong(["run", "--schedule", "--policy", "random", "--seed", `${seed}`, ...words]);
    if (ran.exitCode === exitCode) return /^schedule: (.*)$/m.exec(ran.stderr)?.[1] ?? "no schedule";
  }
  throw new Error(`no seed exits with ${exitCode}`);
}

const words = ["alternate.wasm", "2", "1"];
const found = scheduleOf(1, ...words);
const withoutSchedules = (text: string) => text.replace(/prong2:\S+/g, "SCHEDULE");

describe("prong replay --shrink", () => {
  it("prints the simplest schedule that ends so, and the two steps whose order decides; its commands hold", () => {
    const { exitCode, stdout, stderr } = desk.prong(["replay", "--shrink", found, ...words]);
    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(withoutSchedules(stdout).split("\n").slice(1)).toEqual([
      "exits with 1",
      "  alternating",
      "  again: prong replay SCHEDULE alternate.wasm 2 1",
      "",
      expect.stringMatching(
        /^It ends so when step \d+, \[[23]\] in fd_write\(4, "[pc]"\) at \S.*alternate\.c:10\).*,$/,
      ),
      expect.stringMatching(/^comes before step \d+, \[[23]\] in fd_write\(4, "[pc]"\) at \S.*alternate\.c:10\).*:$/),
      expect.stringMatching(/^ {2}prong replay --to \d+ SCHEDULE alternate.wasm 2 1$/),
      "When it comes after, the run ends otherwise:",
      "exits with 0",
      "  in some order",
      "  again: prong replay SCHEDULE alternate.wasm 2 1",
      "",
    ]);
    expect(stdout).toMatch(/^\d+ preemptions?.* before, 1 preemption after: no run with fewer preemptions ends so\n/);
    const commands = [...stdout.matchAll(/prong replay .*$/gm)].map(([command]) => desk.shell(command));
    expect(commands.map(({ stdout, exitCode }) => [stdout, exitCode])).toEqual([
      ["alternating\n", 1],
      ["", 0],
      ["in some order\n", 0],
    ]);
  });

  it("--json prints the same as one object", () => {
    const { stdout } = desk.prong(["replay", "--shrink", "--json", found, ...words]);
    const shrunk = JSON.parse(stdout) as ShrunkJson;
    expect(shrunk).toMatchObject({
      stdout: "alternating\n",
      end: { code: 1 },
      after: { preemptions: 1 },
      fewest: true,
    });
    expect(desk.prong(["replay", shrunk.schedule, ...words]).stdout).toBe("alternating\n");
    expect(desk.prong(["replay", shrunk.pair?.good.schedule ?? "", ...words]).stdout).toBe("in some order\n");
  });

  it("says so where every run ends so, and where there was too little effort to know", () => {
    const stuck = scheduleOf(125, "wrong-fork.wasm");
    const lastLine = (...options: string[]) =>
      desk
        .prong(["replay", "--shrink", ...options, stuck, "wrong-fork.wasm"])
        .stdout.trimEnd()
        .split("\n")
        .at(-1);
    expect(lastLine()).toBe("Every run of this program ends so: no order of events is to blame.");
    expect(lastLine("--max-steps", "2")).toBe("No run was found that ends otherwise: give more with --max-steps.");
  });

  it("gives each run the same input", () => {
    const copy = /^schedule: (.*)$/m.exec(desk.prong(["run", "--schedule", "copy.wasm"], "a line\n").stderr)?.[1] ?? "";
    const { stdout } = desk.prong(["replay", "--shrink", copy, "copy.wasm"], "a line\n");
    expect(stdout).toContain("exits with 0\n  a line\n");
  });
});

it.each([
  [["--shrink", "--to", "3"], "option '--shrink' cannot be used with option '--to <step>'"],
  [["--shrink", "--trace"], "option '--shrink' cannot be used with option '--trace'"],
  [["--shrink", "--max-runs", "0"], "'0' is invalid. Expected a whole number from 1 on."],
])("%j is refused with 2: %s", (options, message) => {
  const { exitCode, stdout, stderr } = desk.prong(["replay", ...options, found, ...words]);
  expect(stderr).toContain(message);
  expect([exitCode, stdout]).toEqual([2, ""]);
});

it("a schedule that does not fit is refused with 2 and one line, as in a replay", () => {
  const { exitCode, stderr } = desk.prong(["replay", "--shrink", `${found}3`, ...words]);
  expect(stderr).toMatch(
    /^prong: Cannot replay prong2:[^\n]*the run has ended after \d+ decisions, the schedule has \d+\.[^\n]*\n$/,
  );
  expect(exitCode).toBe(2);
});
