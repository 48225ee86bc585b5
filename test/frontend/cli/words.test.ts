import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InvalidArgumentError } from "commander";
import { afterAll, describe, expect, it, test } from "vitest";
import { UsageError } from "../../../runtime/frontend/cli/usage-error.ts";
import {
  checkVariable,
  collect,
  parseBound,
  parseCount,
  parseLevel,
  parseMount,
  parseQuestions,
  parseSeed,
  quoteWord,
  readSchedule,
} from "../../../runtime/frontend/cli/words.ts";
import { NodeHostFiles } from "../../../runtime/node/host-files.ts";

const folder = mkdtempSync(join(tmpdir(), "prong-words-"));
writeFileSync(join(folder, "file"), "");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("collect() keeps the values of an option that is given several times, in order", () => {
  const once = collect("a");
  expect([once, collect("b", once), once]).toEqual([["a"], ["a", "b"], ["a"]]);
});

describe.each([
  { read: parseSeed, good: { "0": 0, "007": 7, "4294967295": 0xffffffff }, bad: ["4294967296", "99999999999"] },
  { read: parseCount, good: { "1": 1, "10": 10, "999999999": 999_999_999 }, bad: ["0", "01", "1000000000"] },
  { read: parseLevel, good: { "1": 1, "3": 3 }, bad: ["0", "4", "01", "1.0"] },
  { read: parseQuestions, good: { "1": 1, "20": 20, "100": 100 }, bad: ["0", "101", "1000", "020"] },
  { read: parseBound, good: { "0": 0, "2": 2, "999999999": 999_999_999 }, bad: ["1000000000"] },
])("$read.name()", ({ read, good, bad }) => {
  it.each(Object.entries(good))("reads %j as %i", (text, value) => {
    expect(read(text)).toBe(value);
  });

  it.each([...bad, "", " 1", "1 ", "-1", "+1", "1.5", "1e3", "0x10", "1,000", "one", "Infinity", "NaN", "١"])(
    "refuses %j, and says what is expected",
    (text) => {
      expect(() => read(text)).toThrow(InvalidArgumentError);
      expect(() => read(text)).toThrow(/^Expected a whole number from [01] (on|to \d+)\.$/);
    },
  );
});

describe("checkVariable()", () => {
  it.each(["NAME=value", "NAME=", "N=a=b", "a b=c", "N=\n"])("takes %j as it is", (text) => {
    expect(checkVariable(text)).toBe(text);
  });

  it.each(["", "NAME", "=value", "="])("refuses %j", (text) => {
    expect(() => checkVariable(text)).toThrow(new UsageError(`Cannot set the variable "${text}": expected NAME=value`));
  });
});

describe("parseMount()", () => {
  it.each([
    [`${folder}::/data`, "/data"],
    [`${folder}::/`, "/"],
    [`${folder}::/with:colon/é`, "/with:colon/é"],
  ])("reads %s as a directory of the host at %s", (text, at) => {
    const mount = parseMount(text);
    expect([mount.at, mount.files instanceof NodeHostFiles]).toEqual([at, true]);
    expect(mount.files.list("")).toEqual(["file"]);
  });

  it("takes what stands before the last of several :: as the host's", () => {
    expect(() => parseMount(`${folder}::/one::/two`)).toThrow(`Cannot mount "${folder}::/one::/two": `);
  });

  it.each(["", ".", "::", ".::", "::/data", ".::data", "/data", "a:/data"])(
    "refuses %j, which lacks a part",
    (text) => {
      expect(() => parseMount(text)).toThrow(
        new UsageError(`Cannot mount "${text}": expected host-directory::/path/in/the/guest, such as .::/data`),
      );
    },
  );

  it.each(["none", "file"])("refuses %s, which is no directory of the host", (name) => {
    expect(() => parseMount(`${join(folder, name)}::/data`)).toThrow(UsageError);
    expect(() => parseMount(`${join(folder, name)}::/data`)).toThrow(/^Cannot mount ".*::\/data": \S/);
  });
});

test.each([
  ["hello.c", "hello.c"],
  ["../a-b/c_d.wasm", "../a-b/c_d.wasm"],
  ["--flag=1,2:3@4%5+6", "--flag=1,2:3@4%5+6"],
  ["", "''"],
  ["a b", "'a b'"],
  ["it's", "'it'\\''s'"],
  ["$HOME", "'$HOME'"],
  ["a\nb", "'a\nb'"],
  ["*;`ls`", "'*;`ls`'"],
  ["~", "'~'"],
  ["é", "'é'"],
])("a shell is given %j as %s", (word, quoted) => {
  expect(quoteWord(word)).toBe(quoted);
});

describe("readSchedule()", () => {
  it("reads what was printed", () => {
    expect(readSchedule("prong2:abcdef:loops:7:2b")).toEqual({
      program: "abcdef",
      input: "",
      preempt: "loops",
      time: "idle",
      terminals: "",
      seed: 7,
      made: 3,
      unusual: [{ at: 2, choice: 1 }],
    });
  });

  it("refuses what cannot be one as a mistake of the command line", () => {
    expect(() => readSchedule("prong9:0:")).toThrow(
      new UsageError(
        'Cannot read the schedule "prong9:0:": prong9 is another version\'s, and expected it to begin with "prong2:", ' +
          "the only format that this version reads",
      ),
    );
  });
});
