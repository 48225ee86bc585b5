/**
 * Pictures of the page, to be looked at: `PRONG_PICTURES=folder` leaves them there, in light, in dark and of a phone, and the README's at
 * `docs/playground.png`. Without it they are taken all the same, and must not be empty.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { ROOT } from "../../frontend/compile/compile-guest.ts";
import { describeSite } from "./site.ts";
import { look, openLesson, run, stands } from "./steps.ts";

const FOLDER = process.env.PRONG_PICTURES;
const VIEWS = ["Processes", "Descriptors", "Memory", "System calls", "Call stacks", "Branches", "All outcomes"];

describeSite("a picture", (site) => {
  it("of the README is of a pipe that nobody closes", async () => {
    const page = await site.open("", { deviceScaleFactor: 2 });
    await openLesson(page, "The pipe nobody closes");
    await run(page);
    await back(page, 5);
    await look(page, "Program");
    await look(page, "Descriptors");
    await page.locator(".cm-content").waitFor();
    await page.waitForTimeout(500);
    const picture = await page.screenshot();
    expect(picture.length).toBeGreaterThan(50_000);
    if (FOLDER !== undefined) writeFileSync(join(ROOT, "docs/playground.png"), picture);
  });

  it.each([
    ["light", { colorScheme: "light" }],
    ["dark", { colorScheme: "dark" }],
    ["phone", { colorScheme: "light", viewport: { width: 390, height: 844 } }],
  ] as const)("of each view: %s", async (name, options) => {
    const page = await site.open("", options);
    await openLesson(page, "What copy-on-write costs");
    await run(page);
    await back(page, 4);
    for (const view of VIEWS) {
      await look(page, view);
      await page.waitForTimeout(200);
      const picture = await page.screenshot({ fullPage: name === "phone" });
      expect(picture.length, view).toBeGreaterThan(20_000);
      if (FOLDER === undefined) continue;
      mkdirSync(FOLDER, { recursive: true });
      writeFileSync(join(FOLDER, `${view.toLowerCase().replace(" ", "-")}-${name}.png`), picture);
    }
  });
});

async function back(page: Page, steps: number): Promise<void> {
  for (let count = 0; count < steps; count++) {
    const { position } = await stands(page);
    await page.getByRole("button", { name: "One step back" }).click();
    await expect.poll(async () => (await stands(page)).position).toBe(position - 1);
  }
}
