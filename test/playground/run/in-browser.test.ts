/** Workers of a real browser: what a session does in one, and what becomes of one whose guest computes for ever. */
import { mkdtempSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { build } from "vite";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { RunOptions } from "../../../playground/run/orders.ts";
import { describeBrowser, openBrowser, serve } from "../../browser/browser.ts";
import { ROOT } from "../../frontend/compile/compile-guest.ts";
import { compileText, expected, guest } from "../../guests/run-guest.ts";
import type { All } from "./page/main.ts";
import { runOf } from "./talk.ts";

declare const client: All["client"];
declare const exploration: All["exploration"];
declare const state: All["state"];
declare const until: All["until"];
declare const run: RunOptions;

describeBrowser("in a browser", () => {
  let folder = "";
  let address = "";
  let server: Server;
  let browser: Browser;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "prong-run-"));
    const rolldownOptions = { external: ["node:module"] };
    await build({
      root: join(ROOT, "test/playground/run/page"),
      base: "./",
      configFile: false,
      logLevel: "error",
      build: { target: "es2022", outDir: folder, rolldownOptions },
      worker: { format: "es", rolldownOptions },
    });
    ({ address, server } = await serve((path) => join(folder, path.endsWith("/") ? `${path}index.html` : path)));
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A page on which a program is open. */
  async function visit(program: Uint8Array, options: Partial<RunOptions> = {}): Promise<Page> {
    const page = await browser.newPage();
    await page.goto(address);
    const { program: _, ...others } = runOf(new Uint8Array(), options);
    await page.evaluate(
      async ([letters, others]) => {
        const program = Uint8Array.from(atob(letters), (letter) => letter.charCodeAt(0));
        Object.assign(globalThis, { run: { ...others, program } });
        client.open(run);
        await until(() => state.moment.value !== undefined);
      },
      [Buffer.from(program).toString("base64"), others] as const,
    );
    return page;
  }

  it("a program runs to its end, and each step can be gone back to", async () => {
    const page = await visit(await guest("hello-fork.c"));
    const seen = await page.evaluate(async () => {
      client.goOn("end");
      await until(() => state.moment.value?.standing?.kind === "ended");
      const texts = state.steps.value.flatMap(({ output }) =>
        output.map(({ bytes }) => new TextDecoder().decode(bytes)),
      );
      const processes: number[] = [];
      for (let position = state.position.value; position >= 0; position--) {
        client.seek(position);
        await until(() => state.position.value === position);
        processes.push(state.scene.value?.processes.length ?? 0);
      }
      return { text: texts.join(""), processes };
    });
    expect(seen.text).toBe(await expected("hello-fork"));
    expect([seen.processes[0], Math.max(...seen.processes), seen.processes.at(-1)]).toEqual([0, 2, 1]);
    await page.close();
  });

  it("a guest that computes for ever is stopped, and all that was before is there", async () => {
    const endless = `#include <stdio.h>
      #include <unistd.h>
      int main(void) { printf("before\\n"); fflush(stdout); if (fork() == 0) for (volatile int i = 0;; i++); pause(); }`;
    const page = await visit(await compileText(endless));
    const seen = await page.evaluate(async () => {
      client.goOn("end");
      await new Promise((resolve) => setTimeout(resolve, 500));
      const before = state.goesOn.value;
      client.stop();
      await until(() => state.goesOn.value === "no");
      const { position, scene, notice, steps } = state;
      const states = scene.value?.processes.map(({ pid, state }) => `${pid} ${state}`);
      const isAtEnd = position.value === steps.value.length;
      const text = new TextDecoder().decode(steps.value.flatMap(({ output }) => output)[0]?.bytes);
      client.seek(0);
      await until(() => position.value === 0);
      return { before, states, isAtEnd, text, notice: notice.value?.text };
    });
    expect(seen).toEqual({
      before: "running",
      states: ["2 waiting", "3 runnable"],
      isAtEnd: true,
      text: "before\n",
      notice:
        "Process 3 computes on and on without a system call, so it was stopped. The run stands before that step, and nothing else is lost",
    });
    await page.close();
  });

  it("the page draws on while a guest floods, and it can be paused", async () => {
    const flood = '#include <stdio.h>\nint main(void) { for (;;) { puts("more"); fflush(stdout); } }';
    const page = await visit(await compileText(flood));
    const seen = await page.evaluate(async () => {
      client.goOn("end");
      for (let frames = 0; frames < 20; frames++) await new Promise(requestAnimationFrame);
      client.pause();
      await until(() => state.goesOn.value === "no");
      return { steps: state.steps.value.length, position: state.position.value, notice: state.notice.value };
    });
    expect(seen.steps).toBeGreaterThan(100);
    expect([seen.position, seen.notice]).toEqual([seen.steps, undefined]);
    await page.close();
  });

  it("outcomes are listed beside the run; a search that is given up ends at once", async () => {
    const page = await visit(await guest("outcomes/two-writers.c"));
    const seen = await page.evaluate(async () => {
      const { search } = exploration;
      client.explore(run);
      client.goOn("end");
      await until(() => search.value?.state === "done");
      const { found, schedules } = search.value ?? {};
      const { beginning } = state;
      await until(() => state.goesOn.value === "no");
      beginning.value = undefined;
      client.open(run, { schedule: schedules?.at(-1) ?? "", acts: [], position: Number.POSITIVE_INFINITY });
      await until(() => beginning.value !== undefined && state.moment.value?.standing?.kind === "ended");
      const text = new TextDecoder().decode(state.steps.value.flatMap(({ output }) => output)[0]?.bytes);
      client.explore(run);
      client.giveUpExploring();
      return { complete: found?.complete, last: found?.outcomes.at(-1)?.stdout, text, state: search.value?.state };
    });
    expect(seen).toMatchObject({ complete: true, state: "given-up" });
    expect(seen.last?.startsWith(seen.text)).toBe(true);
    await page.close();
  });
});
