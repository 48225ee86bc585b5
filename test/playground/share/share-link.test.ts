/** Links come back as they were made; links that were cut, changed or made to do harm are refused in words. */

import fc from "fast-check";
import { deflateSync } from "fflate";
import { describe, expect, it } from "vitest";
import { LinkError, readLink, writeLink } from "../../../playground/share/share-link.ts";
import type { Shared } from "../../../playground/share/shared-json.ts";
import { DEFAULT_SETTINGS, EMPTY_PROJECT } from "../../../playground/state/project.ts";

const text = fc.string({ unit: "binary" });
const name = text.filter((text) => /^[^/\\\0]{1,200}$/.test(text) && text !== "." && text !== "..");
const count = fc.nat();
const act = fc.oneof(
  fc.record({ kind: fc.constant("input" as const), bytes: fc.option(fc.uint8Array(), { nil: undefined }) }),
  fc.constant({ kind: "pass" as const }),
  fc.record({
    kind: fc.constant("resize" as const),
    window: fc.record({ rows: fc.nat(1000), columns: fc.nat(1000) }),
  }),
);
const endless = fc.oneof(count, fc.constant(Number.POSITIVE_INFINITY));
const recorded = fc.record(
  {
    schedule: fc.constantFrom("prong2:3fa9c1:loops:7:12b3a", "prong2:3fa9c1-1c2e:memory+time-ioe:0:"),
    acts: fc.array(fc.record({ step: count, act })),
    length: endless,
    position: endless,
    window: fc.record({ rows: fc.nat(1000), columns: fc.nat(1000) }),
  },
  { requiredKeys: ["schedule", "acts", "position"] },
);
const project = fc.record({
  title: text,
  lesson: fc.option(text, { nil: undefined }),
  files: fc.array(fc.record({ path: name, text }), { minLength: 1 }),
  wasm: fc.option(fc.uint8Array({ minLength: 1 }), { nil: undefined }),
  settings: fc.record({
    args: fc.array(text),
    preempt: fc.constantFrom("syscalls" as const, "loops" as const, "memory" as const),
    time: fc.constantFrom("idle" as const, "any" as const),
    terminal: fc.boolean(),
    seed: count,
  }),
});
const shared: fc.Arbitrary<Shared> = fc.record({
  project,
  recorded: fc.option(recorded, { nil: undefined }),
  view: fc.option(text, { nil: undefined }),
  selected: fc.option(count, { nil: undefined }),
});

const plain: Shared = { project: EMPTY_PROJECT, recorded: undefined, view: undefined, selected: undefined };
const messageOf = (fragment: string) => {
  const read = readLink(fragment);
  return read instanceof LinkError ? read.message : "it was read";
};

describe("a link", () => {
  it("comes back as it was made, in letters that no program changes", () => {
    fc.assert(
      fc.property(shared, (shared) => {
        const link = writeLink(shared);
        expect(link).toMatch(/^1\.[\w-]+$/);
        expect(readLink(link)).toEqual(shared);
        expect(readLink(`#${link}\n`)).toEqual(shared);
      }),
    );
  });

  it("of a program is much shorter than the program", () => {
    const line = '  printf("parent %d, child %d\\n", getppid(), getpid());\n';
    const files = [{ path: "main.c", text: line.repeat(100) }];
    expect(writeLink({ ...plain, project: { ...EMPTY_PROJECT, files } }).length).toBeLessThan(line.length * 8);
  });

  it("that was cut is refused, wherever", () => {
    fc.assert(
      fc.property(shared, fc.nat(), (shared, at) => {
        const link = writeLink(shared);
        expect(readLink(link.slice(0, at % link.length))).toBeInstanceOf(LinkError);
      }),
    );
  });

  it("with a letter that was changed is refused", () => {
    fc.assert(
      fc.property(shared, fc.nat(), fc.constantFrom(..."abzAZ09-_ .%"), (shared, where, letter) => {
        const link = writeLink(shared);
        const at = 2 + (where % (link.length - 3)); // of the last letter not all bits count
        fc.pre(link[at] !== letter);
        expect(readLink(link.slice(0, at) + letter + link.slice(at + 1))).toBeInstanceOf(LinkError);
      }),
    );
  });

  it("of any letters at all is read or refused, and nothing else happens", () => {
    const fragments = fc.oneof(
      text,
      fc.base64String().map((letters) => `#1.${letters}`),
    );
    fc.assert(
      fc.property(fragments, (fragment) => {
        expect(readLink(fragment)).toBeInstanceOf(LinkError);
      }),
    );
  });

  it.each([
    ["", "Cannot open the link: expected it to begin with #1."],
    ["#lesson", "Cannot open the link: expected it to begin with #1."],
    ["#2.abcd", "Cannot open the link: it was made by another version of this page (2), and this one reads 1"],
    ["#1.abc$", 'Cannot open the link: it has a character that no link has, "$": copy all of it, and no more'],
    ["#1.abcdabcd", "Cannot open the link: it was cut or changed on its way. Ask for it once more, and copy all of it"],
  ])("%j is refused in words", (fragment, message) => {
    expect(messageOf(fragment)).toBe(message);
  });

  it("of more letters than anybody shares is not even looked at", () => {
    expect(messageOf(`#1.${"a".repeat(5_000_000)}`)).toBe(
      "Cannot open the link: it has 5000000 characters, and at most 4194304 are read",
    );
  });

  it("that would fill the memory is given up at its 16th MiB", { timeout: 20_000 }, () => {
    const bomb = deflateSync(new Uint8Array(100 * 2 ** 20));
    const before = performance.now();
    expect(messageOf(`#1.${packed(bomb)}`)).toBe(
      "Cannot open the link: there is more in it than the 16 MiB that are read",
    );
    expect(performance.now() - before).toBeLessThan(5000);
  });
});

