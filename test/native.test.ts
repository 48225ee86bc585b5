/**
 * The paper on forking Node, docs/native.md, is followed in a project of its own that has installed the package as it was built, with its
 * addon where a prebuilt one would be: its files are written, its commands are run, and what it shows is what comes out.
 */
import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addonPath, preloadPath } from "../runtime/backend/native/addon.ts";
import { describeNative } from "./backend/native/native.ts";
import { ROOT } from "./frontend/compile/compile-guest.ts";

const paper = readFileSync(join(ROOT, "docs/native.md"), "utf8");
const blocks = [...paper.matchAll(/^```(\w+) ?(\S*)\n(.*?)^```$/gms)].map(
  ({ 1: language = "", 2: file = "", 3: text = "" }) => ({ language, file, text }),
);

let project = "";
const packageFolder = () => join(project, "node_modules/prong");

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), "prong-native-project-"));
  for (const name of ["package.json", "dist"]) {
    mkdirSync(dirname(join(packageFolder(), name)), { recursive: true });
    cpSync(join(ROOT, name), join(packageFolder(), name), { recursive: true });
  }
  symlinkSync(join(ROOT, "node_modules/node-gyp-build"), join(project, "node_modules/node-gyp-build"));
});

afterAll(() => rmSync(project, { recursive: true, force: true }));

function runInProject(command: string): string {
  const { stdout } = spawnSync("sh", ["-c", `{ ${command}\n} 2>&1`], {
    cwd: project,
    encoding: "utf8",
    timeout: 60_000,
  });
  return stdout;
}

describe("without an addon", () => {
  it("the package says what is missing, in one line", () => {
    writeFileSync(
      join(project, "missing.mjs"),
      'import { fork } from "prong/native";\ntry { fork(); } catch (error) { console.log(error.message); }\n',
    );
    const why =
      process.platform === "linux"
        ? /^Cannot use the native backend: its addon is not built.*npm rebuild prong\n$/
        : /^Cannot /;
    expect(runInProject("node missing.mjs")).toMatch(why);
  });
});

describeNative("docs/native.md", () => {
  beforeAll(() => {
    const prebuilt = join(packageFolder(), "prebuilds", `${process.platform}-${process.arch}`);
    mkdirSync(prebuilt, { recursive: true });
    copyFileSync(addonPath(), join(prebuilt, "prong.node"));
    copyFileSync(preloadPath(), join(prebuilt, "preload.so"));
    expect(existsSync(join(packageFolder(), "build"))).toBe(false);
  });

  for (const { language, file, text } of blocks) {
    if (language === "js") it(`${file} is written`, () => writeFileSync(join(project, file), text));
    else {
      const [, command = "no command", shown = ""] = /^\$ (.*?)\n(.*)$/s.exec(text) ?? [];
      it(`$ ${command}`, () => {
        expect(runInProject(command)).toBe(shown);
      });
    }
  }
});
