/** Runs that are made again: from what was recorded, from what the page knows, from what a search has found. */
import { describe, expect, it } from "vitest";
import { knownWays } from "../../../playground/run/known-ways.ts";
import type { Order, SeenStep } from "../../../playground/run/orders.ts";
import { recordedOf } from "../../../playground/run/recorded.ts";
import { showsRace } from "../../../playground/run/seen-step.ts";
import type { Race } from "../../../runtime/index.ts";
import { guest } from "../../guests/run-guest.ts";
import { END, open, runOf, seek, shell, textOf, told, typed } from "./talk.ts";

describe("a recorded run", () => {
  it("is made again, with what was typed, and stands where it stood", async () => {
    const run = await shell();
    const talk = await told(open(run), END, typed("cat | wc\n"), END, typed("one two\n\u0004"), END, seek(30));
    const [opened] = talk.all("opened");
    const recorded = recordedOf(opened?.schedule ?? "", talk.steps(), 30);
    await talk.say({ kind: "ask", question: { kind: "recorded", branch: 0 } });
    const window = run.terminal;
    expect(talk.all("answer")[0]?.answer).toEqual({
      kind: "recorded",
      recorded: { ...recorded, position: talk.steps().length, window },
    });
    const again = await told({ kind: "open", run, recorded });
    expect(again.steps()).toEqual(talk.steps());
    expect(again.moment).toEqual(talk.moment);
  });

  it("of a branch is a run of its own, which goes on as usual behind what was recorded", async () => {
    const run = runOf(await guest("outcomes/two-writers.c"));
    const talk = await told(open(run), seek(8));
    const pid = talk.moment.choosable.at(-1) ?? 0;
    await talk.say({ kind: "choose", pid });
    const { branch } = talk.moment;
    await talk.say({ kind: "ask", question: { kind: "recorded", branch } });
    const answer = talk.all("answer")[0]?.answer;
    if (answer?.kind !== "recorded") throw new Error("nothing was recorded");
    const again = await told({ kind: "open", run, recorded: { ...answer.recorded, length: Number.POSITIVE_INFINITY } });
    expect(again.steps().length).toBeGreaterThan(answer.recorded.position);
    expect(
      again
        .steps()
        .slice(0, answer.recorded.position)
        .map(({ pid }) => pid),
    ).toEqual(
      [...talk.steps(0).slice(0, talk.all("branched").at(-1)?.branch.from), ...talk.steps(branch)].map(
        ({ pid }) => pid,
      ),
    );
  });

  it("is opened all the same where it is another program's", async () => {
    const recorded = { schedule: "prong2:abcdef:syscalls:0:3b", acts: [], position: 4 };
    const talk = await told({ kind: "open", run: runOf(await guest("hello-fork.c")), recorded }, END);
    expect(talk.all("mismatched")[0]?.message).toContain("it was recorded with the program abcdef");
    expect(talk.moment.standing).toEqual({ kind: "ended", end: { code: 0 } });
  });

  it("is opened all the same where its decisions do not fit", async () => {
    const run = runOf(await guest("hello-fork.c"));
    const [opened] = (await told(open(run))).all("opened");
    const schedule = `${opened?.schedule}z`;
    const talk = await told({ kind: "open", run, recorded: { schedule, acts: [], position: 9 } }, END);
    expect(talk.all("mismatched")[0]?.message).toContain("the schedule chose number 26 there");
    expect(talk.all("opened").length).toBe(2);
    expect(talk.moment.standing).toEqual({ kind: "ended", end: { code: 0 } });
  });
});

