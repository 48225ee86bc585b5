import { wasi } from "@bjorn3/browser_wasi_shim";
import { expect, it } from "vitest";
import { readStatus, wasiStatus, wasiTypeOf } from "../../../runtime/backend/native/host-status.ts";

const NUMBERS = BigInt64Array.from([1, 2, 3, 0o100644, 4, 5, 6, 7, 4096, 8, 9, 10, 11, 12, 13, 14], BigInt);

it("reads what the addon fills in", () => {
  expect(readStatus(NUMBERS)).toEqual({
    ...{ device: 1n, ino: 2n, links: 3n, mode: 0o100644, uid: 4, gid: 5, represents: 6n },
    ...{ size: 7n, blockSize: 4096, blocks: 8n, times: [9_000_000_010n, 11_000_000_012n, 13_000_000_014n] },
  });
});

it("and what WASI makes of it", () => {
  const times = { atim: 9_000_000_010n, mtim: 11_000_000_012n, ctim: 13_000_000_014n };
  expect(wasiStatus(NUMBERS)).toEqual({ dev: 1n, ino: 2n, nlink: 3n, filetype: 4, size: 7n, ...times });
});

it.each([
  [0o100644, wasi.FILETYPE_REGULAR_FILE],
  [0o040755, wasi.FILETYPE_DIRECTORY],
  [0o120777, wasi.FILETYPE_SYMBOLIC_LINK],
  [0o020666, wasi.FILETYPE_CHARACTER_DEVICE],
  [0o010644, wasi.FILETYPE_UNKNOWN],
])("mode %i is of WASI's type %i", (mode, type) => {
  expect(wasiTypeOf(mode)).toBe(type);
});
