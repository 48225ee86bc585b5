/** What becomes of a run whose worker answers no more, or fails. */
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { branches, computes, goesOn, lengthOf, moment, notice } from "../../../playground/state/run-state.ts";
import { guest } from "../../guests/run-guest.ts";
import { clientOf, forget, opened, ports, position, printed, rests, until } from "./clients.ts";
import type { FakePort } from "./fake-port.ts";
import { runOf } from "./talk.ts";

beforeEach(forget);
afterAll(forget);

describe("a guest that computes for ever", () => {
  const ENDLESS = 30;

  it("loses its worker and nothing else: the run stands before its step, in a third worker", {
    timeout: 20_000,
  }, async () => {
    const client = clientOf(ENDLESS, ENDLESS);
    const run = runOf(await guest("sieve.c"), { args: ["10"] });
    await opened(client, run);
    client.seek(10);
    await until(() => position() === 10);
    client.goOn("end");
    await until(() => ports[0]?.isHung === true);
    expect(goesOn.value).toBe("running");
    client.stop();
    await until(() => ports.length === 3 && goesOn.value === "no");
    expect(ports.map(({ isEnded }) => isEnded)).toEqual([true, true, false]);
    expect([position(), lengthOf(branches.value, 0)]).toEqual([ENDLESS, ENDLESS]);
    expect(notice.value?.text).toMatch(/^Process \d+ computes on and on without a system call, so it was stopped\./);
    client.goOn("end");
    await rests();
    const alone = clientOf();
    const seen = printed();
    await opened(alone, { ...run });
    alone.goOn("end");
    await rests();
    expect(printed()).toBe(seen);
  });

  it("is seen with all that was made before it, and it is said who computes", { timeout: 20_000 }, async () => {
    const endless = 4;
    const client = clientOf(endless);
    await opened(client, runOf(await guest("sieve.c"), { args: ["10"] }));
    client.goOn("end");
    await until(() => computes.value !== undefined && position() === endless);
    expect([position(), lengthOf(branches.value, 0), ports.length]).toEqual([endless, endless, 1]);
    expect(computes.value).toEqual({ pid: 2 });
    client.stop();
    await until(() => goesOn.value === "no");
    expect(computes.value).toBeUndefined();
  });

  it("does not keep anybody from going elsewhere", { timeout: 20_000 }, async () => {
    const client = clientOf(ENDLESS, ENDLESS);
    await opened(client, runOf(await guest("sieve.c"), { args: ["10"] }));
    client.goOn("end");
    await until(() => ports[0]?.isHung === true);
    client.seek(4);
    await until(() => position() === 4 && goesOn.value === "no");
    expect(ports.length).toBe(3);
  });

  it("does not keep anybody from opening another program", { timeout: 20_000 }, async () => {
    const client = clientOf(ENDLESS);
    await opened(client, runOf(await guest("sieve.c"), { args: ["10"] }));
    client.goOn("end");
    await until(() => ports[0]?.isHung === true);
    await opened(client, runOf(await guest("hello-fork.c")));
    expect([position(), ports.length, notice.value]).toEqual([0, 2, undefined]);
  });

  it("that was chosen to run is named, and what was asked is answered", { timeout: 20_000 }, async () => {
    const client = clientOf();
    await opened(client, runOf(await guest("outcomes/two-writers.c")));
    client.seek(6);
    await until(() => position() === 6);
    const known = 6;
    const pid = moment.value?.choosable.at(-1) ?? 0;
    const first = ports[0] as FakePort;
    first.postMessage = () => {}; // it is in a step that does not end
    client.choose(pid);
    const answer = client.ask({ kind: "recorded", branch: 0 });
    client.stop();
    expect(await answer).toMatchObject({ recorded: { length: known } });
    await until(() => goesOn.value === "no");
    expect(notice.value?.text).toMatch(new RegExp(`^Process ${pid} computes`));
  });
});

describe("a worker that fails", () => {
  it("is replaced once, and the run is made again", async () => {
    const client = clientOf();
    await opened(client, runOf(await guest("hello-fork.c")));
    client.goOn("end");
    await rests();
    const [before, seen] = [moment.value, printed()];
    const asked = client.ask({ kind: "recorded", branch: 0 });
    ports[0]?.onerror?.({ message: "out of memory" });
    await expect(asked).rejects.toThrow("out of memory");
    expect(notice.value?.text).toBe("What runs programs in this page has failed: out of memory");
    await until(() => ports.length === 2 && moment.value !== before);
    expect([moment.value, printed()]).toEqual([before, seen]);
  });

  it("again and again is not replaced for ever", async () => {
    const client = clientOf();
    await opened(client, runOf(await guest("hello-fork.c")));
    for (const times of [0, 1]) ports[times]?.onerror?.({ message: "no" });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(ports.length).toBe(2);
  });
});
