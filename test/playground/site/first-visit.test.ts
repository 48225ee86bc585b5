/** Somebody opens the page for the first time. */
import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { describeSite } from "./site.ts";
import { expectAccessible, openLesson, output, press, run, stands, untilSaid } from "./steps.ts";

/** Bytes of script, compressed, before a lesson runs: the worker is among them, and compilers are not. */
const MOST_SCRIPT = 300_000;

describeSite("a first visit", (site) => {
  it("begins with a welcome, and the first lesson runs at a click", async () => {
    const page = await site.open();
    await page.getByRole("heading", { name: /Understand fork in five minutes/ }).waitFor();
    await press(page, "Begin with the first lesson");
    expect(await run(page)).toMatch(/every process has ended/);
    expect(await output(page)).toContain("child: fork gave me 0");
    expect(await stands(page)).toEqual({ position: 11, length: 11 });
  });

  it("takes less than 300 KB of script until the lesson has run, and nothing from elsewhere", async () => {
    const page = await site.open("", { serviceWorkers: "block" }); // it fetches what is wanted later, too
    const elsewhere: string[] = [];
    let script = 0;
    page.on("request", (request) => {
      if (!request.url().startsWith(site.address) && !/^(data|blob):/.test(request.url()))
        elsewhere.push(request.url());
    });
    await page.reload();
    await press(page, "Begin with the first lesson");
    await run(page);
    for (const file of new Set(site.scriptsServed)) script += gzipSync(file).length;
    expect(elsewhere).toEqual([]);
    console.info(`script before a lesson has run: ${Math.round(script / 1000)} KB`);
    expect(script).toBeGreaterThan(50_000);
    expect(script).toBeLessThan(MOST_SCRIPT);
  });

  it("remembers the lesson, and what was answered, when the page is opened again", async () => {
    const page = await site.open();
    await openLesson(page, "Who goes first?");
    await page.getByRole("radio").first().check();
    await press(page, "Answer");
    await page.reload();
    await page.getByRole("heading", { name: "Who goes first?" }).waitFor();
    await expect.poll(() => page.getByRole("radio", { checked: true }).count()).toBe(1);
  });

  it.each(["light", "dark"] as const)("has no serious fault of accessibility: %s", async (colorScheme) => {
    const page = await site.open("", { colorScheme });
    await page.getByRole("heading", { name: /Understand fork/ }).waitFor();
    await expectAccessible(page, "the welcome");
    await press(page, "Begin with the first lesson");
    await run(page);
    await expectAccessible(page, "a lesson that has run");
    for (const tab of [
      "Processes",
      "Descriptors",
      "Memory",
      "System calls",
      "Call stacks",
      "Branches",
      "All outcomes",
      "Program",
      "Notes",
    ]) {
      await page.getByRole("tab", { name: tab, exact: true }).click();
      await page.waitForTimeout(150);
      await expectAccessible(page, tab);
    }
    await page.keyboard.press("?");
    await page.getByRole("dialog").waitFor();
    await expectAccessible(page, "the keys");
  });

  it("works on a phone: nothing is wider than the screen", async () => {
    const page = await site.open("", { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    await press(page, "Begin with the first lesson");
    await run(page);
    const width = await page.evaluate("document.documentElement.scrollWidth");
    expect(width).toBeLessThanOrEqual(390);
    await expectAccessible(page, "a phone");
    await untilSaid(page, /every process has ended/);
  });

  it("needs no mouse: a lesson is begun, answered, run, gone back in, looked at and shared by keys alone", async () => {
    const page = await site.open();
    await page.getByRole("heading", { name: /Understand fork/ }).waitFor();
    await tabTo(page, "Begin with the first lesson");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "One call, two returns" }).waitFor();
    await tabTo(page, await page.getByRole("radio").first().inputValue());
    for (
      let tries = 0;
      (await page.locator("input:checked").count()) === 0 ||
      (await page.locator("input:checked").inputValue()) !== "own";
      tries++
    ) {
      expect(tries).toBeLessThan(5);
      await page.keyboard.press("ArrowDown");
    }
    await tabTo(page, "Answer");
    await page.keyboard.press("Enter");
    await page.getByText("Right.").waitFor();
    await page.keyboard.press("Control+Enter");
    await untilSaid(page, /every process has ended/);
    await page.keyboard.press("ArrowLeft");
    await expect.poll(async () => (await stands(page)).position).toBe(10);
    await page.keyboard.press("2");
    expect(await page.getByRole("tab", { name: "Descriptors" }).getAttribute("aria-selected")).toBe("true");
    await page.keyboard.press("?");
    await page.getByRole("dialog").getByText("One step back").waitFor();
    await page.keyboard.press("Escape");
    await tabTo(page, "Position in the run");
    await page.keyboard.press("Home");
    await expect.poll(async () => (await stands(page)).position).toBe(0);
    await tabTo(page, "Share");
    await page.keyboard.press("Enter");
    await page.getByRole("textbox", { name: "Link" }).waitFor();
    await page.keyboard.press("Escape");
    expect(await page.getByRole("dialog").count()).toBe(0);
  });
});

/** Presses Tab until something has the focus that is called so, or has this value. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let tries = 0; tries < 80; tries++) {
    const focused = (await page.evaluate(`(() => {
      const { activeElement: element } = document;
      return [element.getAttribute("aria-label"), element.textContent?.trim(), element.value];
    })()`)) as (string | null | undefined)[];
    if (focused.includes(name)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Cannot come to ${name} by the Tab key`);
}
