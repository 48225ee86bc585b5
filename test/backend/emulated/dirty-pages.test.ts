import fc from "fast-check";
import { expect, test } from "vitest";
import { DirtyPages } from "../../../runtime/backend/emulated/dirty-pages.ts";

test("a set of pages is what a Set would be, whatever is added and cleared", () => {
  const page = fc.oneof(fc.nat({ max: 20 }), fc.integer({ min: 1020, max: 1030 }), fc.nat({ max: 2 ** 20 - 1 }));
  const step = fc.oneof({ weight: 9, arbitrary: page }, { weight: 1, arbitrary: fc.constant("clear" as const) });
  fc.assert(
    fc.property(fc.array(step), fc.array(page), (steps, asked) => {
      const pages = new DirtyPages();
      const model = new Set<number>();
      for (const step of steps) {
        if (step === "clear") {
          pages.clear();
          model.clear();
        } else {
          pages.add(step);
          model.add(step);
        }
        expect(pages.size).toBe(model.size);
      }
      expect(Array.from({ length: pages.size }, (_, i) => pages.at(i))).toEqual([...model]); // in the order in which they came
      for (const page of [...asked, ...model]) expect(pages.has(page)).toBe(model.has(page));
    }),
  );
});

test("no page that was never added is in it, however large its number", () => {
  expect([0, 1023, 1024, 2 ** 31].map((page) => new DirtyPages().has(page))).toEqual([false, false, false, false]);
});
