/**
 * The README is run: its commands as printed, in order, in a folder that looks like a fresh clone; what its console blocks
 * show is what comes out, to the letter.
 */
import { spawn, spawnSync } from "node:child_process";
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
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compileC } from "../runtime/frontend/compile/c.ts";
import { folderCache, loadSdk, readHostFile, SDK_C_FOLDER } from "../runtime/frontend/compile/node-sources.ts";
import { ROOT } from "./frontend/compile/compile-guest.ts";
import { makeKnown } from "./frontend/quiz/compile-quiz.ts";
import { guest } from "./guests/run-guest.ts";

/** Commands that a test cannot run as printed, and why; the scripts that they name must exist all the same. */
const NOT_RUN: readonly (readonly [RegExp, string])[] = [
  [/^git clone /, "it needs the network, and this is the clone"],
  [/^cd /, "each command runs in the clone"],
  [/^npm ci\b/, "it installs again what the tests run on; whoever runs them has done it"],
  [/^npm cit\b/, "it runs the tests, this one too"],
];

/** Commands that end only when they are stopped: each says where it serves, and a page comes from there. */
const SERVES = /^npm run playground$/;

interface Block {
  readonly language: string;
  readonly line: number;
  readonly text: string;
}

const readme = readFileSync(join(ROOT, "README.md"), "utf8");
const scripts = (JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { scripts: Record<string, string> })
  .scripts;
const blocks = readBlocks(readme);

let clone = "";

/**
 * What npx makes of `prong`: npm finds the same file anew for each command, in five times the time that Node takes to start.
 * It is asked once, by the README's first command; what else npx is told is npm's affair.
 */
const NPX = `#!/bin/sh
if [ "$1" != prong ]; then PATH="\${PATH#*:}" exec npx "$@"; fi
shift
exec node "$README_CLONE/dist/frontend/cli/prong.cjs" "$@"
`;
let hasAskedNpm = false;

/** What a clone has not got, or what these tests do not need. */
const LEFT_OUT = new Set(["node_modules", ".git", ".cache", "test", "coverage"]);

beforeAll(async () => {
  clone = mkdtempSync(join(tmpdir(), "prong-readme-"));
  for (const name of readdirSync(ROOT)) {
    if (!LEFT_OUT.has(name)) cpSync(join(ROOT, name), join(clone, name), { recursive: true });
  }
  symlinkSync(join(ROOT, "node_modules"), join(clone, "node_modules")); // as `npm ci` leaves it
  mkdirSync(join(clone, ".npx"));
  writeFileSync(join(clone, ".npx", "npx"), NPX, { mode: 0o755 });
  // "Your own" program, of which the README says only the name.
  writeFileSync(join(clone, "program.wasm"), await guest("hello-fork.c"));
});

/**
 * The first command compiles its program, as does whatever is built or asked first; what else the README names is compiled here. It would
 * be by each command in turn, and to load the compiler takes ten times as long as to use it.
 */
beforeAll(async () => {
  const named = readme.matchAll(/^(?:\$ )?npx prong (?!build)(.*?)(assembly\/guests\/\S+\.c)\b/gm);
  const [sdk, cache] = [await loadSdk(SDK_C_FOLDER), folderCache(join(clone, ".cache"))];
  for (const [, options = "", path = ""] of [...named].slice(1)) {
    const sources = [{ path, text: readFileSync(join(ROOT, path), "utf8") }];
    const flags = /compare|--native/.test(options) ? [] : ["-g"]; // no lines are shown of what the host runs
    await compileC({ sources, sdk, flags, directory: clone, readFile: readHostFile, cache });
  }
  await makeKnown(join(clone, ".cache"), { seed: 7, count: 3 });
  await makeKnown(join(clone, ".cache"), { seed: 7, count: 1 });
});

afterAll(() => rmSync(clone, { recursive: true, force: true }));

