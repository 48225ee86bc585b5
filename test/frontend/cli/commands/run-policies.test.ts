/** Who runs next, by `prong run`; and whether it is the same twice. */
import { mkdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { expected, guest, source } from "../../../guests/run-guest.ts";
import { Desk } from "../spawn-prong.ts";

const desk = new Desk();
await desk.writeKnown("hello-fork.wasm", await guest("hello-fork.c"));
await desk.writeKnown("sieve.wasm", await guest("sieve.c"));
await desk.writeKnown("wrong-fork.wasm", await guest("wrong-fork.c"));
await desk.writeKnown("copy.wasm", await source("copy-input.c"));
await desk.writeKnown("make.wasm", await source("make-file.c"));
mkdirSync(desk.path("made"));

describe("--policy priority", () => {
  it("is a run of a seed, which its schedule repeats", () => {
    const args = ["--trace", "--schedule", "sieve.wasm", "12"];
    const first = desk.prong(["run", "--policy", "priority", "--depth", "2", "--length", "50", "--seed", "4", ...args]);
    expect(first).toMatchObject({ exitCode: 0, stdout: "2\n3\n5\n7\n11\n" });
    const schedule = /^schedule: (.*)$/m.exec(first.stderr)?.[1] ?? "";
    const again = desk.prong(["replay", "--trace", schedule, "sieve.wasm", "12"]);
    expect({ ...again, stderr: `${again.stderr}schedule: ${schedule}\n` }).toEqual(first);
  });

  it("is what --depth and --length are for", () => {
    expect(desk.prong(["run", "--policy", "random", "--depth", "2", "sieve.wasm"])).toEqual({
      exitCode: 2,
      stdout: "",
      stderr: "prong: Cannot use --depth or --length with --policy random: they are for --policy priority\n",
    });
  });
});

describe("--policy manual", () => {
  const manual = (input: string) => desk.prong(["run", "--policy", "manual", "--schedule", "hello-fork.wasm"], input);

  it("asks who runs next: with Enter all is as usual", () => {
    const { exitCode, stdout, stderr } = manual("\n".repeat(100));
    const usual = desk.prong(["run", "--schedule", "hello-fork.wasm"]);
    expect([exitCode, stdout]).toEqual([0, usual.stdout]);
    expect(stderr).toContain(
      "decision 0: who runs next? A number, or Enter for 2.\n  2  /bin/hello-fork: goes on after fork()\n",
    );
    expect(stderr).toContain("\n  3  /bin/hello-fork: goes on\n");
    expect(stderr.split("\n").at(-2)).toBe(usual.stderr.trim());
  });

  it("runs who was named, asks again where nobody can be, and goes on as usual at the end of the answers", () => {
    const { exitCode, stderr } = manual("7\n3\n");
    expect(exitCode).toBe(0);
    expect(stderr).toContain('Cannot run "7" next: expected 2, 3 or Enter\n');
    expect(stderr).toMatch(/schedule: prong2:[\da-f]{6}:loops:0:b/);
  });

  it("has nobody to ask with --twice", () => {
    const { exitCode, stderr } = desk.prong(["run", "--policy", "manual", "--twice", "hello-fork.wasm"]);
    expect([exitCode, stderr]).toEqual([
      2,
      "prong: Cannot ask who runs next with --twice: give --policy manual alone\n",
    ]);
  });
});

describe("--twice", () => {
  it("runs it two times, shows it once, and says that they were the same", async () => {
    const { exitCode, stdout, stderr } = desk.prong(["run", "--twice", "--tree", "hello-fork.wasm"]);
    expect([exitCode, stdout]).toEqual([0, await expected("hello-fork")]);
    expect(stderr).toMatch(
      /^the same twice: \d+ steps\n2 hello-fork {6}exits with 0\n`-- 3 hello-fork {2}exits with 7\n$/,
    );
  });

  it("gives both the same input, and ends as the guest does", () => {
    const input = "a line\n".repeat(1000);
    expect(desk.prong(["run", "--twice", "copy.wasm"], input)).toMatchObject({ exitCode: 0, stdout: input });
    const { exitCode, stderr } = desk.prong(["run", "--twice", "wrong-fork.wasm"]);
    expect([exitCode, stderr]).toEqual([125, expect.stringContaining("deadlock: 2 processes")]);
  });

  it("finds what the host has brought in: both runs change the same directory", () => {
    const { exitCode, stderr } = desk.prong(["run", "--twice", "--dir", "made::/made", "make.wasm"]);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(
      /^not the same twice: the (world|output) differs after step \d+: process 2 ran, and called /,
    );
  });
});
