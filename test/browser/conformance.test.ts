/** The conformance table in a page: each program prints in a worker of Chromium what the host's kernel printed for it. */
import { mkdtempSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { needsShell, UNDER_BIN } from "../../scripts/conformance/emulator.mjs";
import { expectedTranscript, type Row, rows } from "../../scripts/conformance/rows.mjs";
import { compileGuest, GUESTS, ROOT } from "../frontend/compile/compile-guest.ts";
import { SMALL } from "../guests/run-guest.ts";
import { bundleFor, describeBrowser, openBrowser, serve } from "./browser.ts";
import type { Asked } from "./conformance.ts";

const programs = rows().filter((row) => row.program !== undefined);

/** Starts the worker, and has it answer one question after the other. */
const PAGE = `<!doctype html><title>conformance</title><script type="module">
  const worker = new Worker("conformance.js", { type: "module" });
  window.ask = (asked) => new Promise((resolve) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = ({ message }) => resolve("the worker failed: " + message);
    worker.postMessage(asked);
  });
</script>`;

describeBrowser("the conformance table in a page", () => {
  let folder = "";
  let server: Server;
  let browser: Browser;
  let page: Page;
  const served = new Map<string, Uint8Array>([["/", new TextEncoder().encode(PAGE)]]);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "prong-conformance-"));
    await bundleFor(folder, join(ROOT, "test/browser/conformance.ts"), "conformance.js");
    let address = "";
    ({ address, server } = await serve((path) => served.get(path) ?? join(folder, path)));
    browser = await openBrowser();
    page = await browser.newPage();
    await page.goto(address);
  });

  afterAll(async () => {
    await browser?.close();
    server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Has a compiled program served; answers its address. */
  async function put(source: string, flags: readonly string[] = []): Promise<string> {
    const address = `/programs/${source.replaceAll("../", "")}.wasm`;
    if (!served.has(address)) served.set(address, (await compileGuest(source, flags)).wasm);
    return address;
  }

  it.each(programs.map((row): [string, Row] => [row.name, row]))("%s", async (_name, row) => {
    const underBin: Record<string, string> = {};
    if (needsShell(row)) {
      for (const [name, source] of Object.entries(UNDER_BIN)) {
        underBin[name] = await put(`programs/${source}.c`, SMALL);
      }
    }
    const program = await put(relative(GUESTS, row.program as string));
    const asked: Asked = { row, program, underBin };
    const transcript = await page.evaluate(`ask(${JSON.stringify(asked)})`);
    expect(transcript).toBe(expectedTranscript(row));
  });
});
