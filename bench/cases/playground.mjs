/** The playground in a browser, as a visitor meets it: how much comes, how soon a lesson has run, how soon the page is where one drags. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";
import { build, preview } from "vite";
import { buildGuest, ROOT } from "../tools.mjs";

const VISITS = 11;
const WISHES = 120;
const BROWSER = process.env.PRONG_CHROMIUM ?? "/usr/bin/chromium";

export async function run() {
  if (!existsSync(BROWSER)) return [line(`the playground: there is no ${BROWSER} to measure it in`, "")];
  await import("../../scripts/playground-programs.mjs");
  const site = { root: join(ROOT, "playground"), logLevel: "error" };
  await build({ ...site, build: { reportCompressedSize: false } });
  const server = await preview({ ...site, preview: { port: 0 } });
  const args = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"];
  const browser = await chromium.launch({ executablePath: BROWSER, args });
  try {
    const address = server.resolvedUrls.local[0];
    return [...(await firstLesson(browser, address)), ...(await scrubbing(browser, address))];
  } finally {
    await browser.close();
    await server.close();
  }
}

const line = (what, prong, goal = "") => ({ what, prong, host: "", ratio: "", goal });
const sorted = (values) => [...values].sort((a, b) => a - b);
const told = (values) =>
  [0.5, 0.9, 1].map((part) => `${sorted(values)[Math.ceil(part * values.length) - 1].toFixed(0)} ms`).join(", ");

/** Every visitor is new: nothing is kept from the one before. */
async function firstLesson(browser, address) {
  const times = [];
  for (let visit = 0; visit < VISITS; visit++) {
    const context = await browser.newContext();
    times.push(await takeFirstLesson(await context.newPage(), address));
    await context.close();
  }
  // What is fetched for the next visit does not count.
  const context = await browser.newContext({ serviceWorkers: "block" });
  const scripts = [];
  context.on("response", (response) => {
    if (/\.m?js$/.test(response.url())) scripts.push(response.body());
  });
  await takeFirstLesson(await context.newPage(), address);
  const size = (await Promise.all(scripts)).reduce((sum, script) => sum + gzipSync(script).length, 0);
  await context.close();
  return [
    line("the playground: script until the first lesson has run, packed", `${Math.ceil(size / 1000)} KB`, "300 KB"),
    line("from the address to the end of the first lesson: median, p90, most", told(times), "2000 ms"),
  ];
}

/** Milliseconds. */
async function takeFirstLesson(page, address) {
  const began = performance.now();
  await page.goto(address, { waitUntil: "commit" });
  await page.getByRole("button", { name: /begin/i }).first().click();
  await page.getByRole("button", { name: "Run", exact: true }).first().click();
  await page
    .getByText(/every process has ended/i)
    .first()
    .waitFor();
  return performance.now() - began;
}

/** From the press of the mouse on the ruler to the picture of that step. */
async function scrubbing(browser, address) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  await page.goto(address);
  await page.getByRole("tab", { name: "Program", exact: true }).click();
  await page.locator('input[type="file"]').first().setInputFiles(buildGuest("ping-pong"));
  await page.getByText("How it runs").click();
  await page.getByLabel("Arguments").fill("1667");
  await page.getByRole("button", { name: "Run", exact: true }).first().click();
  await page
    .getByText(/of 10,0\d\d/)
    .first()
    .waitFor();
  await page
    .getByText(/every process has ended/i)
    .first()
    .waitFor();
  await page.getByRole("button", { name: "Fit", exact: true }).click();
  await page.waitForTimeout(1000); // what keeps the page for the next visit has its turn
  const answers = await page.evaluate(dragEverywhere, WISHES);
  await page.close();
  const frames = answers.map(({ frames }) => frames);
  const most = Math.max(...frames);
  const within = frames.filter((count) => count <= 2).length;
  return [
    line("to go anywhere in a run of 10,000 steps: median, p90, most", told(answers.map(({ time }) => time))),
    line(
      `of ${WISHES} such wishes, answered within two frames; frames of the slowest`,
      `${within}; ${most}`,
      "a frame or two",
    ),
  ];
}

/** Runs in the page: presses the ruler here and there, and waits for the frame in which the step's number is drawn. */
async function dragEverywhere(wishes) {
  const ruler = document.querySelector(".timeline-ruler");
  const field = document.querySelector(".transport-position input");
  const handle = document.querySelector(".timeline-handle");
  const { left, top, width } = ruler.getBoundingClientRect();
  const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
  const press = (kind, at) =>
    ruler.dispatchEvent(
      new PointerEvent(kind, { pointerId: 1, button: 0, clientX: left + at, clientY: top + 5, bubbles: true }),
    );
  ruler.setPointerCapture = () => {}; // there is no such pointer
  const answers = [];
  for (let i = 0; i < wishes; i++) {
    await frame();
    const before = field.value;
    const began = performance.now();
    press("pointerdown", ((i * 7919) % 1000) * (width / 1000));
    let frames = 0;
    do {
      await frame();
      frames++;
    } while (field.value === before || field.value !== handle.getAttribute("aria-valuenow"));
    answers.push({ time: performance.now() - began, frames });
    press("pointerup", 0);
  }
  return answers;
}
