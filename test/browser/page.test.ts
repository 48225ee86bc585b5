/** Prong in a page: no server but for files, no special headers, one thread. Needs Chromium; says so where there is none. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { rolldown } from "rolldown";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compileGuest, ROOT } from "../frontend/compile/compile-guest.ts";
import type { Seen } from "./page.ts";

const CHROMIUM = process.env.PRONG_CHROMIUM ?? "/usr/bin/chromium";
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".wasm": "application/wasm",
};

const without = existsSync(CHROMIUM)
  ? ""
  : ` (skipped: there is no ${CHROMIUM}; install it or name one in PRONG_CHROMIUM)`;

describe.skipIf(without !== "")(`in a page of a browser${without}`, () => {
  let folder = "";
  let server: Server;
  let browser: Browser;
  let guest: Uint8Array = new Uint8Array();

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "prong-page-"));
    const bundle = await rolldown({
      input: join(ROOT, "test/browser/page.ts"),
      platform: "browser",
      external: ["node:module"],
    });
    await bundle.write({ dir: folder, format: "esm", entryFileNames: "page.js" });
    await bundle.close();
    server = createServer(({ url = "/" }, response) => {
      const file = url === "/" ? join(ROOT, "test/browser/page.html") : join(folder, url);
      const content = url === "/guest.wasm" ? guest : existsSync(file) ? readFileSync(file) : undefined;
      response.writeHead(content === undefined ? 404 : 200, { "content-type": TYPES[extname(file)] ?? "text/plain" });
      response.end(content);
    }).listen(0);
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  });

  afterAll(async () => {
    await browser?.close();
    server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function visit(program: Uint8Array): Promise<Seen> {
    guest = program;
    const page = await browser.newPage();
    await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
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
