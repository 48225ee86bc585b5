import { expect, test } from "vitest";
import { ignores } from "../../runtime/kernel/dispositions.ts";
import { makeKernel } from "./world-for-tests.ts";

test.each([1, 17, 31, 32, 64])("signal %i is ignored when its bit says so, and no other with it", (signal) => {
  const { first } = makeKernel();
  first.ignoredSignals = 1n << BigInt(signal - 1);
  const ignored = Array.from({ length: 64 }, (_, i) => i + 1).filter((candidate) => ignores(first, candidate));
  expect(ignored).toEqual([signal]);
});
