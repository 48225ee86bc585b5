/** What a failing test says; and that the commands it names show the same failure again. */
import { mkdirSync } from "node:fs";
import { beforeAll, describe, expect, test, vi } from "vitest";
import {
  alwaysReap,
  type Expectation,
  neverDeadlock,
  onlyExitWith,
  onlyPrint,
} from "../../../runtime/frontend/testing/expectations.ts";
import { type Guest, guest } from "../../../runtime/frontend/testing/guest.ts";
import { judge, judgeRaces } from "../../../runtime/frontend/testing/judge.ts";
import { badOutcomeLines } from "../../../runtime/frontend/testing/report.ts";
import { search } from "../../../runtime/frontend/testing/search.ts";
import { Desk } from "../cli/spawn-prong.ts";
import { known } from "./known.ts";

const desk = new Desk();
mkdirSync(desk.folder, { recursive: true });
beforeAll(() => void vi.stubEnv("PRONG_CACHE", desk.cache));

const counter = await known(desk.folder, "outcomes/counter.c", { preempt: "memory" });
const philosophers = await known(desk.folder, "outcomes/philosophers.c");

/** What is said of a guest that is not as expected. */
async function failure(one: Guest, expectation: Expectation): Promise<string> {
  const { isMet, text } = await judge(one, expectation);
  expect(isMet).toBe(false);
  return text;
}

/** Runs a command of a report, and answers what it prints. */
const again = (text: string, which = /^ +npx (prong replay(?! --to).*)$/m) => {
  const line = which.exec(text)?.[1] ?? "no command";
  return desk.shell(line);
};

describe("a report", () => {
  test("says what was expected, what happened in how many schedules, what decides, and how to see it", async () => {
    const text = await failure(counter, onlyPrint(["2\n"]));
    const lines = text.replaceAll(desk.folder, "folder").replace(/prong2:[0-9a-f]+/g, "prong2:program");
    expect(lines).toBe(`\
Expected that every run of folder/counter.wasm ends, and has printed "2\\n"

  4 of 6 schedules: exits with 0
    1

  2 of 6 schedules: as expected

The simplest such run has 1 preemption; none has fewer. What decides is that

  step 6: [3] goes on
    assembly/guests/outcomes/counter.c:13  in main:  for (int i = 0; i < times; i++) ++*counter;
  comes before
  step 7: [2] goes on
    assembly/guests/outcomes/counter.c:13  in main:  for (int i = 0; i < times; i++) ++*counter;
              then in wait4(-1, 0)
    assembly/guests/outcomes/counter.c:15  in main:  wait(NULL);

The other way round it goes well: exits with 0
  2

To see it, and to stop before those two:
  npx prong replay prong2:program:memory:0:1a1bb folder/counter.wasm
  npx prong replay --to 5 prong2:program:memory:0:1a1b1 folder/counter.wasm`);
  });

  test("shows of many outcomes some", async () => {
    const found = await search(guest(counter, { args: ["3"] }), "outcomes");
    expect(badOutcomeLines(found.outcomes.slice(1), found).slice(-4)).toEqual(
      [
        expect.stringMatching(/^ {2}and \d other outcomes? as wrong$/),
        "",
        expect.stringMatching(/^ {2}\d+ of \d+ schedules: as expected$/),
      ].flatMap((line, i) => (i === 0 ? ["", line] : [line])),
    );
  });

  test("says where no order of events is to blame", async () => {
    const text = await failure(counter, onlyPrint(["7\n"]));
    expect(text).toContain(
      "\nThe simplest such run has no preemption. Every run of this program goes so: no order of events is to blame.\n",
    );
    expect(text).not.toContain("as expected");
  });

  test("of a run without an end names no schedule, as none leads there", async () => {
    const text = await failure(await known(desk.folder, "polls.c"), onlyPrint([""]));
    expect(text).toMatch(
      /^Expected .*\n\n {2}\d+ of \d+ schedules: goes round for ever\n\n {2}\d+ of \d+ schedules: as expected$/,
    );
  });

  test("says where not all schedules were tried", async () => {
    const text = await failure(guest(counter, { args: ["3"], maxSteps: 40 }), onlyPrint(["6\n"]));
    expect(text).toContain("\n  not all schedules were tried: there may be more\n");
  });
});

describe("the command of a report shows the same failure", () => {
  test("of what is printed", async () => {
    expect(again(await failure(counter, onlyPrint(["2\n"])))).toMatchObject({ stdout: "1\n", exitCode: 0 });
  });

  test("of a deadlock", async () => {
    const text = await failure(philosophers, neverDeadlock);
    const { exitCode, stderr } = again(text);
    const waiter = /^ +(\[3\] .*)$/m.exec(text)?.[1] ?? "nobody waits";
    expect([exitCode, stderr.includes(waiter)]).toEqual([125, true]);
  });

  test("of how it ends", async () => {
    const text = await failure(philosophers, onlyExitWith([0]));
    expect(again(text).exitCode).toBe(125);
  });

  test("of races", async () => {
    const { isMet, text } = await judgeRaces(guest(counter, { preempt: "syscalls" }));
    expect(isMet).toBe(false);
    const { exitCode, stderr } = again(text);
    expect(exitCode).toBe(66);
    for (const does of ["writes", "reads"]) {
      const line =
        new RegExp(`\\[\\d\\] ${does} 4 bytes in main \\(\\S+counter\\.c:13\\)`).exec(text)?.[0] ?? "no line";
      expect(stderr).toContain(line.slice(4));
    }
  });

  test("up to the steps that decide", async () => {
    const text = await failure(counter, onlyPrint(["2\n"]));
    const { stderr, stdout } = again(text, /^ +npx (prong replay --to .*)$/m);
    expect(stdout + stderr).toContain("after step 5, of [3]");
  });
});

describe("who is left to process 1", () => {
  test.each([
    ["outcomes/counter.c", true],
    ["outcomes/philosophers.c", false], // it may deadlock
    ["hello-fork.c", true],
    ["lazy-parent.c", false],
    ["careless-parent.c", true],
  ])("%s: all were waited for: %j", async (name, isMet) => {
    expect((await judge(await known(desk.folder, name), alwaysReap)).isMet).toBe(isMet);
  });

  test("is named", async () => {
    const orphans = await known(desk.folder, "lazy-parent.c");
    expect(await failure(orphans, alwaysReap)).toContain(
      "  [3] is left to process 1: its parent has ended without waiting for it\n",
    );
  });
});

describe("the opposite", () => {
  test("is met by one schedule, and nothing is shrunk for it", async () => {
    expect(await judge(philosophers, neverDeadlock, { opposite: true })).toEqual({ isMet: false, text: "" });
  });

  test("is not met where all do what was expected, and the search is complete", async () => {
    expect(await judge(counter, neverDeadlock, { opposite: true })).toMatchObject({
      isMet: true,
      text: expect.stringMatching(
        /^Expected that not every run of \S+ goes on without a deadlock, but all 6 schedules do$/,
      ),
    });
    await expect(judge(guest(counter, { maxSteps: 3 }), neverDeadlock)).rejects.toThrow("is not complete");
  });
});

test("only guests are judged", async () => {
  await expect(judge("a.c", neverDeadlock)).rejects.toThrow("Cannot search a.c: expected a guest");
  await expect(judgeRaces(undefined)).rejects.toThrow("Cannot search undefined: expected a guest");
});
