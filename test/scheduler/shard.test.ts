import { describe, expect, it } from "vitest";
import { depthOf, isOf } from "../../runtime/scheduler/shard.ts";

it.each([
  [1, 4],
  [2, 5],
  [3, 6],
  [4, 6],
  [100, 11],
])("a search of %i parts is split after %i decisions", (of, depth) => {
  expect(depthOf({ number: 1, of })).toBe(depth);
});

describe("a state", () => {
  const keys = Array.from({ length: 1000 }, (_, i) => `${i * 7919} state`);

  it.each([1, 2, 3, 8])("belongs to one of %i parts, whoever asks", (of) => {
    for (const key of keys) {
      expect(Array.from({ length: of }, (_, i) => isOf({ number: i + 1, of }, key)).filter(Boolean)).toHaveLength(1);
    }
  });

  it("is as likely to belong to each", () => {
    const ours = keys.filter((key) => isOf({ number: 2, of: 4 }, key)).length;
    expect(ours).toBeGreaterThan(200);
    expect(ours).toBeLessThan(300);
  });
});
