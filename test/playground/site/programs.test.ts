/** Programs that people write: compiled in the page, wrong, hostile, large. */
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { describeSite, type Site } from "./site.ts";
import { look, openLesson, output, press, stands, untilSaid } from "./steps.ts";

/** The first compile of C fetches, unpacks and compiles the compiler. */
const COMPILING = { timeout: 180_000 };

async function write(site: Site, language: "C" | "AssemblyScript", text: string): Promise<Page> {
  const page = await site.open();
  await page.getByTitle("All lessons").click();
  await press(page, `New in ${language}`);
  await replace(page, text);
  return page;
}

async function replace(page: Page, text: string): Promise<void> {
  const editor = page.locator(".cm-content");
  await editor.click();
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText(text);
}

const C = (body: string) => `#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void)
{
${body}
  return 0;
}
`;

describeSite("a program that somebody writes", (site) => {
  it("in C is compiled in the page, once it is told what that takes, and runs", COMPILING, async () => {
    const page = await write(
      site,
      "C",
      C(
        '  if (fork() == 0) { printf("child\\n"); return 3; }\n  int status; wait(&status); printf("parent saw %d\\n", WEXITSTATUS(status));',
      ),
    );
    expect(await page.getByRole("tabpanel", { name: "Program" }).innerText()).toMatch(/\d+(\.\d+)? MB/);
    await press(page, "Run");
    await untilSaid(page, /every process has ended/, 170_000);
    await expect.poll(() => output(page)).toContain("child\nparent saw 3");
    await look(page, "Call stacks");

    await replace(page, C("  retrun 1;"));
    await press(page, "Run");
    const problem = page.getByRole("list", { name: "What the compiler says" }).getByRole("button").first();
    await problem.waitFor({ timeout: 60_000 });
    expect(await problem.innerText()).toMatch(/7/);

    await replace(page, C("  for (;;) ;"));
    await press(page, "Run");
    await page.getByRole("button", { name: "Stop" }).first().waitFor();
    await page.waitForTimeout(4000);
    await press(page, "Stop");
    await page
      .getByRole("status")
      .getByText(/computes|never|for ever/)
      .waitFor({ timeout: 20_000 });

    await replace(page, C('  for (;;) write(1, "all work and no play makes a dull page. ", 40);'));
    await press(page, "Run");
    await page.getByRole("status").getByText(/1 MiB/).waitFor({ timeout: 120_000 });

    await replace(page, C("  for (;;) fork();"));
    await press(page, "Run");
    await page.waitForTimeout(5000);
    await press(page, "Stop");
    const bomb = await stands(page);
    expect(bomb.length).toBeGreaterThan(100);
    await look(page, "Processes");

    await replace(page, C("  *(volatile int *)-4 = 7;"));
    await press(page, "Run");
    expect(await untilSaid(page, /SIGSEGV/, 60_000)).toMatch(/SIGSEGV/);
  });

  it("in AssemblyScript is compiled at once, and runs", COMPILING, async () => {
    const page = await write(
      site,
      "AssemblyScript",
      'import { exit, fork, print, wait } from "prong";\nif (fork().isChild) { print("child"); exit(0); }\nwait();\nprint("parent");\n',
    );
    await press(page, "Run");
    await untilSaid(page, /every process has ended/, 90_000);
    await expect.poll(() => output(page)).toContain("child\nparent");
    await replace(page, "let number: i32 = 'text';\n");
    await press(page, "Run");
    await page
      .getByRole("list", { name: "What the compiler says" })
      .getByRole("button")
      .first()
      .waitFor({ timeout: 60_000 });
  });

  it("that is a .wasm file runs, and one that is none is refused with the reason", async () => {
    const page = await site.open();
    await look(page, "Program");
    const wasm = new Uint8Array(await (await fetch(`${site.address}programs/hello.wasm`)).arrayBuffer());
    const choose = page.locator('input[type="file"]').first();
    await choose.setInputFiles([{ name: "hello.wasm", mimeType: "application/wasm", buffer: Buffer.from(wasm) }]);
    await untilSaid(page, /every process has ended/);
    expect(await output(page)).toContain("child: fork gave me 0");
    await choose.setInputFiles([
      { name: "broken.wasm", mimeType: "application/wasm", buffer: Buffer.from("no program") },
    ]);
    await page
      .getByText(/Cannot (open|run|read).*broken\.wasm/)
      .first()
      .waitFor();
  });

  it("at a terminal is typed at: ^C ends what runs, and the shell goes on", async () => {
    const page = await site.open();
    await openLesson(page, "A tiny shell");
    await page.locator(".xterm-helper-textarea").waitFor({ timeout: 30_000 });
    await page.locator(".xterm-helper-textarea").focus();
    await page.keyboard.type("echo hello ");
    await page.keyboard.insertText("grüße"); // as who dictates it
    await page.keyboard.press("Enter");
    await expect.poll(() => output(page), { timeout: 20_000 }).toMatch(/echo hello grüße\s+hello grüße\s/);
    const screen = page.locator(".terminal-body");
    const room = await screen.boundingBox();
    await page.keyboard.type("sleep 1000\n");
    await page.getByText("Nobody reads what you type").waitFor();
    expect(await screen.boundingBox(), "whatever is said above it").toEqual(room);
    await page.keyboard.press("Control+c");
    await page.keyboard.type("echo still here\n");
    await expect.poll(() => output(page), { timeout: 20_000 }).toMatch(/still here[\s\S]*still here/);
  });
});
