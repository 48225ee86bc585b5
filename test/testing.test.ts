/**
 * The tutorial, docs/testing.md, is followed: in a project of its own that has installed the package as it was built, its files are
 * written, its commands are run, and what it shows is what comes out. A line of dots stands for any lines. The test that the README
 * shows is run with the tutorial's last ones.
 */
import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { folderCache } from "../runtime/frontend/compile/node-sources.ts";
import { compileSources, ROOT } from "./frontend/compile/compile-guest.ts";

const PAPER = "docs/testing.md";

interface Block {
  readonly language: string;
  /** The file that it is, or changes; empty for commands. */
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

const paper = readFileSync(join(ROOT, PAPER), "utf8");
const readme = readFileSync(join(ROOT, "README.md"), "utf8");
const blocks = blocksOf(paper);
const shownInReadme = blocksOf(readme).filter(({ file }) => file !== "");

function blocksOf(text: string): Block[] {
  return [...text.matchAll(/^```(\w+) ?(\S*)\n(.*?)^```$/gms)].map(
    ({ index, 1: language = "", 2: file = "", 3: block = "" }) => ({
      language,
      file,
      line: text.slice(0, index).split("\n").length,
      text: block,
    }),
  );
}

let project = "";

/**
 * Schedules know their program by a checksum, which changes with the compiler and the library; the tutorial shows that of the day when it was
 * written.
 */
const SHOWN = /\b(prong2:)([0-9a-f]{6})\b/;
let checksum = "none so far";

beforeAll(async () => {
  project = mkdtempSync(join(tmpdir(), "prong-tutorial-"));
  const modules = join(project, "node_modules");
  mkdirSync(join(modules, ".bin"), { recursive: true });
  for (const name of readdirSync(join(ROOT, "node_modules"))) {
    if (!name.startsWith(".")) symlinkSync(join(ROOT, "node_modules", name), join(modules, name));
  }
  for (const name of ["package.json", "dist", "assembly/sdk", "assembly/sdk-c"]) {
    mkdirSync(dirname(join(modules, "prong", name)), { recursive: true });
    cpSync(join(ROOT, name), join(modules, "prong", name), { recursive: true }); // a link would not be taken for a package
  }
  symlinkSync("../prong/dist/frontend/cli/prong.cjs", join(modules, ".bin/prong"));
  symlinkSync("../vitest/vitest.mjs", join(modules, ".bin/vitest"));
  symlinkSync("../typescript/bin/tsc", join(modules, ".bin/tsc"));
  const counter = readFileSync(join(ROOT, "assembly/guests/outcomes/counter.c"), "utf8");
  await writeInProject("counter.c", counter.replace("volatile int *", "_Atomic int *")); // with which the README's test passes
  writeFileSync(join(project, "package.json"), '{ "name": "tickets", "type": "module", "private": true }\n');
});

afterAll(() => rmSync(project, { recursive: true, force: true }));

/** A C program is compiled here when it changes, and not by the first command that runs it, which would load the compiler for it. */
async function writeInProject(file: string, text: string): Promise<void> {
  writeFileSync(join(project, file), text);
  const options = { flags: ["-g"], directory: project, cache: folderCache(join(project, ".cache")) };
  if (file.endsWith(".c")) await compileSources([{ path: file, text }], options);
}

/**
 * What npx does for a command that is there: npm, which the first command asks, needs five times the time for it that Node takes to start.
 */
const NPX = `npx() { command="$1"; shift; "node_modules/.bin/$command" "$@"; }`;
let hasAskedNpm = false;

/** Runs a line of the shell in the project; standard output and error come as one text, as on a screen. */
function runInProject(command: string): { exitCode: number | null; output: string } {
  const { VITEST: _, FORCE_COLOR: __, ...env } = process.env; // it is not this Vitest that runs there
  const npx = hasAskedNpm ? `${NPX}; ` : "";
  hasAskedNpm ||= command.startsWith("npx ");
  const line = `${npx}{ ${command.replace(SHOWN, `$1${checksum}`)}\n} 2>&1`;
  const { status, stdout, error } = spawnSync("sh", ["-c", line], {
    cwd: project,
    encoding: "utf8",
    env: {
      ...env,
      PRONG_CACHE: join(project, ".cache"),
      NO_COLOR: "1",
      NODE_OPTIONS: "",
      npm_config_loglevel: "error",
      npm_config_update_notifier: "false",
      npm_config_cache: join(project, ".npm"),
      npm_config_offline: "true",
    },
  });
  if (error !== undefined) throw error;
  checksum = SHOWN.exec(stdout)?.[2] ?? checksum;
  const lines = stripVTControlCharacters(stdout)
    .replaceAll(checksum, SHOWN.exec(paper)?.[2] ?? "")
    .trimEnd()
    .split("\n");
  return { exitCode: status, output: lines.map((line) => line.trimEnd()).join("\n") };
}

/**
 * Each line as it is printed, and lines of dots for any others. How many schedules stand for all is for the search to know, and gets less as
 * it gets better.
 */
function patternOf(shown: string): RegExp {
  const parts = `\n${shown}\n`
    .split("\n...")
    .map((part) =>
      part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\d+ of \d+ schedules/g, "\\d+ of \\d+ schedules"),
    );
  return new RegExp(`^${parts.join("(?:\\n.*)*?")}$`);
}

/** The text with the lines that begin with "-" taken out and those with "+" put in, where the others stand. */
function patched(text: string, patch: string): string {
  const lines = patch.trimEnd().split("\n");
  const side = (left: string) =>
    lines
      .filter((line) => !line.startsWith(left))
      .map((line) => line.slice(1))
      .join("\n");
  expect(text).toContain(side("+"));
  return text.replace(side("+"), () => side("-"));
}

describe(PAPER, () => {
  it("has programs, tests, changes and commands", () => {
    expect(new Set(blocks.map(({ language }) => language))).toEqual(
      new Set(["c", "console", "diff", "js", "sh", "ts"]),
    );
  });

  const last = blocks.findIndex(({ language }) => language === "sh");
  for (const { language, file, line, text } of [...blocks.slice(0, last), ...shownInReadme, ...blocks.slice(last)]) {
    if (language === "diff") {
      it(`line ${line}: ${file} is changed`, async () => {
        await writeInProject(file, patched(readFileSync(join(project, file), "utf8"), text));
      });
    } else if (language === "sh") {
      it.each(text.trimEnd().split("\n"))(`line ${line}: %s`, (command) => {
        const ran = runInProject(command);
        expect(ran, ran.output).toMatchObject({ exitCode: 0 });
      });
    } else if (language === "console") {
      const [, command = "no command", shown = ""] = /^\$ (.*?)\n(.*)$/s.exec(text.trimEnd()) ?? [];
      it(`line ${line}: $ ${command}`, () => {
        const { output } = runInProject(command);
        if (!patternOf(shown).test(`\n${output}\n`)) expect(output).toBe(shown);
      });
    } else {
      it(`line ${line}: ${file} is written`, async () => {
        expect(file).not.toBe("");
        await writeInProject(file, text);
      });
    }
  }

  it("has tests whose types are right", () => {
    const options = "--noEmit --strict --skipLibCheck --target es2022 --module nodenext --types node";
    expect(runInProject(`npx tsc ${options} *.test.ts`).output).toBe("");
  });

  it("links only to files that there are", () => {
    const links = [...paper.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map((match) => match[1] ?? "");
    expect(links.filter((link) => !existsSync(join(ROOT, "docs", link)))).toEqual([]);
  });
});
