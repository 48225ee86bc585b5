/** Time: forwards, backwards, another way; all outcomes; and a link to the very moment. */
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { describeSite } from "./site.ts";
import { look, openLesson, output, press, run, stands, untilSaid } from "./steps.ts";

describeSite("time", (site) => {
  it("goes forwards and back, by buttons, by keys and by the timeline", async () => {
    const page = await site.open();
    await openLesson(page, "One call, two returns");
    expect(await stands(page)).toEqual({ position: 0, length: 0 });
    await page
      .getByRole("button", { name: "Run to the next fork" })
      .or(page.getByRole("button", { name: "fork", exact: true }))
      .first()
      .click();
    await expect.poll(async () => (await stands(page)).position).toBe(2);
    await page.keyboard.press("End");
    await untilSaid(page, /every process has ended/);
    const { length } = await stands(page);
    const all = await output(page);
    await page.keyboard.press("Home");
    await expect.poll(async () => (await stands(page)).position).toBe(0);
    expect(await output(page)).not.toContain("child");
    await page.keyboard.press("ArrowRight");
    await expect.poll(async () => (await stands(page)).position).toBe(1);
    await page.getByRole("slider", { name: "Position in the run" }).focus();
    await page.keyboard.press("End");
    await expect.poll(async () => (await stands(page)).position).toBe(length);
    expect(await output(page)).toBe(all);
  });

  it("branches where somebody else is let run, and branches are compared", async () => {
    const page = await site.open();
    await openLesson(page, "Who goes first?");
    await run(page);
    await page.keyboard.press("Home");
    const next = page.getByRole("group", { name: "Who runs next" });
    for (let tries = 0; tries < 30 && (await next.getByRole("button", { disabled: false }).count()) < 2; tries++) {
      const { position } = await stands(page);
      await page.keyboard.press("ArrowRight");
      await expect.poll(async () => (await stands(page)).position).toBe(position + 1);
    }
    await next.getByRole("button", { pressed: false }).first().click();
    await page.keyboard.press("End");
    await untilSaid(page, /every process has ended/);
    await look(page, "Branches");
    expect(await page.getByRole("list", { name: "All branches" }).getByRole("listitem").count()).toBe(2);
  });

  it("lists all outcomes, and each opens as a run", async () => {
    const page = await site.open();
    await openLesson(page, "A deadlock, and its fix");
    await run(page);
    await look(page, "All outcomes");
    await page.getByRole("button", { name: "Find all outcomes" }).focus();
    await page.keyboard.press("Enter");
    const open = page.getByRole("tabpanel", { name: "All outcomes" }).getByRole("button", { name: /^Open/ });
    await open.first().waitFor();
    expect(await page.evaluate("document.activeElement.textContent")).toBe("Search again");
    const texts = await page.getByRole("tabpanel", { name: "All outcomes" }).innerText();
    expect(texts).toMatch(/deadlock/i);
    expect(texts).toMatch(/No other is possible/);
    const count = await open.count();
    expect(count).toBeGreaterThan(1);
    for (let number = 0; number < count; number++) {
      await look(page, "All outcomes");
      await open.nth(number).click();
      await untilSaid(page, /every process has ended|deadlock/i);
    }
  });

  it("a link holds the program, the schedule and the step; and what is opened is the same, to the letter", async () => {
    const page = await site.open();
    await openLesson(page, "The pipe nobody closes");
    await run(page);
    const { length } = await stands(page);
    const position = length - 5;
    for (let back = 0; back < 5; back++) await page.keyboard.press("ArrowLeft");
    await expect.poll(async () => (await stands(page)).position).toBe(position);
    await look(page, "Descriptors");
    const said = await page.locator(".transport-words").first().innerText();
    const [printed, picture] = [await output(page), await page.locator(".descriptors").innerText()];
    await press(page, "Share");
    const link = await page.getByRole("textbox", { name: "Link" }).inputValue();
    expect(link.length).toBeLessThan(2000);
    const friend = await site.open(link.slice(site.address.length));
    await expect.poll(async () => (await stands(friend)).position).toBe(position);
    await expect.poll(async () => (await stands(friend)).length).toBe(length);
    await expect.poll(() => output(friend)).toBe(printed);
    expect(await friend.locator(".transport-words").first().innerText()).toBe(said);
    expect(await friend.locator(".descriptors").innerText()).toBe(picture);
  });

  it("a link selects who was selected, and another one that is opened behind it stays in the address", async () => {
    const page = await site.open();
    await openLesson(page, "One call, two returns");
    await run(page);
    await page.keyboard.press("ArrowLeft");
    await page.getByRole("treeitem").last().click();
    const selected = (page: Page) => page.locator("[role=treeitem][aria-selected=true]").allInnerTexts();
    const mine = await selected(page);
    expect(mine).toHaveLength(1);
    const [link, other] = [await shared(page), await shared(page, "vfork: borrowed memory")];
    const friend = await site.open(link);
    await expect.poll(() => selected(friend)).toEqual(mine);
    await friend.evaluate(`location.hash = ${JSON.stringify(other)}`);
    await friend.getByTitle("All lessons").getByText("vfork: borrowed memory").waitFor();
    expect(friend.url()).toBe(site.address + other);
  });

  it.each([
    ["cut", (link: string) => link.slice(0, link.length - 20)],
    ["changed", (link: string) => `${link.slice(0, 60)}${link[60] === "A" ? "B" : "A"}${link.slice(61)}`],
    ["of another version", (link: string) => link.replace("#1.", "#7.")],
    ["no link", () => "#hello"],
  ])("a link that is %s says so, and takes nothing away", async (_, damage) => {
    const page = await site.open();
    await openLesson(page, "The pipe nobody closes");
    await press(page, "Share");
    const link = (await page.getByRole("textbox", { name: "Link" }).inputValue()).slice(site.address.length);
    await page.keyboard.press("Escape");
    await page.evaluate(`location.hash = ${JSON.stringify(damage(link))}`);
    await page
      .getByRole("status")
      .getByText(/Cannot open the link: .*Nothing of yours was changed/s)
      .waitFor();
    await page.getByRole("heading", { name: "The pipe nobody closes" }).waitFor();
  });

  it("the test that it exports is a file with the schedule, and the picture is one, too", async () => {
    const page = await site.open();
    await openLesson(page, "One call, two returns");
    await run(page);
    await press(page, "Share");
    for (const [button, name, content] of [
      ["Test for Vitest", "one-call-two-returns.test.ts", /parseSchedule\(SCHEDULE\)/],
      ["Timeline as SVG", "one-call-two-returns.svg", /^<svg /],
    ] as const) {
      const saved = page.waitForEvent("download");
      await press(page, button);
      const file = await saved;
      expect(file.suggestedFilename()).toBe(name);
      const chunks: Buffer[] = [];
      for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
      expect(Buffer.concat(chunks).toString()).toMatch(content);
    }
  });
});

/** The fragment of a link to what is on the page; of a lesson, once it is opened. */
async function shared(page: Page, lesson?: string): Promise<string> {
  if (lesson !== undefined) await openLesson(page, lesson);
  await press(page, "Share");
  const link = await page.getByRole("textbox", { name: "Link" }).inputValue();
  await page.keyboard.press("Escape");
  return link.slice(link.indexOf("#"));
}
