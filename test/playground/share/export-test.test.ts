/** Exported tests are run: in a project of their own that has installed the package as it was built. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Order, RunOptions } from "../../../playground/run/orders.ts";
import { type Exported, exportTest } from "../../../playground/share/export-test.ts";
import { DEFAULT_SETTINGS } from "../../../playground/state/project.ts";
import { ROOT } from "../../frontend/compile/compile-guest.ts";
import { compileText, guest, SMALL } from "../../guests/run-guest.ts";
import { bytes, runOf, Talk } from "../run/talk.ts";

let project = "";

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), "prong-exported-"));
  const modules = join(project, "node_modules");
  mkdirSync(modules);
  for (const name of readdirSync(join(ROOT, "node_modules"))) {
    if (!name.startsWith(".")) symlinkSync(join(ROOT, "node_modules", name), join(modules, name));
  }
  for (const name of ["package.json", "dist", "assembly/sdk", "assembly/sdk-c"]) {
    mkdirSync(dirname(join(modules, "prong", name)), { recursive: true });
    cpSync(join(ROOT, name), join(modules, "prong", name), { recursive: true });
  }
  writeFileSync(join(project, "package.json"), '{ "name": "exported", "type": "module", "private": true }\n');
});

afterAll(() => rmSync(project, { recursive: true, force: true }));

const LOST = `#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
  int *count = mmap(NULL, sizeof *count, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  int child = fork() == 0;
  *count = *count + 1;
  if (child) _exit(0);
  wait(NULL);
  printf("\`%d\`\\t\${updates}\\n", *count);
  return 0;
}
`;

/** Lets the session do what it is told, and exports what is known then. */
async function seen(options: RunOptions, source: string | undefined, ...orders: readonly Order[]): Promise<Exported> {
  const talk = new Talk();
  for (const order of [{ kind: "open", run: options, recorded: undefined } as const, ...orders]) await talk.say(order);
  const { branch, standing } = talk.moment;
  await talk.say({ kind: "ask", question: { kind: "recorded", branch } });
  const answer = talk.all("answer").at(-1)?.answer;
  if (answer?.kind !== "recorded") throw new Error("nothing was recorded");
  const files = source === undefined ? [] : [{ path: "main.c", text: source }];
  const settings = DEFAULT_SETTINGS;
  const project = { title: 'A "run" */ seen', lesson: undefined, files, wasm: undefined, settings };
  const output = { stdout: talk.printed(branch), stderr: "" };
  return { project, options, recorded: answer.recorded, ...output, standing, canBeSearched: source !== undefined };
}

const END: Order = { kind: "go-on", until: "end" };
const typed = (text: string): Order => ({ kind: "act", act: { kind: "input", bytes: bytes(text) } });

const cases: Record<string, () => Promise<Exported>> = {
  "a lost update": async () => seen(runOf(await compileText(LOST), { preempt: "memory" }), LOST, END),
  "a deadlock, as its source is": async () => {
    const source = readFileSync(join(ROOT, "assembly/guests/wrong-fork.c"), "utf8");
    return seen(runOf(await compileText(source)), source, END);
  },
  "a run that is not over": async () => {
    return seen(runOf(await guest("sieve.c"), { args: ["20"] }), undefined, { kind: "seek", branch: 0, position: 50 });
  },
  "a shell at a terminal": async () => {
    const [sh, tools] = await Promise.all(["sh", "tools"].map((name) => guest(`programs/${name}.c`, SMALL)));
    const programs = { cat: tools as Uint8Array, wc: tools as Uint8Array };
    const terminal = { rows: 10, columns: 40 };
    const run = runOf(sh as Uint8Array, { name: "sh", args: ["-i"], programs, terminal, environment: ["PATH=/bin"] });
    return seen(run, undefined, END, typed("echo \u00e4b | cat | wc\n"), END, typed("exit 3\n"), END);
  },
};

it("runs again what was seen, and finds it among all outcomes where the source is there", {
  timeout: 300_000,
}, async () => {
  for (const [name, make] of Object.entries(cases)) {
    writeFileSync(join(project, `${name.replaceAll(" ", "-")}.test.ts`), exportTest(await make()));
  }
  const { VITEST: _, FORCE_COLOR: __, ...env } = process.env;
  const { stdout, stderr } = spawnSync(process.execPath, [join(ROOT, "node_modules/vitest/vitest.mjs"), "run"], {
    cwd: project,
    encoding: "utf8",
    env: { ...env, PRONG_CACHE: join(project, ".cache"), NO_COLOR: "1" },
  });
  const said = stripVTControlCharacters(stdout + stderr);
  expect(said).toMatch(/Test Files +4 passed \(4\)/);
  expect(said).toMatch(/Tests +6 passed \(6\)/);
});

it("has no test that needs the source where it is not known, or in several files", async () => {
  const make = cases["a run that is not over"] as (typeof cases)[string];
  expect(exportTest(await make())).not.toContain("everySchedule");
});
