/**
 * V8 keeps its memory from children (MADV_DONTFORK), and new pages at any time, so that before each fork all memory is marked to be
 * copied. One call does that for any range, holes and all, but ends at a device's memory and at the kernel's own pages: these lie
 * between the ranges, and rarely move.
 */
import { readFileSync } from "node:fs";

/** Where user memory ends on all hosts; what lies above ([vsyscall]) is not part of it. */
const END = 2n ** 48n;

const OF_A_DEVICE = /^([0-9a-f]+)-([0-9a-f]+) .*? (?:\[v|\/dev\/|anon_inode:)/gm;

/** From, to, from, to ...: all of this process's memory but what is a device's or the kernel's. */
export function memoryRanges(maps: string = readFileSync("/proc/self/maps", "latin1")): BigInt64Array {
  const ranges = [0n];
  for (const [, from = "", to = ""] of maps.matchAll(OF_A_DEVICE)) {
    if (BigInt(`0x${to}`) < END) ranges.push(BigInt(`0x${from}`), BigInt(`0x${to}`));
  }
  return BigInt64Array.from([...ranges, END - 4096n]);
}
