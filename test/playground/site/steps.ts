/** What people do on the page, in their words: by roles and names, as one who does not see it would. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { expect } from "vitest";

export async function openLesson(page: Page, title: string): Promise<void> {
  await page.getByTitle("All lessons").click();
  await page.getByRole("dialog").getByRole("button", { name: title }).click();
  await page
    .getByRole("heading", { name: title, level: 2 })
    .or(page.getByRole("heading", { name: title }))
    .first()
    .waitFor();
}

export async function press(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name, exact: true }).first().click();
}

export async function look(page: Page, view: string): Promise<void> {
  await page.getByRole("tab", { name: view, exact: true }).click();
}

/** Runs the program as it is, to where it ends or stands still; answers what is said of the step there. */
export async function run(page: Page): Promise<string> {
  await press(page, "Run");
  return untilSaid(page, /every process has ended|deadlock|everybody waits for|nobody (can|reads)/i);
}

/** What is said of where the run stands, once it is this. */
export async function untilSaid(page: Page, expected: RegExp, timeout = 30_000): Promise<string> {
  const sentence = page.getByRole("region", { name: "Time" }).getByText(expected).first();
  await sentence.waitFor({ timeout });
  return (await sentence.textContent()) ?? "";
}

/** What is in the panel below the program. */
export async function output(page: Page): Promise<string> {
  return page.locator("section.terminal").innerText();
}

/** At which step the run stands, and how many are known. */
export async function stands(page: Page): Promise<{ position: number; length: number }> {
  const [position, length] = (await page.evaluate(`(() => {
    const time = document.querySelector('section[aria-label="Time"]');
    const field = time.querySelector("input");
    return [Number(field.value), Number(/of ([\\d,]+)/.exec(time.textContent)[1].replace(",", ""))];
  })()`)) as [number, number];
  return { position, length };
}

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds that is serious: none is expected. */
export async function expectAccessible(page: Page, where: string): Promise<void> {
  await page.evaluate(AXE);
  const found = (await page.evaluate(`axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) =>
    violations.filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, help, nodes }) => id + ": " + help + ": " + nodes.slice(0, 4).map(({ html }) => html.slice(0, 160)).join(" | ")))`)) as string[];
  expect(found, where).toEqual([]);
}
