/** The page's end of the line: what it makes of reports, and of what a person wants. */
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { branches, goesOn, lengthOf, moment, notice, selected, stepsOf } from "../../../playground/state/run-state.ts";
import { compileText, expected, guest, source } from "../../guests/run-guest.ts";
import { clientOf, forget, opened, ports, position, printed, rests, until } from "./clients.ts";
import { bytes, runOf } from "./talk.ts";

beforeEach(forget);
afterAll(forget);

describe("a run", () => {
  it("is open, goes on to its end, and is known", async () => {
    const client = clientOf();
    await opened(client, runOf(await guest("hello-fork.c")));
    expect([position(), goesOn.value]).toEqual([0, "no"]);
    client.goOn("end");
    expect(goesOn.value).toBe("running");
    await rests();
    expect(moment.value?.standing).toEqual({ kind: "ended", end: { code: 0 } });
    expect(printed()).toBe(await expected("hello-fork"));
    expect(position()).toBe(lengthOf(branches.value, 0));
  });

  it("goes on as soon as it is open; and does not, where it cannot be opened", async () => {
    const client = clientOf();
    client.open(runOf(await guest("hello-fork.c")), undefined);
    client.goOn("end");
    await until(() => moment.value?.standing?.kind === "ended");
    const before = position();
    client.open(runOf(new Uint8Array([1])), undefined);
    client.goOn("end");
    await until(() => notice.value !== undefined && goesOn.value === "no");
    expect(notice.value?.kind).toBe("failure");
    client.stepBy(-1);
    await until(() => position() === before - 1);
  });

  it("is looked at as one wishes, and the next one without a wish", async () => {
    const client = clientOf();
    const run = runOf(await guest("hello-fork.c"));
    client.open(run, undefined, { selected: 3 });
    await until(() => moment.value !== undefined);
    expect(selected.value).toBe(3);
    await opened(client, { ...run });
    expect(selected.value).toBeUndefined();
  });

  it("is gone back and forth in by steps; of many wishes the newest counts", async () => {
    const client = clientOf();
    await opened(client, runOf(await guest("sieve.c"), { args: ["10"] }));
    client.stepBy(1);
    client.stepBy(1);
    client.stepBy(1);
    await until(() => position() === 3);
    client.goOn("end");
    await rests();
    const end = position();
    for (let to = 0; to < end; to++) client.seek(to);
    await until(() => position() === end - 1);
    expect(ports[0]?.orders.filter(({ kind }) => kind === "seek").length).toBeLessThan(8);
    client.stepBy(-1);
    await until(() => position() === end - 2);
  });

  it("is played to its end, at any speed", async () => {
    const client = clientOf();
    await opened(client, runOf(await guest("hello-fork.c")));
    client.play(20);
    expect(goesOn.value).toBe("playing");
    const seen = new Set<number>();
    await until(() => {
      seen.add(position());
      return goesOn.value === "no";
    });
    expect(moment.value?.standing).toEqual({ kind: "ended", end: { code: 0 } });
    expect(seen.size).toBeGreaterThan(3);
  });

  it("has branches, which the page knows side by side", async () => {
    const client = clientOf();
    await opened(client, runOf(await guest("outcomes/two-writers.c")));
    client.goOn("end");
    await rests();
    const usual = printed();
    for (let at = 0; branches.value.length === 1; at++) {
      client.seek(at);
      await until(() => position() === at);
      const other = moment.value?.choosable.find((pid) => pid !== branches.value[0]?.steps[at]?.pid);
      if (other === undefined) continue;
      client.choose(other);
      await until(() => branches.value.length === 2 && moment.value?.branch === 1);
    }
    client.goOn("end");
    await rests();
    expect(printed(0)).toBe(usual);
    expect(printed(1)).not.toBe("");
    client.seek(0, 0);
    await until(() => moment.value?.branch === 0 && position() === 0);
  });

  it("answers questions, or says why not", async () => {
    const client = clientOf();
    await opened(client, runOf(await guest("hello-fork.c")));
    expect(await client.ask({ kind: "page", pid: 2, page: 0 })).toMatchObject({ kind: "page", page: { pid: 2 } });
    await expect(client.ask({ kind: "page", pid: 7, page: 0 })).rejects.toThrow("process 7");
    expect(notice.value).toBeUndefined();
  });

  it("that floods is paused, says so, and may go on", async () => {
    const client = clientOf();
    const flood = `#include <unistd.h>
      int main(void) { static char page[4096]; for (;;) write(1, page, sizeof page); }`;
    await opened(client, runOf(await compileText(flood)));
    client.goOn("end");
    await rests();
    expect(notice.value?.text).toBe(
      "The program has written 1 MiB, and was paused so that this page does not grow without end. Go on to let it do as much again",
    );
    const before = position();
    client.goOn("end");
    await rests();
    expect(position()).toBe(2 * before);
  });

  it("that forks without end is told the limit", async () => {
    const client = clientOf();
    const bomb = "#include <unistd.h>\nint main(void) { while (fork() >= 0); for (;;) pause(); }";
    await opened(client, runOf(await compileText(bomb), { limits: { processes: 12 } }));
    client.goOn("end");
    await rests();
    expect(notice.value?.text).toMatch(/^fork answered EAGAIN: the limit of 12 processes\./);
    expect(moment.value?.scene.processes.length).toBe(12);
  });
});

