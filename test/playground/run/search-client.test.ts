import { beforeEach, describe, expect, it } from "vitest";
import { SearchClient } from "../../../playground/run/search-client.ts";
import { search } from "../../../playground/state/exploration.ts";
import { guest } from "../../guests/run-guest.ts";
import { FakePort } from "./fake-port.ts";
import { runOf } from "./talk.ts";

const ports: FakePort[] = [];
const make = () => {
  const port = new FakePort();
  ports.push(port);
  return port;
};
/** It never comes to anything. */
const makeIdle = () => {
  const port = make();
  port.postMessage = () => {};
  return port;
};

beforeEach(() => {
  ports.length = 0;
  search.value = undefined;
});

const over = () =>
  new Promise<void>((resolve) => {
    const end = search.subscribe((now) => {
      if (now === undefined || now.state === "searching") return;
      queueMicrotask(() => end());
      resolve();
    });
  });

describe("a search", () => {
  it("lists all outcomes, each with its schedule, and takes no memory any more", async () => {
    const client = new SearchClient(make);
    const run = runOf(await guest("outcomes/two-writers.c"));
    client.begin(run);
    expect(search.value).toMatchObject({ state: "searching", options: run, races: false });
    await over();
    const { state, found, schedules = [], progress } = search.value ?? {};
    expect([state, found?.complete, schedules.length]).toEqual(["done", true, found?.outcomes.length]);
    expect(progress).toEqual({ steps: found?.steps, outcomes: schedules.length, schedules: found?.schedules });
    expect(ports.map(({ isEnded }) => isEnded)).toEqual([true]);
  });

  it("that is given up, or takes the place of another, ends its worker", async () => {
    const client = new SearchClient(makeIdle);
    const run = runOf(await guest("outcomes/two-writers.c"));
    client.begin(run);
    client.begin(run, { maxSteps: 5 });
    expect(ports.map(({ isEnded }) => isEnded)).toEqual([true, false]);
    client.giveUp();
    expect(search.value).toMatchObject({ state: "given-up", maxSteps: 5, found: undefined });
    expect(ports.map(({ isEnded }) => isEnded)).toEqual([true, true]);
    client.giveUp();
  });

  it("that cannot begin says why", async () => {
    const client = new SearchClient(make);
    client.begin(runOf(new Uint8Array([1, 2, 3])));
    await over();
    expect(search.value).toMatchObject({ state: "failed" });
    expect(search.value?.failure).toMatch(/^Cannot run guest: it is not WebAssembly/);
  });

  it("whose worker fails says so", async () => {
    const client = new SearchClient(makeIdle);
    client.begin(runOf(await guest("outcomes/two-writers.c")));
    ports[0]?.onerror?.({ message: "out of memory" });
    expect(search.value).toMatchObject({ state: "failed", failure: "out of memory" });
  });
});
