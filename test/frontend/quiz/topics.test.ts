/** What all programs of all topics have in common. Whether they are good exercises a person must say. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, test } from "vitest";
import { Draw } from "../../../runtime/frontend/quiz/draw.ts";
import { misreadings } from "../../../runtime/frontend/quiz/misreadings.ts";
import { LEVELS } from "../../../runtime/frontend/quiz/topic.ts";
import { TOPICS } from "../../../runtime/frontend/quiz/topics.ts";
import { HOST_COMPILER } from "../../guests/on-host.ts";

const folder = mkdtempSync(join(tmpdir(), "prong-topics-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SEEDS = Array.from({ length: 40 }, (_, seed) => seed);

/** As many lines as a person takes in at a glance, with those that include headers. */
const MOST_LINES = 31;

test("each level has topics, and no two have one name", () => {
  for (const level of LEVELS) expect(TOPICS.filter((topic) => topic.level === level).length).toBeGreaterThanOrEqual(5);
  expect(new Set(TOPICS.map(({ name }) => name)).size).toBe(TOPICS.length);
});

describe.each(TOPICS)("$name", (topic) => {
  const sketches = SEEDS.map((seed) => topic.draw(new Draw(seed)));
  const sources = [...new Set(sketches.map(({ source }) => source))];

  it("draws the same for the same seed, and many programs", () => {
    expect(SEEDS.map((seed) => topic.draw(new Draw(seed)))).toEqual(sketches);
    expect(sources.length).toBeGreaterThan(10);
  });

  it("draws short programs that fork, are indented, and end", () => {
    for (const source of sources) {
      const lines = source.split("\n");
      expect(lines.length - 1).toBeLessThanOrEqual(MOST_LINES);
      for (const line of lines) expect(line).toMatch(/^(( {2})*\S.*\S|( {2})*[{}]|)$/);
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(90);
      expect(source).toMatch(/\bfork\(\)/);
      expect(source).not.toMatch(/undefined|false|\[object|NaN/);
      expect(source).toMatch(/ {2}(return 0|_exit\(0\));\n}\n$/);
    }
  });

  it("says what it teaches, and what may be asked", () => {
    for (const { lesson, kinds } of sketches) {
      expect(lesson).toMatch(/^\w.*\.$/);
      expect(kinds).not.toEqual([]);
    }
  });

  it.skipIf(HOST_COMPILER === undefined)("draws what a compiler of the host has no warnings for", () => {
    expect(compile(["-Wall", "-Wextra", "-Werror"], sources.slice(0, 8))).toBe("");
    const misread = sources.slice(0, 3).flatMap((source) => misreadings(source).map((one) => one.source));
    expect(compile(["-w"], misread)).toBe("");
  });
});

/** What the host's compiler says of programs. */
function compile(flags: readonly string[], sources: readonly string[]): string {
  const files = sources.map((source, i) => {
    writeFileSync(join(folder, `${i}.c`), source);
    return `${i}.c`;
  });
  const { stderr } = spawnSync(HOST_COMPILER as string, ["-fsyntax-only", ...flags, ...files], {
    cwd: folder,
    encoding: "utf8",
  });
  return stderr;
}