describe("what somebody wrote by hand is looked at:", () => {
  const good = JSON.parse(JSON.stringify(plain)) as { project: Record<string, unknown> };
  const settings = DEFAULT_SETTINGS as unknown as Record<string, unknown>;
  const recorded = { schedule: "prong2:3fa9c1:loops:7:12", acts: [], position: 3 };
  it.each<[string, unknown]>([
    ["it is 7, and not an object", 7],
    ["its project is missing, and not an object", {}],
    ["its title is 3, and not text", { ...good, project: { ...good.project, title: 3 } }],
    [
      'its files is {"length":7}, and not a list of at most 100',
      { ...good, project: { ...good.project, files: { length: 7 } } },
    ],
    ["there is no program in it", { ...good, project: { ...good.project, files: [] } }],
    ['the name of a file is "../x", and not a name without folders', withFile({ path: "../x", text: "" })],
    ["the text of a.c is missing, and not text", withFile({ path: "a.c" })],
    [
      'where processes are interrupted is "often", and not one of syscalls, loops, memory',
      withSettings({ preempt: "often" }),
    ],
    ["its seed is -1, and not 0, 1, 2 ...", withSettings({ seed: -1 })],
    [
      'Cannot read the schedule "x": expected it to begin with "prong2:", the only format that this version reads',
      withRun({ schedule: "x" }),
    ],
    ["its step is 1.5, and not 0, 1, 2 ...", withRun({ position: 1.5 })],
    [
      'what was done is "format", and not input, pass or resize',
      withRun({ acts: [{ step: 1, act: { kind: "format" } }] }),
    ],
    [
      "the size of a window is 100000, and not at most 10000",
      withRun({ acts: [{ step: 1, act: { kind: "resize", window: { rows: 100_000, columns: 1 } } }] }),
    ],
  ])("%s", (message, json) => {
    expect(messageOf(`#1.${packed(deflateSync(framed(JSON.stringify(json))))}`)).toBe(
      `Cannot open the link: ${message}`,
    );
  });

  function withFile(file: unknown): unknown {
    return { ...good, project: { ...good.project, files: [file] } };
  }

  function withSettings(some: object): unknown {
    return { ...good, project: { ...good.project, settings: { ...settings, ...some } } };
  }

  function withRun(some: object): unknown {
    return { ...good, recorded: { ...recorded, ...some } };
  }
});

/** As `share-link.ts` frames JSON. */
function framed(json: string): Uint8Array {
  const bytes = new TextEncoder().encode(json);
  const all = new Uint8Array(4 + bytes.length);
  new DataView(all.buffer).setUint32(0, bytes.length);
  all.set(bytes, 4);
  return all;
}

/** As `packed.ts` does, of what is small already. */
function packed(small: Uint8Array): string {
  let hash = 0x811c9dc5;
  for (const byte of small) hash = Math.imul(hash ^ byte, 0x01000193);
  const all = Buffer.alloc(4 + small.length);
  all.writeUInt32BE(hash >>> 0);
  all.set(small, 4);
  return all.toString("base64url");
}
