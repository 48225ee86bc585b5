import { wasi } from "@bjorn3/browser_wasi_shim";
import { expect, it } from "vitest";
import { Errno } from "../../../runtime/abi/errno.ts";
import { chosenTimes } from "../../../runtime/backend/native/times.ts";

const { FSTFLAGS_ATIM, FSTFLAGS_ATIM_NOW, FSTFLAGS_MTIM, FSTFLAGS_MTIM_NOW } = wasi;

it.each([
  ["both", FSTFLAGS_ATIM | FSTFLAGS_MTIM, [1, 5, 2, 6]],
  ["one, and the other left alone", FSTFLAGS_MTIM, [0, -2, 2, 6]],
  ["now", FSTFLAGS_ATIM_NOW | FSTFLAGS_MTIM_NOW, [0, -1, 0, -1]],
  ["none", 0, [0, -2, 0, -2]],
  ["a time and now", FSTFLAGS_ATIM | FSTFLAGS_ATIM_NOW, -Errno.EINVAL],
])("sets %s", (_what, flags, expected) => {
  expect(chosenTimes(1_000_000_005n, 2_000_000_006n, flags)).toEqual(expected);
});
