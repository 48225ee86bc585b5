import v8 from "node:v8";
import { afterEach, expect, it, vi } from "vitest";
import { atBaseline } from "../../../runtime/frontend/compile/baseline.ts";

const flags = vi.spyOn(v8, "setFlagsFromString");
afterEach(() => flags.mockClear());
const said = () => flags.mock.calls.map(([flag]) => flag);

it("work is done with the baseline compiler alone, and what comes after it is not", async () => {
  expect(
    await atBaseline(async () => {
      expect(said()).toEqual(["--liftoff-only"]);
      return 5;
    }),
  ).toBe(5);
  expect(said()).toEqual(["--liftoff-only", "--no-liftoff-only"]);
});

it("what if work fails? The engine compiles as before", async () => {
  await expect(atBaseline(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(said()).toEqual(["--liftoff-only", "--no-liftoff-only"]);
});

it("what if other work begins meanwhile? The last to end puts the flag back", async () => {
  let end = () => {};
  const long = atBaseline(() => new Promise<void>((resolve) => (end = resolve)));
  await atBaseline(async () => {});
  expect(said()).toEqual(["--liftoff-only"]);
  end();
  await long;
  expect(said()).toEqual(["--liftoff-only", "--no-liftoff-only"]);
});

it.each([
  ["where there is no Node", undefined],
  ["in a Node that has no getBuiltinModule", {}],
])("%s, the work is only done", async (_, process) => {
  vi.resetModules();
  vi.stubGlobal("process", process);
  const fresh = await import("../../../runtime/frontend/compile/baseline.ts");
  expect(await fresh.atBaseline(async () => 5)).toBe(5);
  expect(said()).toEqual([]);
  vi.unstubAllGlobals();
});
