import v8 from "node:v8";
import { afterEach, expect, it, vi } from "vitest";
import { atBaseline } from "../../../runtime/frontend/compile/baseline.ts";

const flags = vi.spyOn(v8, "setFlagsFromString");
afterEach(() => flags.mockClear());
const SET = ["--liftoff-only", "--wasm-lazy-validation"];
const PUT_BACK = ["--no-liftoff-only", "--no-wasm-lazy-validation"];
const said = () => flags.mock.calls.map(([flag]) => flag);

it("work is done with the baseline compiler alone, and validated where it is called; what comes after it is not", async () => {
  expect(
    await atBaseline(async () => {
      expect(said()).toEqual(SET);
      return 5;
    }),
  ).toBe(5);
  expect(said()).toEqual([...SET, ...PUT_BACK]);
});

it("what if work fails? The engine compiles as before", async () => {
  await expect(atBaseline(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(said()).toEqual([...SET, ...PUT_BACK]);
});

it("what if other work begins meanwhile? The last to end puts the flag back", async () => {
  let end = () => {};
  const long = atBaseline(() => new Promise<void>((resolve) => (end = resolve)));
  await atBaseline(async () => {});
  expect(said()).toEqual(SET);
  end();
  await long;
  expect(said()).toEqual([...SET, ...PUT_BACK]);
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
