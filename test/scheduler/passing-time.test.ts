/** When time passes is a choice where the policy is asked for it: what that does to runs, schedules, searches and histories. */
import { describe, expect, it } from "vitest";
import { CLOCK, type Pid } from "../../runtime/abi/ids.ts";
import { explore } from "../../runtime/backend/emulated/explore.ts";
import { runTwice } from "../../runtime/backend/emulated/run-twice.ts";
import { shrink } from "../../runtime/backend/emulated/shrink.ts";
import { System, type SystemOptions } from "../../runtime/backend/emulated/system.ts";
import { TimeTravel } from "../../runtime/backend/emulated/time-travel.ts";
import { shrunkLines } from "../../runtime/frontend/format/shrunk.ts";
import { traceLine } from "../../runtime/frontend/format/trace.ts";
import { TextStreams } from "../../runtime/frontend/text-streams.ts";
import type { KernelEvent } from "../../runtime/kernel/event.ts";
import { Manual } from "../../runtime/scheduler/policies/manual.ts";
import { Priority } from "../../runtime/scheduler/policies/priority.ts";
import { Random } from "../../runtime/scheduler/policies/random.ts";
import { RoundRobin } from "../../runtime/scheduler/policies/round-robin.ts";
import type { Policy } from "../../runtime/scheduler/policy.ts";
import { formatSchedule, parseSchedule } from "../../runtime/scheduler/schedule.ts";
import { guest, instrumentCache, source } from "../guests/run-guest.ts";

const sleepForWait = await guest("outcomes/sleep-for-wait.c");
const script = await source("script.c");

const base = { name: "guest", cache: instrumentCache, preempt: "loops" } as const;

async function run(program: Uint8Array, options: Partial<SystemOptions>) {
  const streams = new TextStreams();
  const events: KernelEvent[] = [];
  const listen = (event: KernelEvent) => events.push(event);
  const system = await System.create({ ...base, streams, listen, ...options, program });
  const outcome = await system.finish();
  return { outcome, text: streams.stdout, schedule: formatSchedule(system.schedule), events };
}

const printed = async (options: Partial<SystemOptions> & { readonly bound?: number }) => {
  const { complete, outcomes } = await explore({ ...base, ...options, program: sleepForWait });
  return { complete, texts: outcomes.map(({ stdout }) => stdout).sort() };
};

describe("a program that sleeps where it should wait", () => {
  it("has one outcome where time passes only while nobody can run", async () => {
    expect(await printed({})).toEqual({ complete: true, texts: ["42\n"] });
    expect(await printed({ time: "idle" })).toEqual({ complete: true, texts: ["42\n"] });
  });

  it("has the wrong one, too, where it passes at any moment", async () => {
    expect(await printed({ time: "any" })).toEqual({ complete: true, texts: ["0\n", "42\n"] });
  });

  it("needs a preemption for it: to let time pass is one", async () => {
    expect(await printed({ time: "any", bound: 0 })).toEqual({ complete: false, texts: ["42\n"] });
    expect(await printed({ time: "any", bound: 1 })).toMatchObject({ texts: ["0\n", "42\n"] });
  });

  it("is shrunk to the moment at which time passes", async () => {
    const { outcomes } = await explore({ ...base, program: sleepForWait, time: "any" });
    const wrong = outcomes.find(({ stdout }) => stdout === "0\n");
    const shrunk = await shrink({
      ...base,
      program: sleepForWait,
      schedule: parseSchedule(formatSchedule(wrong?.schedule as never)),
    });
    expect(shrunk).toMatchObject({ result: { stdout: "0\n" }, after: { preemptions: 1 }, fewest: true });
    expect(shrunkLines(shrunk, formatSchedule).join("\n")).toContain("+time:0:");
  });
});

describe("with time that passes at any moment", () => {
  it.each<[string, (seed: number) => Policy]>([
    ["random", (seed) => new Random(seed)],
    ["priority", (seed) => new Priority(seed, { depth: 2, length: 6 })],
    ["manual", () => new Manual(({ runnable }) => (runnable.includes(CLOCK) ? CLOCK : (runnable[0] as Pid)))],
  ])("the policy %s ends a sleep early, and its schedule does so again", async (_, policy) => {
    const texts = new Set<string>();
    for (let seed = 0; seed < 24; seed++) {
      const first = await run(sleepForWait, { time: "any", policy: policy(seed), seed });
      const again = await run(sleepForWait, { schedule: parseSchedule(first.schedule) });
      expect(again).toEqual(first);
      texts.add(first.text);
    }
    expect(texts).toContain("0\n");
  });

  it("round-robin lets it pass only while nobody can run, as without", async () => {
    for (const args of [["(z0o)(z1o)wwo"], ["(A1p)ow"], ["P(z0b01)d0w"]]) {
      const [idle, any] = [
        await run(script, { args }),
        await run(script, { args, time: "any", policy: new RoundRobin() }),
      ];
      expect([any.text, any.outcome]).toEqual([idle.text, idle.outcome]);
    }
  });

  it("two runs are the same at every step", async () => {
    const policy = () => new Random(7);
    const options = { ...base, program: script, args: ["(z0oA1p)(z1o)woz0w"], time: "any", policy } as const;
    expect((await runTwice({ ...options, streams: new TextStreams() })).difference).toBeUndefined();
  });

  it("a trace tells to when", async () => {
    const { events } = await run(sleepForWait, { time: "any" });
    expect(events.map(traceLine).filter((line) => line?.includes("time"))).toEqual(["--- time passes to 1.000002 s"]);
    expect((await run(sleepForWait, {})).events.some(({ kind }) => kind === "time")).toBe(false);
  });

  it("a history has it as a step, and another way can begin with it", async () => {
    const travel = await TimeTravel.create({ ...base, program: sleepForWait, time: "any" });
    travel.run();
    expect(travel.output.text("stdout")).toBe("42\n");
    travel.seek(0);
    travel.until(({ choices }) => choices.some(({ runnable }) => runnable.includes(CLOCK)));
    travel.stepBack();
    const choices = travel.stepAt(travel.position).choices;
    travel.branch(
      CLOCK,
      choices.findIndex(({ runnable }) => runnable.includes(CLOCK)),
    );
    expect(travel.stepAt(travel.position - 1).pid).toBe(CLOCK);
    const { digest } = travel;
    travel.run();
    expect(travel.output.text("stdout")).toBe("0\n");
    const replayed = await run(sleepForWait, { schedule: travel.schedule() });
    expect(replayed.text).toBe("0\n");
    travel.seek(travel.position - 2);
    travel.seek(0);
    travel.until("time");
    expect(travel.digest).toBe(digest);
  });
});

it("a schedule is refused in a world where time passes otherwise", async () => {
  const { schedule } = await run(sleepForWait, { time: "any" });
  expect(schedule).toMatch(/^prong2:[0-9a-f]{6}:loops\+time:0:\d+$/);
  await expect(run(sleepForWait, { time: "idle", schedule: parseSchedule(schedule) })).rejects.toThrow(
    'it was recorded where time could pass at any decision (any), and here it is "idle"',
  );
});
