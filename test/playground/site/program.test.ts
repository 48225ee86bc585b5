/** What compilers are to the page: fetched when one has been told, kept, done without; and what they say of a program, at its lines. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { describeSite } from "./site.ts";

const HELLO = `#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
  if (fork() == 0) {
    printf("child\\n");
    return 0;
  }
  wait(NULL);
  printf("parent\\n");
  return 0;
}
`;

const HELLO_TS = `import { fork, print, wait } from "prong";

if (fork().isChild) {
  print("child");
} else {
  wait();
  print("parent");
}
`;

describeSite("the program of the page", (site) => {
  test("C is compiled once one has been told how much there is to fetch, and says what is wrong at its line", async () => {
    const page = await site.open();
    const fetched: string[] = [];
    page.on("request", (request) => fetched.push(request.url()));
    await write(page, HELLO.replace("wait(NULL);", "wait(NULL)"));
    await page.getByText("To run what you have written, the C compiler is fetched once").waitFor();
    expect(fetched.filter((address) => address.endsWith(".pack"))).toEqual([]);

    let comes = () => {};
    const coming = new Promise<void>((resolve) => {
      comes = resolve;
    });
    await page.route("**/*.pack", async (route) => {
      await coming;
      await route.continue();
    });
    await run(page);
    await page.getByRole("progressbar", { name: "Fetching the C compiler" }).waitFor();
    comes();
    await page.getByText("Cannot compile main.c: 1 error").waitFor({ timeout: 60_000 });
    const problem = page.getByRole("button", { name: "expected ';' after expression" });
    await problem.click();
    await expect.poll(() => page.locator(".cm-activeLine").textContent()).toBe("  wait(NULL)");
    // Once: who comes again is not sent there.
    await page.getByRole("tab", { name: "Lesson", exact: true }).click();
    await page.keyboard.press("ArrowRight");
    await page.locator(".cm-content").waitFor();
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Program");
    await problem.click();
    await page.locator(".cm-focused").waitFor();
    await page.keyboard.press("End");
    await page.keyboard.type(";");
    await run(page);
    expect(await output(page, "parent")).toBe("child\nparent\n");
    expect(await page.locator(".problem-list").count()).toBe(0);
  });

  test("an editor that came by itself stays when the program is run, with all that may be undone", async () => {
    const page = await site.open();
    await page.getByTitle("All lessons").click();
    await page.getByRole("button", { name: "New in C" }).click();
    await page.locator(".cm-editor").waitFor();
    const editor = await page.locator(".cm-editor").elementHandle();
    await run(page);
    await output(page, "parent: number is");
    expect(await editor?.evaluate((element) => element.isConnected)).toBe(true);
  });

  test("without a network the page comes again, and compiles what it has a compiler for", async () => {
    const page = await site.open();
    await write(page, HELLO);
    await run(page);
    await output(page, "parent");
    await page.waitForFunction(async () => (await caches.keys()).some((name) => name.startsWith("prong-page-")));
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    site.offline = true;
    try {
      await page.reload();
      await write(page, HELLO.replaceAll("child", "offline"));
      await run(page);
      expect(await output(page, "parent")).toBe("offline\nparent\n");
    } finally {
      site.offline = false;
    }
  });

  test("AssemblyScript is compiled, and where processes are is shown at their lines", async () => {
    const page = await site.open();
    await write(page, "");
    await page.getByRole("button", { name: "Rename" }).click();
    await page.keyboard.press("Control+a");
    await page.keyboard.type("main.ts");
    await page.keyboard.press("Enter");
    await write(page, HELLO_TS);
    await run(page);
    expect(await output(page, "parent")).toBe("child\nparent\n");
    // The child has not run yet, and its parent waits for it.
    await page.getByRole("region", { name: "Time" }).locator("input").first().fill("3");
    await page.keyboard.press("Enter");
    const lines = page.locator(".editor-current");
    await expect.poll(() => lines.allTextContents()).toEqual(["if (fork().isChild) {", "  wait();"]);
    expect(await page.locator(".cm-gutters .editor-badge").allTextContents()).toEqual(
      expect.arrayContaining(["2", "3"]),
    );

    // All outcomes are those of what is written there now, though it has not run.
    await write(page, HELLO_TS.replaceAll("child", "changed"));
    await page.getByRole("tab", { name: "All outcomes" }).click();
    await page.getByRole("button", { name: "Find all outcomes" }).click();
    await page.locator(".outcomes-list").getByText("changed").waitFor();
    expect(await page.getByRole("button", { name: /^Open this run/ }).count()).toBe(1);
    await write(page, HELLO_TS);
    await expect.poll(() => page.getByRole("button", { name: /^Open this run/ }).count()).toBe(0);
    await page.getByText("Search again to open its runs").waitFor();
  });

  test("what was typed just before the page is left is there again", async () => {
    const page = await site.open();
    await write(page, "// kept\n");
    await page.waitForTimeout(500); // until that is written
    await page.keyboard.insertText("// typed last");
    await page.reload();
    await page.getByRole("tab", { name: "Program", exact: true }).click();
    await page.getByText("// typed last").waitFor();
  });

  test("a project has several files, whose names are checked", async () => {
    const page = await site.open();
    await write(page, '#include "shared.h"\n#include <stdio.h>\nint main(void) { puts(GREETING); return 0; }\n');
    await page.getByRole("button", { name: "Add file" }).click();
    await page.keyboard.press("Control+a");
    await page.keyboard.type("shared.txt");
    await page.keyboard.press("Enter");
    await page.getByText("Cannot add shared.txt: expected letters").waitFor();
    await page.keyboard.press("Control+a");
    await page.keyboard.type("shared.h");
    await page.keyboard.press("Enter");
    await page.getByRole("tab", { name: "shared.h" }).waitFor();
    // The keyboard stays where one works: at the file, or where one asked for what was not done.
    const focused = () => page.evaluate(() => document.activeElement?.textContent);
    await expect.poll(focused).toBe("shared.h");
    await page.getByRole("button", { name: "Remove" }).click();
    await page.keyboard.press("Escape");
    await expect.poll(() => page.getByText("Remove shared.h with all").count()).toBe(0);
    await expect.poll(focused).toBe("Remove");
    await write(page, '#define GREETING "from the header"\n');
    await run(page);
    expect(await output(page, "header")).toBe("from the header\n");
  });

  test("who types faster than the page is drawn writes what is typed, and may undo it", async () => {
    const page = await site.open();
    await write(page, "// \n");
    await page.keyboard.press("ArrowLeft");
    const typed = "the quick brown fox jumps over the lazy dog ".repeat(3);
    await page.keyboard.type(typed, { delay: 0 });
    const lines = page.locator(".cm-line");
    expect(await lines.allTextContents()).toEqual([`// ${typed}`, ""]);
    // A file that is called otherwise is the same file.
    await page.getByRole("button", { name: "Rename" }).click();
    await page.keyboard.type("renamed");
    await page.keyboard.press("Enter");
    await page.getByRole("textbox", { name: "Source of renamed.c" }).click();
    await page.keyboard.press("Control+z");
    // All of it, or what was typed after a pause, if the machine had one.
    const [left = ""] = await lines.allTextContents();
    expect(left.length).toBeLessThan(typed.length);
    expect(`// ${typed}`).toMatch(new RegExp(`^${left}`));
  });

  test("a file is dropped anywhere: it is opened or refused, and never written into the program that is there", async () => {
    const page = await site.open();
    await write(page, HELLO);
    await drop(page, ".cm-content", "notes.txt");
    await page.getByText("Cannot open notes.txt: expected a name").waitFor();
    expect((await page.locator(".cm-line").allTextContents()).join("\n")).toBe(HELLO);
    await drop(page, ".cm-content", "dropped.c");
    await page.getByRole("tab", { name: "dropped.c" }).waitFor();
    await expect.poll(() => page.locator(".cm-line").allTextContents()).toEqual(["// of dropped.c"]);
    await page.getByRole("tab", { name: "Lesson", exact: true }).click();
    await drop(page, ".happen", "elsewhere.c");
    await page.getByRole("tab", { name: "elsewhere.c" }).waitFor();
  });

  test("without the compiler one is told what to do, and nothing is lost", async () => {
    const page = await site.open();
    await write(page, HELLO);
    site.offline = true;
    try {
      await run(page);
      await page.getByText("Check that you are online and run again").waitFor();
    } finally {
      site.offline = false;
    }
    await run(page);
    expect(await output(page, "parent")).toBe("child\nparent\n");
  });
});

async function write(page: Page, text: string): Promise<void> {
  await page.getByRole("tab", { name: "Program", exact: true }).click();
  const plain = page.locator(".editor-plain");
  // An editor that is fetched already takes its place meanwhile.
  if (await plain.isVisible()) await plain.click({ timeout: 2000 }).catch(() => {});
  await page.locator(".cm-content").click();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
  await page.keyboard.insertText(text);
}

/** Drops a file there, as a file manager does. */
async function drop(page: Page, selector: string, name: string): Promise<void> {
  const dataTransfer = await page.evaluateHandle((name) => {
    const carried = new DataTransfer();
    carried.items.add(new File([`// of ${name}`], name));
    return carried;
  }, name);
  for (const event of ["dragover", "drop"]) await page.dispatchEvent(selector, event, { dataTransfer });
}

async function run(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Run", exact: true }).click();
}

/** All that was written, once this was. */
async function output(page: Page, wanted: string): Promise<string | null> {
  const log = page.getByRole("log", { name: "What the program has written" });
  await log.getByText(wanted).waitFor({ timeout: 60_000 });
  return await log.textContent();
}
