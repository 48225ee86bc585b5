import { expect, it } from "vitest";
import { Errno } from "../../runtime/abi/errno.ts";
import { changeIds, USER } from "../../runtime/kernel/credentials.ts";
import { forkOf, makeKernel } from "./world-for-tests.ts";

const ids = (real: number, effective: number, saved: number) => ({ real, effective, saved });
const MIXED = { ...USER, user: ids(1, 2, 3) };

it.each([
  ["nothing", ids(-1, -1, -1), ids(1, 2, 3)],
  ["one by another of them", ids(-1, 3, -1), ids(1, 3, 3)],
  ["all by one", ids(2, 2, 2), ids(2, 2, 2)],
])("a process may replace %s", (_, wanted, become) => {
  expect(changeIds(MIXED, "user", wanted)).toEqual({ ...MIXED, user: become });
});

it("others it may not take, unless it is root", () => {
  expect(changeIds(MIXED, "user", ids(-1, 0, -1))).toBe(-Errno.EPERM);
  expect(changeIds(MIXED, "group", ids(-1, -1, 5))).toBe(-Errno.EPERM);
  expect(changeIds({ ...USER, user: ids(1, 0, 3) }, "user", ids(7, 8, 9))).toMatchObject({ user: ids(7, 8, 9) });
});

it("a child is its parent's user's", () => {
  const { kernel, first } = makeKernel();
  first.credentials = MIXED;
  expect(forkOf(kernel, first).credentials).toBe(MIXED);
});
