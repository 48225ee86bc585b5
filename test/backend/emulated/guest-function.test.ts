import { expect, it } from "vitest";
import { guestFunction } from "../../../runtime/backend/emulated/guest-function.ts";

it("can be put into a table, and hears what guests call it with", () => {
  const heard: number[] = [];
  const table = new WebAssembly.Table({ element: "anyfunc", initial: 2 });
  table.set(
    0,
    guestFunction((what) => heard.push(what)),
  );
  table.set(
    1,
    guestFunction((what) => heard.push(-what)),
  );
  table.get(0)(3);
  table.get(1)(4);
  expect(heard).toEqual([3, -4]);
});

it("lets an exception through to the host", () => {
  const call = guestFunction(() => {
    throw new RangeError("no");
  });
  expect(() => call(1)).toThrow(RangeError);
});
