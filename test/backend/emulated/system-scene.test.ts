/** What there is to see of runs of real guests, wherever one comes from. */
import { describe, expect, it } from "vitest";
import { TimeTravel, type TimeTravelOptions } from "../../../runtime/backend/emulated/time-travel.ts";
import { Random } from "../../../runtime/scheduler/policies/random.ts";
import { guest, instrumentCache, SMALL } from "../../guests/run-guest.ts";

const travel = async (name: string, options: Partial<TimeTravelOptions> = {}) =>
  TimeTravel.create({ name: "guest", cache: instrumentCache, ...options, program: await guest(name) });

describe("a scene of a run", () => {
  it.each<[string, Partial<TimeTravelOptions>]>([
    ["hello-fork.c", {}],
    ["sieve.c", { args: ["10"] }],
    ["vfork.c", {}],
    ["outcomes/two-writers.c", { policy: new Random(5) }],
  ])("%s is the same at a step, wherever one comes from", async (name, options) => {
    const run = await travel(name, { every: 5, marks: 3, ...options });
    const scenes = [run.scene()];
    while (run.step() === undefined && scenes.length < 300) scenes.push(run.scene());
    scenes.push(run.scene());
    for (let i = 0; i < 40; i++) {
      const position = (i * 37) % scenes.length;
      run.seek(position);
      expect(run.scene()).toEqual(scenes[position]);
    }
  });

  it("is the one that a branch of the same decisions has", async () => {
    const run = await travel("outcomes/two-writers.c");
    run.run();
    const { here } = run;
    const last = run.scene();
    const at = Array.from({ length: run.length }, (_, number) => number).find(
      (number) => run.stepAt(number).choices.length > 0,
    );
    run.seek(at ?? 0);
    const [choice] = run.stepAt(run.position).choices;
    run.branch(choice?.runnable.find((pid) => pid !== choice.pid) ?? 0);
    run.run();
    run.seek(run.position - 1, run.here);
    run.scene();
    run.seek(last === undefined ? 0 : here.steps.length, here);
    expect(run.scene()).toEqual(last);
  });

  it("says where each process is, since when, and what its memory is counted as", async () => {
    const run = await travel("wrong-fork.c");
    expect(run.run().kind).toBe("deadlock");
    const { processes, elapsed } = run.scene();
    expect(elapsed).toBeGreaterThanOrEqual(0);
    const usage = run.memoryUsage();
    for (const { pid, stack, since, state, waitsFor, memory } of processes) {
      expect(stack).toEqual(run.callStack(pid));
      expect({ state, waitsFor, since }).toMatchObject({
        state: "waiting",
        waitsFor: run.whyWaiting(pid)?.waitsFor,
        since: run.whyWaiting(pid)?.since,
      });
      expect(memory).toMatchObject({ ...usage.get(pid) });
    }
    expect(processes.map(({ pid }) => pid)).toEqual([2, 3]);
  });

  it("has pages that can be looked at one by one", async () => {
    const run = await travel("hello-fork.c");
    run.until("fork");
    const [parent, child] = run.scene().processes;
    for (const { from, kind } of [...(parent?.memory?.pages ?? []), ...(child?.memory?.pages ?? [])]) {
      if (kind !== "shared") continue;
      const { sharers, bytes } = run.pageOf(3, from);
      expect(sharers).toEqual([2, 3]);
      expect(run.pageOf(2, from)).toMatchObject({ kind, sharers, bytes });
    }
    expect(run.pageOf(2, 0).mapping).toBeUndefined();
  });
});

describe("a run goes on until", () => {
  it("a page is written for the first time since a fork, where that is watched", async () => {
    const run = await travel("hello-fork.c", { watchFaults: true, steps: "calls" });
    run.until("fork");
    expect(run.until("fault")).toBeUndefined();
    const faults = run.eventsOf(run.position - 1).filter((event) => event.kind === "fault");
    expect(faults).toContainEqual({
      kind: "fault",
      pid: run.stepAt(run.position - 1).pid,
      page: expect.any(Number),
      cause: "fork",
    });
    for (const { pid, page } of faults) expect(run.pageOf(pid, page).kind).toBe("private");
  });

  it("a process runs another program, with its own pages and call stack then", async () => {
    const program = await guest("programs/sh.c", SMALL);
    const tools = await guest("programs/tools.c", SMALL);
    const options = { program, name: "sh", args: ["-c", "wc; exit 3"], programs: { wc: tools } };
    const run = await TimeTravel.create({ cache: instrumentCache, ...options });
    expect(run.until("exec")).toBeUndefined();
    const { pid } = run.stepAt(run.position - 1);
    const runs = run.scene().processes.find((process) => process.pid === pid);
    expect(runs).toMatchObject({ program: "/bin/wc", args: ["wc"], stack: [], state: "runnable" });
    expect(runs?.memory?.pages.some(({ kind }) => kind === "shared")).toBe(false);
  });
});
