/** Reads directories: from the host's layout of entries to WASI's. */
import { entryBytes } from "../../kernel/syscalls/file-layouts.ts";
import type { HostCalls } from "./addon.ts";
import { answerOf } from "./host-errno.ts";
import { wasiTypeOfEntry } from "./host-status.ts";

/**
 *     Linux  { u64 ino; i64 next @8; u16 size @16; u8 type @18; NUL-terminated name @19 }
 *     macOS  { u64 ino; u64 next @8; u16 size @16; u16 nameLength @18; u8 type @20; NUL-terminated name @21 }
 */
const TYPE = process.platform === "darwin" ? 20 : 18;

/** More is asked for once more. */
const MOST = 32768;

/** The next entries, in at most so many bytes of the host's; none at the end, or minus our errno. */
export function readEntries(host: HostCalls, fd: number, size: number): Uint8Array[] | number {
  const bytes = new Uint8Array(Math.min(size, MOST));
  const filled = answerOf(host.getdents(fd, bytes));
  if (filled < 0) return filled;
  const view = new DataView(bytes.buffer);
  const entries: Uint8Array[] = [];
  for (let at = 0; at < filled; at += view.getUint16(at + 16, true)) {
    const start = at + TYPE + 1;
    entries.push(
      entryBytes({
        next: view.getBigUint64(at + 8, true),
        ino: view.getBigUint64(at, true),
        name: bytes.subarray(start, bytes.indexOf(0, start)),
        type: wasiTypeOfEntry(view.getUint8(at + TYPE)),
      }),
    );
  }
  return entries;
}
