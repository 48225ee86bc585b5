/**
 * The playground as people have it: built once for all tests (`build-site.ts`), served from a folder below the root of a host that
 * sends no special header. `describeSite` gives each test file a browser, and a way to open pages that fail a test when anything goes
 * wrong in them.
 */
import { existsSync, readFileSync } from "node:fs";
import type { Server } from "node:http";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, inject } from "vitest";
import { describeBrowser, openBrowser, serve } from "../../browser/browser.ts";

export interface Site {
  /** Where it is. */
  readonly address: string;
  /** Opens it, or a link into it, in a browser that knows nothing of it. */
  open(fragment?: string, options?: BrowserContextOptions): Promise<Page>;
  /** What the server was asked for since the page was opened, without the folder. */
  readonly requested: readonly string[];
  /** The scripts among that. */
  readonly scriptsServed: readonly string[];
  /** Has the server gone away? */
  offline: boolean;
}

export function describeSite(name: string, tests: (site: Site) => void): void {
  describeBrowser(name, () => {
    const { folder, below } = inject("site");
    let server: Server;
    let browser: Browser;
    const pages: Page[] = [];
    const problems: string[] = [];
    const requested: string[] = [];
    const scriptsServed: string[] = [];
    const site = {
      address: "",
      requested,
      scriptsServed,
      offline: false,
      async open(fragment = "", options: BrowserContextOptions = {}) {
        requested.length = scriptsServed.length = 0;
        const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, ...options });
        context.setDefaultTimeout(20_000); // what does not come is named, before the test is ended for its length
        const page = await context.newPage();
        pages.push(page);
        page.on("pageerror", (error) => problems.push(String(error.stack ?? error)));
        page.on("console", (said) => {
          if (said.type() === "error") problems.push(said.text());
        });
        await page.goto(site.address + fragment);
        return page;
      },
    };

    beforeAll(async () => {
      let address = "";
      ({ address, server } = await serve((path) => {
        if (site.offline) return undefined;
        requested.push(path.slice(below.length + 1));
        const file = join(folder, path.endsWith("/") ? `${path}index.html` : path);
        if (/\.m?js$/.test(file) && existsSync(file)) scriptsServed.push(readFileSync(file, "utf8"));
        return file;
      }));
      site.address = address + below;
      browser = await openBrowser();
    });

    afterEach(async () => {
      for (const page of pages.splice(0)) await page.context().close();
      expect(problems.splice(0)).toEqual([]);
    });

    afterAll(async () => {
      await browser?.close();
      server?.close();
    });

    tests(site);
  });
}
