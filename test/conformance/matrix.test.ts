/** The matrix itself: nothing is forgotten, and nothing is said to pass that is not run. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { NOT_APPLICABLE, ONLY_EMULATED } from "../../scripts/conformance/judgements.mjs";
import { count, judge, page } from "../../scripts/conformance/report.mjs";
import { AREAS, expectedTranscript, PROGRAMS, ROOT, rows } from "../../scripts/conformance/rows.mjs";
import { endText, firstDifference, transcript } from "../../scripts/conformance/transcript.mjs";

const all = rows();
const programs = all.filter((row) => row.program !== undefined);
const here = join(ROOT, "test/conformance");

describe("the rows", () => {
  it("are at least 110 programs, each with a sentence and a transcript", () => {
    expect(programs.length).toBeGreaterThanOrEqual(110);
    for (const row of programs) {
      expect(row.says, row.name).toMatch(/^[^\n]{20,160}$/);
      expect(expectedTranscript(row), row.name).toMatch(/\n-- (exited with|killed by) \w+\n$/);
    }
  });

  it("have areas that are listed, each with a test file", () => {
    const folders = readdirSync(PROGRAMS, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map(({ name }) => name).sort()).toEqual(AREAS.map(([area]) => area).sort());
    for (const [area] of AREAS) expect(existsSync(join(here, `${area}.test.ts`)), area).toBe(true);
  });

  it("have no transcript left over", () => {
    const left = readdirSync(join(here, "expected"), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".txt"))
      .filter((name) => !existsSync(join(PROGRAMS, name.replace(/txt$/, "c"))));
    expect(left).toEqual([]);
  });

  it("say why, where the host is not the judge", () => {
    for (const name of Object.keys(ONLY_EMULATED)) expect(programs.map((row) => row.name)).toContain(name);
    for (const { notApplicable } of NOT_APPLICABLE) expect(notApplicable.length).toBeGreaterThan(60);
  });

  it("are those of CONFORMANCE.md and conformance.json, with nothing else", () => {
    const { rows: told } = JSON.parse(readFileSync(join(ROOT, "conformance.json"), "utf8"));
    expect(told.map((row: { name: string }) => row.name)).toEqual(all.map((row) => row.name));
    const text = readFileSync(join(ROOT, "CONFORMANCE.md"), "utf8");
    for (const row of programs) expect(text).toContain(`(test/conformance/programs/${row.name}.c)`);
  });
});

describe("judge()", () => {
  const [row] = programs;
  const [other] = NOT_APPLICABLE;
  const seen = (emulator: string, host: string, native: string) =>
    judge(row, { emulator, host, native, expected: "text" }).result;

  it.each([
    ["same", "same", "same", "pass"],
    ["same", "not asked", "not asked", "pass"],
    ["line 1: ...", "same", "same", "FAIL"],
    ["same", "line 1: ...", "same", "FAIL"],
    ["same", "same", "line 1: ...", "FAIL"],
    ["not run", "same", "same", "FAIL"],
  ])("emulator %s, host %s, native %s: %s", (emulator, host, native, result) => {
    expect(seen(emulator, host, native)).toBe(result);
  });

  it("does not pass what has no transcript", () => {
    expect(judge(row, { emulator: "same", host: "same", native: "same", expected: undefined }).result).toBe("FAIL");
  });

  it("counts what is not applicable by itself", () => {
    const na = { ...other, ...judge(other, { emulator: "-", host: "-", native: "-", expected: undefined }) };
    expect(count([na])).toEqual({ pass: 0, fail: 0, notApplicable: 1 });
  });
});

describe("page()", () => {
  it("escapes what would end a cell, and tells long differences below the table", () => {
    const row = {
      name: "fork/a",
      area: "fork",
      says: "a | b",
      program: "fork/a.c",
      emulator: "line 1: x",
      host: "same",
      native: "not asked",
    };
    const text = page([{ ...row, result: "FAIL", reason: "emulator: line 1: x" }], [["fork", "Forks"]], "Host: none.");
    expect(text).toContain(
      "| [fork/a](test/conformance/programs/fork/a.c) | a \\| b | differs | same | not asked | FAIL |\n\n*fork/a*: emulator: line 1: x\n",
    );
    expect(text).toContain("**0 pass, 1 fail, 0 are not applicable.** Host: none.");
  });
});

describe("transcript()", () => {
  it("has what was written, and how it ended", () => {
    expect(transcript({ stdout: "a\n", stderr: "", end: endText(3, null) })).toBe("a\n-- exited with 3\n");
    expect(transcript({ stdout: "a", stderr: "b\x07\r\n", end: endText(null, "SIGTERM") })).toBe(
      "a\n-- standard error\nb^G^M\n-- killed by SIGTERM\n",
    );
  });

  it("differs from another in a line, or in its end", () => {
    expect(firstDifference("a\nb\n", "a\nc\n")).toBe('line 2: expected "b", got "c"');
    expect(firstDifference("a\n", "a\nc\n")).toBe('line 2: expected "", got "c"');
  });
});
