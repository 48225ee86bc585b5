/** What `prong run` shows of memory, and how it is told to fork it. */
import { describe, expect, it } from "vitest";
import { expected, guest } from "../../../guests/run-guest.ts";
import { Desk } from "../spawn-prong.ts";

const desk = new Desk();
await desk.writeKnown("hello-fork.wasm", await guest("hello-fork.c"));
await desk.writeKnown("sieve.wasm", await guest("sieve.c"));

describe("--faults", () => {
  it("prints every page fault with its page and cause, and no system calls", async () => {
    const { exitCode, stdout, stderr } = desk.prong(["run", "--faults", "hello-fork.wasm"]);
    expect([exitCode, stdout]).toEqual([0, await expected("hello-fork")]);
    const lines = stderr.trimEnd().split("\n");
    for (const line of lines)
      expect(line).toMatch(/^\[[23]\] --- page 0x[\da-f]+000: (first write to|copied on write)/);
    expect(lines.filter((line) => line.includes("shared since a fork")).length).toBeGreaterThan(1);
    expect(new Set(lines).size).toBe(lines.length);
  });

  it("prints them among the calls with --trace, and each run the same", () => {
    const ran = desk.prong(["run", "--faults", "--trace", "hello-fork.wasm"]);
    const lines = ran.stderr.split("\n");
    const fork = lines.indexOf("[2] ==> fork()");
    const copied = lines.findIndex((line) => line.includes("shared since a fork"));
    expect(fork).toBeGreaterThan(0);
    expect(copied).toBeGreaterThan(fork);
    expect(desk.prong(["run", "--faults", "--trace", "--instances", "1", "hello-fork.wasm"])).toEqual(ran);
  });
});

describe("--stats", () => {
  it("prints what each process had in memory when it ended", () => {
    const [head, parent, child, all] = desk.prong(["run", "--stats", "hello-fork.wasm"]).stderr.split("\n");
    expect(head).toMatch(/^pid +program +virtual +resident +private +shared +zero +faults: zero +program +fork$/);
    expect(parent).toMatch(/^ +2 +hello-fork( +\d+ KiB){5} +\d+ +\d+ +\d+$/);
    expect(child).toMatch(/^ +3 +hello-fork +\d+ KiB/);
    expect(all).toMatch(/^\d+ pages copied on write$/);
  });

  it("prints it as JSON for other programs, in pages, and says the same in any number of instances", () => {
    const { stderr } = desk.prong(["run", "--stats", "--json", "hello-fork.wasm"]);
    const processes = JSON.parse(stderr);
    expect(processes.map(({ pid, program }: { pid: number; program: string }) => [pid, program])).toEqual([
      [3, "hello-fork"],
      [2, "hello-fork"],
    ]);
    for (const { virtual, resident, private: own, shared, zero, faults } of processes) {
      expect(virtual % 16).toBe(0);
      expect(resident).toBeLessThan(virtual);
      expect([own + shared, resident + zero]).toEqual([resident, virtual]);
      expect(Object.keys(faults)).toEqual(["zero", "program", "fork"]);
    }
    expect(desk.prong(["run", "--stats", "--json", "--instances", "1", "hello-fork.wasm"]).stderr).toBe(stderr);
  });
});

describe("--memory, --instances and --check-memory", () => {
  it.each([["--memory", "eager"], ["--memory", "cow"], ["--instances", "1"], ["--check-memory"]])(
    "%s %s changes nothing that the guest does",
    (...options) => {
      const plain = desk.prong(["run", "--trace", "--schedule", "sieve.wasm", "12"]);
      expect(plain.stdout).toBe("2\n3\n5\n7\n11\n");
      expect(desk.prong(["run", ...options, "--trace", "--schedule", "sieve.wasm", "12"])).toEqual(plain);
    },
  );

  it.each([
    [["--memory", "lazy"], "Allowed choices are cow, eager"],
    [["--instances", "0"], "Expected a whole number from 1 on"],
    [["--json"], "Cannot print as JSON what is not printed: give --stats, too"],
    [["--max-memory", "some"], "Expected a whole number from 1 on"],
  ])("%j is refused", (options, why) => {
    const { exitCode, stdout, stderr } = desk.prong(["run", ...options, "hello-fork.wasm"]);
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(why);
  });

  it("are in the help, with all that shows what memory does", () => {
    const { stdout } = desk.prong(["run", "--help"]);
    for (const option of [
      "--faults",
      "--stats",
      "--json",
      "--memory <how>",
      "--instances <number>",
      "--check-memory",
    ]) {
      expect(stdout).toContain(`  ${option} `);
    }
    expect(stdout).toContain("prong run --faults --stats");
  });
});
