/** The guests that come with Prong do what they say, every time, in every order. */
import { basename } from "node:path";
import { describe, expect, it } from "vitest";
import { deadlockLines } from "../../runtime/frontend/format/deadlock.ts";
import { guestNames } from "../frontend/compile/compile-guest.ts";
import { expected, guest, type RunOptions, replay, run, runWithSeed } from "./run-guest.ts";

const SEEDS = [1, 2, 3];
const WRONG = "wrong-fork.c";

const names = (await guestNames()).filter((name) => name !== WRONG);
const hostile = await guestNames("hostile");

/** The fork bomb is to be stopped by a limit that a test reaches soon. */
const optionsOf = (name: string): RunOptions => (name.includes("fork-bomb") ? { limits: { processes: 40 } } : {});
const nameOf = (path: string) => path.replace(/\.(c|ts)$/, "");

describe.each([...names, ...hostile])("%s", (name) => {
  it("prints what it should and exits with 0", async () => {
    const seen = await run(await guest(name), optionsOf(name));
    expect(seen.stdout).toBe(await expected(nameOf(name)));
    expect(seen).toMatchObject({ stderr: "", exitCode: 0, outcome: { kind: "ended" } });
  });

  it("does the same when it is run twice", async () => {
    const program = await guest(name);
    expect(await run(program, optionsOf(name))).toEqual(await run(program, optionsOf(name)));
  });

  it("prints the same whatever the order of events", async () => {
    const program = await guest(name);
    const text = await expected(nameOf(name));
    for (const seed of SEEDS) {
      const seen = await runWithSeed(program, seed, optionsOf(name));
      expect(seen, `seed ${seed}, ${seen.schedule}`).toMatchObject({ stdout: text, stderr: "", exitCode: 0 });
    }
  });

  it("does the same again from a seed, and from the schedule of that run", async () => {
    const program = await guest(name);
    const first = await runWithSeed(program, 7, optionsOf(name));
    expect(await runWithSeed(program, 7, optionsOf(name))).toEqual(first);
    expect(await replay(program, first.schedule, optionsOf(name))).toEqual(first);
  });
});

it("schedules of different seeds differ, where there is something to decide", async () => {
  const program = await guest("sieve.c");
  const schedules = await Promise.all(SEEDS.map(async (seed) => (await runWithSeed(program, seed)).schedule));
  expect(new Set(schedules).size).toBe(SEEDS.length);
});

describe(WRONG, () => {
  it("stands still after its hello, and the report says who waits for what, and why it cannot come", async () => {
    const seen = await run(await guest(WRONG), { name: basename(WRONG, ".c") });
    expect(seen).toMatchObject({ stdout: "hello\n", stderr: "", exitCode: undefined });
    if (seen.outcome.kind !== "deadlock") throw new Error(`it ${seen.outcome.kind}`);
    expect(deadlockLines(seen.outcome.waiters)).toEqual([
      "deadlock: 2 processes wait for what can never come",
      "  [2] /bin/wrong-fork in wait4(-1): waits for a child to end",
      "  [3] /bin/wrong-fork in fd_read(3): waits for pipe 1 to have data (it still holds the write end open itself: 4 in [3])",
    ]);
    expect(seen.tree).toEqual(["2 wrong-fork      still there", "`-- 3 wrong-fork  still there"]);
  });

  it.each(SEEDS)("does so in the order of events of seed %i too", async (seed) => {
    const program = await guest(WRONG);
    const seen = await runWithSeed(program, seed);
    expect(seen).toMatchObject({ stdout: "hello\n", outcome: { kind: "deadlock" } });
    expect(await replay(program, seen.schedule)).toEqual(seen);
  });
});

describe("the trace of a run", () => {
  it("shows each call, its answer, what was waited for and how it ended", async () => {
    const { trace } = await run(await guest("hello-fork.c"), { name: "hello-fork" });
    expect(trace).toEqual([
      "[2] ==> use_cwd()",
      "[2] <== 0",
      "[2] ==> fd_fdstat_get(1)",
      "[2] <== 0",
      '[2] ==> fd_write(1, "hello from before the fork\\n")',
      "[2] <== 0 count=27",
      "[2] ==> fork()",
      "[2] <== 3",
      "[2] ==> wait4(3, 0)",
      "[2] ... waits for a child to end",
      '[3] ==> fd_write(1, "hello from the child\\n")',
      "[3] <== 0 count=21",
      "[3] ==> proc_exit(7)",
      "[3] --- exits with 7",
      "[2] <== 3 status=0x700",
      '[2] ==> fd_write(1, "the parent still says: hello from before the for"... 113 bytes)',
      "[2] <== 0 count=113",
      "[2] --- exits with 0",
    ]);
  });

  it("does not change the run that is traced", async () => {
    const program = await guest("pipeline.c");
    const watched = await run(program);
    const unwatched = await run(program, { watchCalls: false });
    expect(unwatched).toMatchObject({ stdout: watched.stdout, tree: watched.tree, schedule: watched.schedule });
  });
});