function readBlocks(text: string): Block[] {
  return [...text.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map((match) => ({
    language: match[1] ?? "",
    line: text.slice(0, match.index).split("\n").length,
    text: match[2] ?? "",
  }));
}

/** The commands of a block, each with the line of the README it is on. */
function commandsOf({ text, line }: Block): [line: number, command: string][] {
  const lines = text.split("\n").map((command, i): [number, string] => [line + 1 + i, command]);
  return lines.filter(([, command]) => command.trim() !== "" && !command.startsWith("#"));
}

/** A console block: commands after `$`, each with all that it prints. */
function transcriptsOf({ text, line }: Block): Step[] {
  const transcripts: { kind: "transcript"; line: number; text: string; output: string }[] = [];
  text
    .trimEnd()
    .split("\n")
    .forEach((words, i) => {
      const last = transcripts.at(-1);
      if (words.startsWith("$ "))
        transcripts.push({ kind: "transcript", line: line + 1 + i, text: words.slice(2), output: "" });
      else if (last !== undefined) last.output += `${words}\n`;
      else throw new Error(`README.md:${line}: a console block begins with "$ " and a command`);
    });
  return transcripts;
}

/** Runs a line of the shell in the clone; standard output and error come as one text, as on a screen. */
function runInClone(command: string): { exitCode: number | null; output: string } {
  const asksNpm = !hasAskedNpm && /\bnpx prong\b/.test(command);
  hasAskedNpm ||= asksNpm;
  const { status, stdout, error } = spawnSync("sh", ["-c", `{ ${command}\n} 2>&1`], {
    cwd: clone,
    encoding: "utf8",
    input: "",
    env: {
      ...environment(),
      ...(asksNpm ? {} : { PATH: `${join(clone, ".npx")}:${process.env.PATH}`, README_CLONE: clone }),
    },
  });
  if (error !== undefined) throw error;
  return { exitCode: status, output: stdout };
}

function environment(): NodeJS.ProcessEnv {
  return {
    ...process.env,
    PRONG_CACHE: join(clone, ".cache"),
    NO_COLOR: "1",
    NODE_OPTIONS: "",
    // npm's own words about its configuration and its updates are no part of what the README shows.
    npm_config_loglevel: "error",
    npm_config_update_notifier: "false",
    npm_config_cache: join(clone, ".npm"),
    npm_config_offline: "true",
    npm_config_ignore_scripts: "true", // or npx would build again what `npm ci` has built
  };
}

/** Starts a server in the clone, takes the page that it says it has, and stops it with all that it started. */
async function pageServedBy(command: string): Promise<string> {
  const server = spawn("sh", ["-c", command], {
    cwd: clone,
    detached: true,
    env: environment(),
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const address = await new Promise<string>((resolve, reject) => {
      let said = "";
      server.stdout.setEncoding("utf8").on("data", (text: string) => {
        said += text;
        const [, found] = /(http:\S+)\s/.exec(said) ?? []; // all of it, and not what has come so far
        if (found !== undefined) resolve(found);
      });
      server.on("close", (status) => reject(new Error(`${command} ended with ${status} and served nothing:\n${said}`)));
    });
    return await (await fetch(address)).text();
  } finally {
    if (server.pid !== undefined && server.exitCode === null) process.kill(-server.pid);
  }
}

/** The commands of `a && b`, of which some may not be run. */
const parts = (command: string) => command.replace(/\s+#.*$/, "").split(" && ");
const reasonNotToRun = (command: string) => NOT_RUN.find(([pattern]) => pattern.test(command))?.[1];

interface Step {
  readonly kind: "command" | "transcript" | "script" | "guest";
  readonly line: number;
  readonly text: string;
  /** What a transcript shows. */
  readonly output: string;
}

function stepsOf(block: Block): Step[] {
  switch (block.language) {
    case "sh":
      return commandsOf(block).flatMap(([line, command]) =>
        parts(command).map((text): Step => ({ kind: "command", line, text, output: "" })),
      );
    case "console":
      return transcriptsOf(block);
    case "js":
      return [{ kind: "script", line: block.line, text: block.text, output: "" }];
    case "ts":
      return [{ kind: "guest", line: block.line, text: block.text, output: "" }];
    default:
      return [];
  }
}

describe("README.md", () => {
  const steps = blocks.flatMap(stepsOf);

  it("has commands, transcripts, a script and a guest", () => {
    expect(new Set(steps.map(({ kind }) => kind))).toEqual(new Set(["command", "transcript", "script", "guest"]));
  });

  for (const { kind, line, text, output } of steps) {
    const why = kind === "command" ? reasonNotToRun(text) : undefined;
    if (kind === "command" && why !== undefined) {
      it(`line ${line}: the scripts that ${text} needs are there (not run: ${why})`, () => {
        const script = /^npm (?:cit|t|test)\b/.test(text) ? "test" : /^npm run (\S+)/.exec(text)?.[1];
        if (script !== undefined) expect(scripts).toHaveProperty(script);
        if (/^npm ci/.test(text)) expect(existsSync(join(ROOT, "package-lock.json"))).toBe(true);
      });
    } else if (kind === "command" && SERVES.test(text)) {
      it(`line ${line}: ${text}, until it serves its page`, async () => {
        expect(await pageServedBy(text)).toContain("<title>");
      });
    } else if (kind === "command") {
      it(`line ${line}: ${text}`, () => {
        const ran = runInClone(text);
        expect(ran, ran.output).toMatchObject({ exitCode: 0 });
      });
    } else if (kind === "transcript") {
      it(`line ${line}: $ ${text}`, () => {
        expect(runInClone(text).output).toBe(output);
      });
    } else {
      it(`line ${line}: the script runs as it is`, () => {
        const file = `readme-${line}.${kind === "guest" ? "ts" : "mjs"}`;
        writeFileSync(join(clone, file), text);
        const ran = runInClone(`${kind === "guest" ? "npx prong run" : "node"} ${file}`);
        expect(ran, ran.output).toMatchObject({ exitCode: 0 });
        expect(ran.output).not.toBe("");
      });
    }
  }

  it("shows the program that its first transcript runs", () => {
    const program = readFileSync(join(ROOT, "assembly/guests/wrong-fork.c"), "utf8");
    const shown = blocks.find(({ language }) => language === "c")?.text ?? "no C program";
    expect(program).toContain(shown);
  });

  it("names only npm scripts that there are", () => {
    const named = [...readme.matchAll(/`npm run ([\w:-]+)/g)].map((match) => match[1] ?? "");
    for (const name of named) expect(scripts).toHaveProperty(name);
    for (const name of ["start", "test"]) expect(scripts).toHaveProperty(name);
  });

  it("links only to files that there are", () => {
    const links = [...readme.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map((match) => match[1] ?? "");
    expect(links.filter((link) => !existsSync(join(ROOT, link)))).toEqual([]);
  });
});
