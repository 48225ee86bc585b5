/** Every lesson is taken on the page, as its goals' solutions say: the question, the run, the program mended, all outcomes. */
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { LESSONS } from "../../../playground/lessons/catalogue.ts";
import type { Deed } from "../../../playground/lessons/deed.ts";
import type { Lesson } from "../../../playground/lessons/lesson.ts";
import { describeSite } from "./site.ts";
import { look, openLesson, press, stands } from "./steps.ts";

describeSite("every lesson runs and can be solved on the page", (site) => {
  it.each(LESSONS.map((lesson) => [lesson.title, lesson] as const))("%s", async (title, lesson) => {
    const page = await site.open();
    await openLesson(page, title);
    for (const { text, solution } of lesson.goals) {
      for (const deed of solution) await doDeed(page, lesson, deed);
      await look(page, "Lesson");
      const goal = page.locator(".goals-goal.reached").filter({ hasText: text.replaceAll("`", "") });
      await goal.getByText("done").waitFor();
    }
    await page.getByRole("heading", { name: "Remember" }).waitFor();
  });
});

async function doDeed(page: Page, lesson: Lesson, deed: Deed): Promise<void> {
  switch (deed.do) {
    case "answer":
      await page.locator(`input[type=radio][value="${lesson.question.right}"]`).check();
      return press(page, "Answer");
    case "run":
      await press(page, "Run");
      return untilQuiet(page);
    case "rewind":
      if ((await stands(page)).position > 0) await press(page, "To the start");
      return untilAt(page, (position) => position === 0);
    case "go-on": {
      const { position } = await stands(page);
      await press(page, deed.until === "end" ? "To the end" : deed.until);
      await untilAt(page, (now) => now > position);
      return untilQuiet(page);
    }
    case "step-back": {
      const { position } = await stands(page);
      await press(page, "One step back");
      return untilAt(page, (now) => now < position);
    }
    case "choose": {
      const { position } = await stands(page);
      const next = page.getByRole("group", { name: "Who runs next" });
      await next.getByRole("button", { name: `process ${deed.pid}`, exact: true }).click();
      return untilAt(page, (now) => now > position);
    }
    case "type": {
      const { length } = await stands(page);
      await page.locator(".xterm-helper-textarea").focus();
      for (const key of deed.keys) await page.keyboard.press(key === "\n" ? "Enter" : (CONTROLS[key] ?? key));
      await expect.poll(async () => (await stands(page)).length).toBeGreaterThan(length);
      return untilQuiet(page);
    }
    case "explore":
      await look(page, "All outcomes");
      return page.getByRole("button", { name: /^(Find all outcomes|Search again)$/ }).click();
    case "edit":
      await look(page, "Lesson");
      await page.getByText("Stuck?").click();
      await press(page, "Show the solution");
      // One at a terminal begins at once.
      return lesson.settings.terminal ? untilQuiet(page) : untilAt(page, (position) => position === 0);
  }
}

const CONTROLS: Readonly<Record<string, string>> = { "\x03": "Control+c", "\x1a": "Control+z" };

async function untilAt(page: Page, isThere: (position: number) => boolean): Promise<void> {
  await expect.poll(async () => isThere((await stands(page)).position)).toBe(true);
}

/** Until the run no longer grows, and goes on no more, or wants something typed. */
async function untilQuiet(page: Page): Promise<void> {
  const still = page.getByRole("button", { name: /^(Play|End the input)$/ }).first();
  let before = "";
  await expect
    .poll(
      async () => {
        const last = before;
        before = JSON.stringify(await stands(page));
        return last === before && !before.includes('"length":0') && (await still.isVisible());
      },
      { interval: 200 },
    )
    .toBe(true);
}
