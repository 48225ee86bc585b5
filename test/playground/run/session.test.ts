/** A session obeys orders, and says what becomes of them: without a worker, and with real guests. */
import { describe, expect, it } from "vitest";
import type { Order } from "../../../playground/run/orders.ts";
import { compileText, expected, guest, source } from "../../guests/run-guest.ts";
import { END, open, runOf, seek, shell, Talk, told, typed } from "./talk.ts";

const PASS: Order = { kind: "act", act: { kind: "pass" } };

/** Writes a line again and again. */
const FLOOD = `#include <stdio.h>
int main(void) { for (;;) { printf("a line of forty characters and no more\\\\n"); fflush(stdout); } }`;

describe("a session", () => {
  it("opens a program, stands before its first step, and goes on to its end", async () => {
    const talk = new Talk();
    const opened = await talk.say(open(runOf(await guest("hello-fork.c"))));
    expect(opened.map(({ kind }) => kind)).toEqual(["prepares", "opened", "branched", "stands", "obeyed"]);
    expect(talk.moment).toMatchObject({ branch: 0, position: 0, standing: undefined });
    expect(talk.moment.scene.processes.map(({ pid }) => pid)).toEqual([2]);
    await talk.say(END);
    expect(talk.printed()).toBe(await expected("hello-fork"));
    expect(talk.moment).toMatchObject({ position: talk.steps().length, standing: { kind: "ended", end: { code: 0 } } });
    expect(talk.steps().flatMap(({ events }) => events.filter(({ kind }) => kind === "fork")).length).toBe(1);
  });

  it("tells the first step before the second is made, as that may not end; and who makes it", async () => {
    const talk = await told(open(runOf(await guest("hello-fork.c"))));
    const reports = await talk.say(END);
    const [runs, steps, stands] = reports;
    expect(runs).toEqual({ kind: "runs", pid: 2 });
    expect(steps).toMatchObject({ kind: "steps", steps: [{ pid: 2 }] });
    expect(stands).toMatchObject({ kind: "stands", moment: { position: 1 }, goesOn: true });
    expect(talk.all("runs").at(-1)).toEqual({ kind: "runs", pid: undefined });
  });

  it.each(["fork", "exit", "output", "fault"] as const)("goes on to the next %s", async (until) => {
    const talk = await told(open(runOf(await guest("hello-fork.c"))), { kind: "go-on", until });
    const { position } = talk.moment;
    expect(position).toBe(talk.steps().length);
    const happened = talk.steps().map(({ events, output }) => {
      return until === "output" ? output.length > 0 : events.some(({ kind }) => kind === until);
    });
    expect(happened.indexOf(true)).toBe(position - 1);
  });

  it("goes to any step, and makes those that are not known", async () => {
    const talk = await told(open(runOf(await guest("sieve.c"), { args: ["10"] })), seek(20));
    expect([talk.steps().length, talk.moment.position]).toEqual([20, 20]);
    const { scene } = talk.moment;
    for (const position of [0, 7, 20]) await talk.say(seek(position));
    expect(talk.moment.scene).toEqual(scene);
    await talk.say(seek(100_000));
    expect(talk.moment.standing).toEqual({ kind: "ended", end: { code: 0 } });
    const { length } = talk.steps();
    await talk.say(seek(3));
    await talk.say(END);
    expect([talk.moment.position, talk.steps().length]).toEqual([length, length]);
  });

  it("pauses when it is told to, wherever the run is, and goes on from there", async () => {
    const talk = await told(open(runOf(await compileText(FLOOD))));
    const running = talk.say(END);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await talk.say({ kind: "pause" });
    await running;
    const { position } = talk.moment;
    expect(talk.all("bounded")).toEqual([]);
    expect(position).toBe(talk.steps().length);
    await talk.say(seek(position + 5));
    expect(talk.moment.position).toBe(position + 5);
  });

  it("answers questions and takes what is typed while the run goes on", async () => {
    const copies = runOf(await source("copy-input.c"), { args: ["1"], terminal: { rows: 5, columns: 5 } });
    const talk = await told(open(copies), END);
    expect(talk.moment.standing).toMatchObject({ kind: "wants-input", hope: "data" });
    await talk.say(typed("x\n"));
    const running = talk.say(END);
    const asked = talk.say({ kind: "ask", question: { kind: "page", pid: 2, page: 0 } });
    const done = talk.say(typed("y\n"));
    await Promise.all([running, asked, done]);
    await talk.say(END);
    expect(talk.all("answer")[0]?.answer).toMatchObject({ kind: "page", page: { pid: 2, sharers: [2] } });
    expect(talk.printed()).toBe("x\r\nx\r\ny\r\ny\r\n");
  });

  it("ends an input that nobody can type, and goes on", async () => {
    const talk = await told(open(runOf(await source("copy-input.c"), { args: ["1"] })), END);
    expect(talk.moment.standing).toEqual({ kind: "ended", end: { code: 0 } });
    expect(talk.steps().filter(({ act }) => act !== undefined)).toMatchObject([{ act: { kind: "input" } }]);
  });

  it("has a shell at a terminal wait for input; while nobody types, sleepers go on", async () => {
    const talk = await told(open(await shell()), END, typed("sleep 3 | cat &\n"), END);
    expect(talk.moment.standing).toMatchObject({ kind: "wants-input", hope: "data", within: 3e9 });
    await talk.say(PASS);
    await talk.say(END);
    expect(talk.moment.standing).toMatchObject({ kind: "wants-input", within: undefined });
    expect(talk.moment.scene.elapsed).toBeGreaterThanOrEqual(3e9);
    await talk.say(typed("exit 4\n"));
    await talk.say(END);
    expect(talk.moment.standing).toEqual({ kind: "ended", end: { code: 4 } });
  });

  it("lets another process run: that is a branch, and both are kept", async () => {
    const talk = await told(open(runOf(await guest("outcomes/two-writers.c"))), END);
    const [length, printed] = [talk.steps().length, talk.printed()];
    let [position, other] = [0, 0];
    for (; other === 0; position++) {
      await talk.say(seek(position));
      const { choosable } = talk.moment;
      const pid = talk.steps()[position]?.pid;
      other = choosable.find((candidate) => candidate !== pid) ?? 0;
    }
    await talk.say({ kind: "choose", pid: other });
    expect(talk.moment).toMatchObject({ branch: 1, position });
    expect(talk.all("branched").at(-1)).toMatchObject({ branch: { id: 1, parent: 0, from: position - 1, by: other } });
    expect(talk.steps(1).map(({ pid }) => pid)).toEqual([other]);
    await talk.say(END);
    expect([...talk.printed(1)].sort()).not.toEqual([]);
    await talk.say(seek(length));
    expect(talk.moment).toMatchObject({ branch: 0, position: length, standing: { kind: "ended" } });
    expect(talk.printed()).toBe(printed);
    const end = talk.steps(1).length + position - 1;
    await talk.say(seek(end, 1));
    expect(talk.moment).toMatchObject({ branch: 1, standing: { kind: "ended" } });
  });

  it("has programs executed that were not prepared", async () => {
    const run = { ...(await shell()), args: ["-c", "echo a b | wc; cat < /dev/null"], terminal: undefined };
    const talk = await told(open(run), END);
    expect(talk.printed()).toMatch(/^ *1 +2 +4\n$/);
  });

  it.each<[string, Order, string]>([
    ["nothing is open", END, "Cannot do that: no program runs yet"],
    ["there is no such branch", seek(0, 7), "Cannot find branch 7: there are 1"],
    ["it is no program", open(runOf(new Uint8Array([1, 2, 3]))), "guest"],
    [
      "nothing is to be decided",
      { kind: "choose", pid: 2 },
      "Cannot let process 2 run next in step 0: nothing is to be decided there",
    ],
    ["there is no such process", { kind: "ask", question: { kind: "page", pid: 9, page: 0 } }, "process 9"],
    ["the page is none of its", { kind: "ask", question: { kind: "page", pid: 2, page: 1e6 } }, "page 1000000"],
  ])("says why it cannot obey: %s", async (what, order, message) => {
    const talk = new Talk();
    if (what !== "nothing is open") await talk.say(open(runOf(await guest("hello-fork.c"))));
    const reports = await talk.say(order);
    expect(reports.at(-1)).toMatchObject({ kind: "failed", order: order.kind });
    expect(talk.all("failed")[0]?.message).toContain(message);
    if (what !== "nothing is open") {
      await talk.say(END);
      expect(talk.moment.standing).toEqual({ kind: "ended", end: { code: 0 } });
    }
  });
});

describe("what has no end is paused, and told", () => {
  it.each([
    ["output", { steps: 1e9, output: 10_000 }],
    ["steps", { steps: 500, output: 1e9 }],
  ] as const)("%s", async (what, bounds) => {
    const talk = new Talk({ bounds });
    await talk.say(open(runOf(await compileText(FLOOD))));
    for (const times of [1, 2]) {
      await talk.say(END);
      expect(talk.all("bounded")).toEqual(new Array(times).fill({ kind: "bounded", what, most: bounds[what] }));
      const made = what === "steps" ? talk.steps().length : talk.printed().length;
      expect(made).toBeGreaterThanOrEqual(times * bounds[what]);
      expect(made).toBeLessThan(times * bounds[what] + 100);
    }
  });

  it("forking, by the limit of processes: fork answers EAGAIN, and they all wait", async () => {
    const bomb = `#include <unistd.h>
      int main(void) { while (fork() >= 0); for (;;) pause(); }`;
    const talk = await told(open(runOf(await compileText(bomb), { limits: { processes: 20 } })), END);
    expect(talk.moment.scene.processes.length).toBe(20);
    expect(talk.moment.standing).toMatchObject({ kind: "deadlock" });
  });
});
