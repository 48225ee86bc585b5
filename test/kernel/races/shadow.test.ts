/** Uses of bytes, compared with a list of all that every byte ever saw. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { conflict, Shadow, type Use } from "../../../runtime/kernel/races/shadow.ts";

const PLACE = { key: "here", function: "here", line: undefined };

function use(from: number, to: number, writes: boolean, atomic = false, time = 1, member = 1): Use {
  return { from, to, writes, atomic, pid: member, moment: { member, time }, place: PLACE };
}

const arbitraryUse = fc
  .record({
    from: fc.nat(40),
    size: fc.constantFrom(1, 2, 4, 8, 16, 30),
    writes: fc.boolean(),
    atomic: fc.boolean(),
    member: fc.integer({ min: 1, max: 3 }),
    /** Before: do all earlier uses of others, too, happen before this one? As after a barrier. */
    barrier: fc.nat(4).map((n) => n === 0),
  })
  .map(({ from, size, ...rest }) => ({ from, to: from + size, ...rest }));

describe("a shadow", () => {
  it("finds for every byte a race exactly where a list of all uses has one", () => {
    fc.assert(
      fc.property(fc.array(arbitraryUse, { maxLength: 50 }), (uses) => {
        const shadow = new Shadow(1);
        const all: Use[] = [];
        let time = 0;
        let ordered = 0;
        for (const { from, to, writes, atomic, member, barrier } of uses) {
          if (barrier) ordered = time;
          const one = use(from, to, writes, atomic, ++time, member);
          const known = ordered;
          const isBefore = ({ member: other, time: then }: Use["moment"]) => other === member || then <= known;
          const found = shadow.note(one, isBefore);
          const wanted = all.filter(
            (other) => other.from < to && other.to > from && conflict(other, one) && !isBefore(other.moment),
          );
          // what is not found was followed by a use of its own process that is
          for (const other of found) expect(wanted).toContain(other);
          for (let byte = from; byte < to; byte++) {
            const of = (list: readonly Use[]) =>
              new Set(list.filter((other) => other.from <= byte && other.to > byte).map(({ pid }) => pid));
            expect(of(found)).toEqual(of(wanted));
          }
          all.push(one);
        }
      }),
      { numRuns: 500 },
    );
  });

  it.each<[what: string, one: Partial<Use>, other: Partial<Use>, isRace: boolean]>([
    ["a write and a read", { writes: true }, {}, true],
    ["two writes", { writes: true }, { writes: true }, true],
    ["two reads", {}, {}, false],
    ["two atomic writes", { writes: true, atomic: true }, { writes: true, atomic: true }, false],
    ["an atomic write and a read", { writes: true, atomic: true }, {}, true],
    ["an atomic read and a write", { atomic: true }, { writes: true }, true],
    ["uses side by side", { writes: true, from: 0, to: 4 }, { writes: true, from: 4, to: 8 }, false],
    ["uses with one byte in common", { writes: true, from: 0, to: 5 }, { writes: true, from: 4, to: 8 }, true],
  ])("%s", (_, one, other, isRace) => {
    const shadow = new Shadow(1);
    shadow.note({ ...use(0, 4, false), ...one }, () => false);
    expect(shadow.note({ ...use(0, 4, false), ...other }, () => false).length).toBe(isRace ? 1 : 0);
  });

  it("keeps a large copy as one stretch, whatever small uses there were", () => {
    const shadow = new Shadow(1);
    for (let at = 0; at < 4096; at += 4) shadow.note(use(at, at + 4, true), () => true);
    shadow.note(use(0, 4096, true), () => true);
    expect((shadow as unknown as { stretches: unknown[] }).stretches.length).toBe(1);
  });
});
