import { expect, test } from "vitest";
import { KernelPanic, panic } from "../../runtime/kernel/panic.ts";

test("a panic names the invariant that was broken", () => {
  expect(() => panic("sleep without a queue")).toThrow(new KernelPanic("kernel panic: sleep without a queue"));
});