describe("what the page knows", () => {
  it("is made again elsewhere: all branches, and where one stood; nothing is told of it", async () => {
    const run = await shell();
    const talk = await told(open(run), END, typed("(echo a; echo b) | cat\n"), END);
    for (const position of [40, 25, 60]) {
      await talk.say(seek(position));
      const pid = talk.moment.choosable.at(-1);
      if (pid !== undefined) await talk.say({ kind: "choose", pid });
      await talk.say(END);
    }
    await talk.say(seek(33));
    await talk.say(typed("other\n"));
    await talk.say(seek(35, 1));
    const branches = talk.all("branched").map(({ branch }) => ({ ...branch, steps: talk.steps(branch.id) }));
    expect(branches.length).toBeGreaterThan(2);
    const place = { branch: 1, position: 35 };
    const again = await told({ kind: "remake", run, ways: knownWays(branches), place });
    expect(again.reports.map(({ kind }) => kind)).toEqual(["prepares", "stands", "obeyed"]);
    expect(again.moment).toEqual(talk.moment);
    for (const { id, from, steps } of branches) {
      const end = seek(from + steps.length, id);
      await Promise.all([talk.say(end), again.say(end)]);
      expect(again.moment).toEqual(talk.moment);
    }
  });

  it("is told step by step where a run goes on carefully, with who is about to run", async () => {
    const talk = await told(open(runOf(await guest("hello-fork.c"))), { ...END, carefully: true } as Order);
    const told1 = talk.all("steps");
    expect(told1.every(({ steps }) => steps.length === 1)).toBe(true);
    const kinds = talk.reports.map(({ kind }) => kind);
    expect(kinds.indexOf("runs")).toBeLessThan(kinds.indexOf("steps"));
    expect(
      talk
        .all("runs")
        .map(({ pid }) => pid)
        .slice(0, 1),
    ).toEqual([2]);
  });
});

describe("a search", () => {
  it("finds all outcomes, and each can be opened as a run", async () => {
    const run = runOf(await guest("outcomes/two-writers.c"));
    const talk = await told({ kind: "explore", run, races: false, maxSteps: 100_000 });
    const [explored] = talk.all("explored");
    expect(explored?.found).toMatchObject({ complete: true, races: [] });
    expect(explored?.schedules.length).toBe(explored?.found.outcomes.length);
    expect(explored?.found.outcomes.length).toBeGreaterThan(1);
    for (const [index, schedule] of (explored?.schedules ?? []).entries()) {
      const recorded = { schedule, acts: [], position: Number.POSITIVE_INFINITY };
      const seen = await told({ kind: "open", run, recorded });
      expect(textOf(seen.steps())).toBe(explored?.found.outcomes[index]?.stdout);
      expect(seen.moment).toMatchObject({ standing: { kind: "ended" }, position: seen.steps().length });
    }
  });

  it("finds races, with runs that show them", async () => {
    const run = runOf(await guest("outcomes/counter.c"), { args: ["1"] });
    const talk = await told({ kind: "explore", run, races: true, maxSteps: 100_000 });
    const [explored] = talk.all("explored");
    expect(explored?.found.races.length).toBeGreaterThan(0);
    const [schedule = ""] = explored?.raceSchedules ?? [];
    const seen = await told({
      kind: "open",
      run,
      recorded: { schedule, acts: [], position: Number.POSITIVE_INFINITY },
    });
    const race = (explored as NonNullable<typeof explored>).found.races[0]?.race as Race;
    const at = seen.steps().findIndex((step) => showsRace(step, race));
    expect(at).toBeGreaterThan(0);
    expect(at).toBeLessThan(seen.steps().length - 1);
    expect(seen.moment.position).toBe(seen.steps().length);
    const shown = await told({ kind: "open", run, recorded: { schedule, acts: [], position: Infinity }, race });
    expect([shown.moment.position, shown.steps().length]).toEqual([at + 1, seen.steps().length]);
    const elsewhere = { ...race, first: { ...race.first, place: { ...race.first.place, key: "x", line: "x" } } };
    expect(showsRace(seen.steps()[at] as SeenStep, elsewhere)).toBe(false);
  });

  it("ends when it has no steps left, and says so", async () => {
    const run = runOf(await guest("outcomes/two-writers.c"));
    const talk = await told({ kind: "explore", run, races: false, maxSteps: 10 });
    expect(talk.all("explored")[0]?.found).toMatchObject({ complete: false, ended: true });
  });
});
