/** The questions of assembly/guests/usertests have the same answers here, in every order, and on the host's own kernel. */

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { describeNative, onNative } from "../backend/native/native.ts";
import { compileGuests, GUESTS, guestNames } from "../frontend/compile/compile-guest.ts";
import { IS_LONG } from "../is-long.ts";
import { BUSY_HOST } from "./busy-host.ts";
import { guest, type RunOptions, run, runWithSeed, type Seen, SMALL } from "./run-guest.ts";

const SEEDS = IS_LONG ? [1, 2, 3] : [1];
/** A run takes seconds; one on a host where much else runs takes longer. */
const TIMEOUT = 120_000;

const sources = (await guestNames("usertests")).filter((name) => name.endsWith(".c"));
const program = (await compileGuests(sources)).wasm;
/** Some ask what a shell does. */
const sh = await guest("programs/sh.c", SMALL);

const list = readFileSync(join(GUESTS, "usertests", "list.h"), "utf8");
const names = [...list.matchAll(/^ {2}TEST\((\w+)\)/gm)].map(([, name]) => name as string);

/** Those that are about memory: only there is all of it compared at every stop, for 25,000 processes take too long. */
const MEMORY = ["globals", "heap", "stack", "deep_stack", "heaps_grow", "great_grandchild", "vfork_waits", "jump_out"];

/** Traces of so many calls are not worth keeping. */
const OPTIONS: RunOptions = {
  name: "usertests",
  watchCalls: false,
  checkMemory: false,
  preempt: "loops",
  programs: { sh },
};
const ask = (args: readonly string[] = [], options: RunOptions = {}): Promise<Seen> =>
  run(program, { ...OPTIONS, args: [...args], ...options });

const wrong = (stdout: string) =>
  stdout
    .split("\n")
    .filter((line) => !line.endsWith("... ok"))
    .join("\n");

const rightAnswers = `${names.length} questions, 0 wrong answers\n`;
const answers = await ask();

describe("usertests", () => {
  it("has the right answer to every question", () => {
    const { stdout, stderr, exitCode } = answers;
    expect(wrong(stdout)).toBe(rightAnswers);
    expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 0 });
  });

  it.each(SEEDS)("has the same in the order of seed %i", { timeout: TIMEOUT }, async (seed) => {
    const { stdout, schedule } = await runWithSeed(program, seed, OPTIONS);
    expect(wrong(stdout), schedule.slice(0, 2000)).toBe(rightAnswers);
    expect(stdout).toBe(answers.stdout);
  });

  it("has the right answers about memory when all of it is compared at every stop", async () => {
    const { stdout } = await ask(MEMORY, { checkMemory: true });
    expect(wrong(stdout)).toBe(`${MEMORY.length} questions, 0 wrong answers\n`);
  });

  it("lists its questions", async () => {
    const { stdout, exitCode } = await ask(["--list"]);
    const lines = stdout.trimEnd().split("\n");
    expect(exitCode).toBe(0);
    expect(lines.map((line) => line.split(" ")[0])).toEqual(names);
    for (const line of lines) expect(line).toMatch(/^\w+ +[a-z(].*\?$/);
    expect(new Set(names).size).toBe(names.length);
  });

  it("asks those that are named", async () => {
    const { stdout } = await ask(["wait_order", "two_exits"]);
    expect(stdout).toBe(
      "what if two children exit at the same time? ... ok\ncan children be waited for in any order? ... ok\n2 questions, 0 wrong answers\n",
    );
  });

  it("knows no others", async () => {
    const { stdout, stderr, exitCode } = await ask(["two_exits", "three_exits"]);
    expect({ stdout, exitCode }).toEqual({ stdout: "", exitCode: 2 });
    expect(stderr).toContain('no question is called "three_exits"');
  });

  it("says what was expected and what was found where an answer is wrong", async () => {
    const { stdout, exitCode } = await ask(["two_exits", "zombies"], { limits: { processes: 50 } });
    expect(stdout).toMatch(
      /same time\? \.\.\. ok\n.*zombies\? \.\.\. FAILED\n {2}wait\.c:\d+: fork\(\): expected no error, found ".+"\n2 questions, 1 wrong answers\n$/,
    );
    expect(exitCode).toBe(1);
  });
});

const compiler = ["cc", "gcc", "clang"].find(
  (name) => spawnSync(name, ["--version"], { stdio: "ignore" }).status === 0,
);
const why = compiler === undefined ? " (skipped: this host has no cc, gcc or clang)" : "";

describe.skipIf(compiler === undefined)(`on the host's own kernel${why}`, BUSY_HOST, () => {
  const folder = mkdtempSync(join(tmpdir(), "prong-usertests-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("the answers are the same", { timeout: TIMEOUT }, async () => {
    const file = join(folder, "usertests");
    const paths = sources.map((name) => join(GUESTS, name));
    const made = spawnSync(compiler as string, ["-O1", "-w", ...paths, "-o", file], { encoding: "utf8" });
    expect(made.stderr).toBe("");
    const { stdout, status } = spawnSync(file, { encoding: "utf8", timeout: TIMEOUT });
    expect(wrong(stdout)).toBe(rightAnswers);
    expect({ stdout, status }).toEqual({ stdout: answers.stdout, status: 0 });
  });
});

/** The host's shell cannot start WebAssembly. */
const BY_A_SHELL = ["system_status", "popen_both"];
/** Ten thousand forks take twenty seconds there. */
const LONG = ["hundred_hundreds", "thousand", "five_hundred", "exec_itself"];
const NOT_THERE = new Set([...BY_A_SHELL, ...(IS_LONG ? [] : LONG)]);

describeNative("on the host's own kernel, as WebAssembly", () => {
  it("the answers are the same", { timeout: TIMEOUT, ...BUSY_HOST }, async () => {
    const args = names.filter((name) => !NOT_THERE.has(name));
    const { stdout, stderr, end } = await onNative(program, { name: "usertests", args, patience: TIMEOUT });
    expect(wrong(stdout)).toBe(`${args.length} questions, 0 wrong answers\n`);
    expect({ stderr, end }).toEqual({ stderr: "", end: { code: 0 } });
  });
});
