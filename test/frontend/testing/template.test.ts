import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { onlyPrint } from "../../../runtime/frontend/testing/expectations.ts";
import { judge } from "../../../runtime/frontend/testing/judge.ts";
import { search } from "../../../runtime/frontend/testing/search.ts";
import { assemblyScript, c } from "../../../runtime/frontend/testing/template.ts";
import { PRONG } from "../cli/spawn-prong.ts";

const here = "test/frontend/testing/template.test.ts";
const source = readFileSync(here, "utf8").split("\n");

const program = c`
  int main(void) { return '\n'; } // the only one of these lines
`;

const folder = mkdtempSync(join(tmpdir(), "prong-template-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a program is kept in a file, after a line that says where in the test it stands", () => {
  const [directive, first, second] = readFileSync(program.path, "utf8").split("\n");
  const line = source.indexOf("const program = c`") + 1;
  expect([directive, first]).toEqual([`#line ${line} "${here}"`, ""]);
  expect(second).toBe(source[line]);
  expect(program.title).toBe(`the program at ${here}:${line}`);
});

test("it lies where a project keeps such things, under a name that makes a good one in /bin", () => {
  expect(program.path).toMatch(/^node_modules\/\.cache\/prong\/[0-9a-f]{8}\/guest\.c$/);
});

test("without a project it lies in the cache directory", () => {
  vi.stubEnv("PRONG_CACHE", folder);
  const cwd = process.cwd();
  try {
    process.chdir(folder);
    const { path } = c`int main(void) { return 7; }`;
    expect(path).toMatch(/^guests\/[0-9a-f]{8}\/guest\.c$/);
    expect(existsSync(path)).toBe(true);
  } finally {
    process.chdir(cwd);
    vi.unstubAllEnvs();
  }
});

test("values are put in as they are", () => {
  const { path } = c`int main(void) { return ${40 + 2}; /* ${"forty-two"} */ }`;
  expect(readFileSync(path, "utf8").split("\n")[1]).toBe("int main(void) { return 42; /* forty-two */ }");
});

test("what stands in the test twice has lines of its file only", () => {
  const both = [c`int twice;`, c`int twice;`];
  for (const { path, title } of both) {
    expect(title).toBe(path);
    expect(readFileSync(path, "utf8")).toBe("int twice;");
  }
});

test("AssemblyScript has no such directive", () => {
  const { path, title } = assemblyScript`export const once: i32 = 1;`;
  expect(path).toMatch(/guest\.ts$/);
  expect(readFileSync(path, "utf8")).toBe("export const once: i32 = 1;");
  expect(title).toContain(here);
});

describe("what is compiled", () => {
  beforeAll(() => void vi.stubEnv("PRONG_CACHE", join(folder, ".cache")));
  afterAll(() => void vi.unstubAllEnvs());

  test("is refused with the line of the test, where it is wrong", async () => {
    const wrong = c`
      int main(void) { return no_such_thing; }
    `;
    const line = source.findIndex((text) => text.includes("return no_such_thing")) + 1;
    await expect(search(wrong, "outcomes")).rejects.toThrow(
      `${here}:${line}:31: error: use of undeclared identifier 'no_such_thing'`,
    );
  });

  test("is reported with lines of the test, and the command runs the same again", async () => {
    const racing = c`
      #include <sys/wait.h>
      #include <unistd.h>
      int main(void)
      {
        if (fork() == 0) return write(1, "child ", 6) != 6;
        write(1, "parent ", 7);
        wait(NULL);
        return 0;
      }
    `;
    const { text } = await judge(racing, onlyPrint(["parent child "]));
    const line = source.findIndex((each) => each.includes('write(1, "parent ", 7);')) + 1;
    expect(text).toContain(`${here}:${line}  in main:  write(1, "parent ", 7);`);
    const [, args = ""] = /^ {2}npx prong replay (?!--to)(.*)$/m.exec(text) ?? [];
    const { stdout } = spawnSync(process.execPath, [PRONG, "replay", ...args.split(" ")], { encoding: "utf8" });
    expect(stdout).toBe("child parent ");
  });
});
