import { afterEach, expect, test, vi } from "vitest";
import { LESSONS } from "../../../playground/lessons/catalogue.ts";
import { programOf } from "../../../playground/lessons/lesson.ts";
import { prebuilt, prebuiltName, programsUnderBin } from "../../../playground/lessons/prebuilt.ts";
import { DEFAULT_SETTINGS, type Project, type ProjectFile } from "../../../playground/state/project.ts";

afterEach(() => {
  vi.unstubAllGlobals();
});

/** A page beside which these files lie; answers what was fetched. */
function pageWith(files: Readonly<Record<string, string>>): string[] {
  const fetched: string[] = [];
  vi.stubGlobal("fetch", async (address: string) => {
    fetched.push(address);
    const text = files[address.replace(/^.*programs\//, "")];
    return new Response(text ?? "<!doctype html>", {
      status: text === undefined ? 404 : 200,
      headers: { "content-type": "application/wasm" },
    });
  });
  return fetched;
}

function projectOf(files: readonly ProjectFile[], wasm?: Uint8Array): Project {
  return { title: "a title", lesson: undefined, files, wasm, settings: DEFAULT_SETTINGS };
}

test.each(LESSONS.map((lesson) => [lesson.id, lesson] as const))(
  "%s is prebuilt, as it is given and as it is solved",
  (_, lesson) => {
    const name = programOf(lesson);
    expect(prebuiltName(projectOf(lesson.files))).toBe(name);
    if (lesson.solved !== undefined) expect(prebuiltName(projectOf(lesson.solved))).toBe(`${name}.solved`);
  },
);

test("what was changed by a letter must be compiled, and what came as a program need not be", () => {
  const [{ files = [] } = {}] = LESSONS;
  const changed = files.map(({ path, text }) => ({ path, text: `${text} ` }));
  expect(prebuiltName(projectOf(changed))).toBeUndefined();
  expect(prebuiltName(projectOf([...files, { path: "more.c", text: "" }]))).toBeUndefined();
  expect(prebuiltName(projectOf(files, new Uint8Array()))).toBeUndefined();
});

test("a program is fetched; where the page was built without compilers there is none", async () => {
  const [{ files = [] } = {}] = LESSONS;
  const fetched = pageWith({ "hello.wasm": "wasm" });
  expect(new TextDecoder().decode(await prebuilt(projectOf(files)))).toBe("wasm");
  expect(fetched).toHaveLength(1);
  pageWith({});
  expect(await prebuilt(projectOf(files))).toBeUndefined();
});

test("programs under /bin are fetched once, and only for who may run others", async () => {
  const fetched = pageWith({ "bin/sh.wasm": "s", "bin/ps.wasm": "p", "bin/tools.wasm": "t" });
  const quiet = projectOf([{ path: "a.c", text: "int main(void) { return fork(); }" }]);
  const runs = projectOf([{ path: "a.c", text: 'int main(void) { execlp("ls", "ls", NULL); }' }]);
  expect(await programsUnderBin(quiet)).toEqual({});
  expect(fetched).toHaveLength(0);
  const [first] = [await programsUnderBin(runs), await programsUnderBin(runs)];
  expect(Object.keys(first).sort()).toEqual(
    ["cat", "chmod", "echo", "false", "kill", "ls", "mkdir", "ps", "rm", "sh", "sleep", "true", "wc"].sort(),
  );
  expect(fetched).toHaveLength(3);
});
