/** Prong in a page: no server but for files, no special headers, one thread. Needs Chromium; says so where there is none. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { compileGuest, ROOT } from "../frontend/compile/compile-guest.ts";
import { bundleFor, describeBrowser, openBrowser, serve } from "./browser.ts";
import type { Seen } from "./page.ts";

describeBrowser("in a page of a browser", () => {
  let folder = "";
  let server: Server;
  let address = "";
  let browser: Browser;
  let guest: Uint8Array = new Uint8Array();

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "prong-page-"));
    await bundleFor(folder, join(ROOT, "test/browser/page.ts"), "page.js");
    ({ address, server } = await serve((path) => {
      if (path === "/") return join(ROOT, "test/browser/page.html");
      return path === "/guest.wasm" ? guest : join(folder, path);
    }));
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function visit(program: Uint8Array): Promise<Seen> {
    guest = program;
    const page = await browser.newPage();
    await page.goto(address);
    await page.waitForFunction("document.title === 'done'");
    const seen = (await page.evaluate("seen")) as Seen;
    await page.close();
    return seen;
  }

  it.each([
    ["hello-fork", 2],
    ["pipeline", 4],
    ["deep-fork", 2],
  ])("%s prints what it prints on the host, with no headers and no shared memory", async (name, processes) => {
    const seen = await visit((await compileGuest(`${name}.c`)).wasm);
    expect(seen.outcome).toEqual({ kind: "ended", end: { code: 0 } });
    expect(seen.stdout).toBe(readFileSync(join(ROOT, `test/guests/expected/${name}.txt`), "utf8"));
    expect(seen.isolated).toBe(false);
    expect(seen.tree).toHaveLength(processes);
  });

  it("endless recursion is the guest's end there too, and the page goes on", async () => {
    const seen = await visit((await compileGuest("hostile/infinite-recursion.c")).wasm);
    expect(seen.stdout).toBe("the child died of SIGSEGV: yes\n");
  });
});
