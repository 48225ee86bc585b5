import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deltaDebug } from "../../../runtime/backend/emulated/delta-debug.ts";

/** What is left of a list where these must be in it, and how often it was asked. */
async function minimize(items: readonly number[], holds: (part: readonly number[]) => boolean) {
  let asked = 0;
  const left = await deltaDebug(items, async (part) => {
    asked++;
    return holds(part);
  });
  return { left, asked };
}

const list = (length: number) => Array.from({ length }, (_, i) => i);
const all =
  (...wanted: number[]) =>
  (part: readonly number[]) =>
    wanted.every((item) => part.includes(item));

describe("deltaDebug()", () => {
  it.each<[number, number[]]>([
    [0, []],
    [1, []],
    [1, [0]],
    [2, [1]],
    [8, [3]],
    [100, [0, 99]],
    [100, [17, 18, 64]],
    [5, [0, 1, 2, 3, 4]],
  ])("of %i items leaves those that are needed: %j", async (length, wanted) => {
    expect((await minimize(list(length), all(...wanted))).left).toEqual(wanted);
  });

  it("finds one of a thousand in a few questions", async () => {
    expect((await minimize(list(1000), all(700))).asked).toBeLessThan(40);
  });

  it("leaves nothing that can be left out by itself, whatever holds", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.nat({ max: 30 }), { maxLength: 12 }), fc.nat(), async (items, seed) => {
        const holds = (part: readonly number[]) =>
          part.length === items.length ||
          part.reduce((sum, item) => Math.imul(sum ^ (item + 1), 0x9e3779b1), seed) % 3 === 0;
        const { left } = await minimize(items, holds);
        expect(holds(left)).toBe(true);
        expect(items.filter((item) => left.includes(item))).toEqual(left);
        for (const item of left) {
          const rest = left.filter((other) => other !== item);
          expect(rest.length > 0 && left.length > 1 && holds(rest)).toBe(false);
        }
      }),
    );
  });
});