describe("at a terminal, a run", () => {
  const terminal = { rows: 24, columns: 80 };
  const copies = async () => runOf(await source("copy-input.c"), { args: ["1"], terminal });

  it("waits for what is typed, and goes on with it as it went before", async () => {
    const client = clientOf();
    await opened(client, await copies());
    client.goOn("end");
    await rests();
    for (const text of ["one\n", "two\n"]) {
      client.act({ kind: "input", bytes: bytes(text) });
      await until(() => printed().endsWith(`${text.trim()}\r\n${text.trim()}\r\n`));
      await rests();
      expect(moment.value?.standing).toMatchObject({ kind: "wants-input" });
    }
    client.act({ kind: "input", bytes: undefined });
    await until(() => moment.value?.standing?.kind === "ended");
  });

  it("that was paused hears what is typed, and stays paused", async () => {
    const client = clientOf();
    await opened(client, await copies());
    client.stepBy(1);
    await until(() => position() === 1);
    client.act({ kind: "input", bytes: bytes("x\n") });
    await until(() => position() === 2);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect([position(), goesOn.value, printed()]).toEqual([2, "no", "x\r\n"]);
  });

  it("lets time pass where nobody types: a sleeper wakes when as much time has passed", async () => {
    const client = clientOf();
    const sleeper = `#include <stdio.h>
      #include <unistd.h>
      int main(void) { char c; if (fork() == 0) { usleep(200000); puts("awake"); return 0; } read(0, &c, 1); return 0; }`;
    await opened(client, runOf(await compileText(sleeper), { terminal }));
    const began = performance.now();
    client.goOn("end");
    await until(() => printed().includes("awake"));
    expect(performance.now() - began).toBeGreaterThan(190);
    await rests();
    expect(moment.value?.standing).toMatchObject({ kind: "wants-input", within: undefined });
  });

  it("lets a sleep take its time although nobody reads: ^C may come", async () => {
    const client = clientOf();
    const sleeper = `#include <unistd.h>
      int main(void) { usleep(200000); return 0; }`;
    await opened(client, runOf(await compileText(sleeper), { terminal }));
    const began = performance.now();
    client.goOn("end");
    await until(() => moment.value?.standing?.kind === "ended");
    expect(performance.now() - began).toBeGreaterThan(190);
  });

  it("does not keep anybody waiting where all wait for each other", async () => {
    const client = clientOf();
    const stuck = `#include <unistd.h>
      int main(void) { int fds[2]; char c; pipe(fds); read(fds[0], &c, 1); return 0; }`;
    await opened(client, runOf(await compileText(stuck), { terminal }));
    client.goOn("end");
    await until(() => moment.value?.standing?.kind === "deadlock");
  });

  it("is told of the window's size when it stands at the end, and otherwise with the next key", async () => {
    const client = clientOf();
    await opened(client, await copies());
    client.goOn("end");
    await rests();
    const resizes = () => stepsOf(branches.value, 0).filter(({ act }) => act?.kind === "resize").length;
    client.resize(terminal);
    client.resize({ rows: 10, columns: 20 });
    await until(() => resizes() === 1);
    await rests();
    client.seek(0);
    await until(() => position() === 0);
    client.resize({ rows: 11, columns: 20 });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect([branches.value.length, resizes()]).toEqual([1, 1]);
  });

  it.each(["ended", "deadlock"])("that is over is not told of the window's size: %s", async (kind) => {
    const stuck = `#include <unistd.h>
      int main(void) { int fds[2]; char c; pipe(fds); read(fds[0], &c, 1); return 0; }`;
    const client = clientOf();
    await opened(client, runOf(await (kind === "ended" ? guest("hello-fork.c") : compileText(stuck)), { terminal }));
    client.goOn("end");
    await until(() => moment.value?.standing?.kind === kind);
    await rests();
    const before = position();
    client.resize({ rows: 10, columns: 20 });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect([lengthOf(branches.value, 0), moment.value?.standing?.kind]).toEqual([before, kind]);
  });
});
