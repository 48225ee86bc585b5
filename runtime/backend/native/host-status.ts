/** What the host says of a file (`store_stat` of the addon), as guests know it. */
import { wasi } from "@bjorn3/browser_wasi_shim";
import type { FileStatus } from "../../kernel/syscalls/file-layouts.ts";

/** From the four bits of S_IFMT, which are those of `d_type`, too. */
const TYPES: readonly number[] = Object.assign(new Array<number>(16).fill(wasi.FILETYPE_UNKNOWN), {
  2: wasi.FILETYPE_CHARACTER_DEVICE,
  4: wasi.FILETYPE_DIRECTORY,
  6: wasi.FILETYPE_BLOCK_DEVICE,
  8: wasi.FILETYPE_REGULAR_FILE,
  10: wasi.FILETYPE_SYMBOLIC_LINK,
  12: wasi.FILETYPE_SOCKET_STREAM,
});

/** WASI's type of a file, from its `st_mode`. */
export function wasiTypeOf(mode: number): number {
  return wasiTypeOfEntry((mode >> 12) & 0xf);
}

/** WASI's type of a file, from its `d_type`. */
export function wasiTypeOfEntry(type: number): number {
  return TYPES[type] ?? wasi.FILETYPE_UNKNOWN;
}

/** The numbers that the addon fills in, as they are meant. */
export function readStatus(numbers: BigInt64Array): FileStatus {
  const at = (i: number): bigint => numbers[i] ?? 0n;
  return {
    device: at(0),
    ino: at(1),
    links: at(2),
    mode: Number(at(3)),
    uid: Number(at(4)),
    gid: Number(at(5)),
    represents: at(6),
    size: at(7),
    blockSize: Number(at(8)),
    blocks: at(9),
    times: [10, 12, 14].map((i) => at(i) * 1_000_000_000n + at(i + 1)),
  };
}

/** The same as WASI has it. */
export function wasiStatus(numbers: BigInt64Array): Omit<wasi.Filestat, "write_bytes"> {
  const { device: dev, ino, links: nlink, mode, size, times } = readStatus(numbers);
  const [atim = 0n, mtim = 0n, ctim = 0n] = times;
  return { dev, ino, nlink, filetype: wasiTypeOf(mode), size, atim, mtim, ctim };
}
