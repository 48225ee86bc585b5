import { expect, it } from "vitest";
import { GuestMemory } from "../../../runtime/kernel/guest-memory.ts";
import { entryBytes, storeFdstat, storeFilestat, storeStat } from "../../../runtime/kernel/syscalls/file-layouts.ts";

function memoryOf(size: number): GuestMemory {
  const memory = new GuestMemory();
  memory.attach(new ArrayBuffer(size), size);
  memory.lend(0, size).fill(0xff);
  return memory;
}

it("stores wasi-libc's struct stat, with times before and after a second", () => {
  const memory = memoryOf(144);
  const times = [1_500_000_000n, 2n, 3_000_000_000n];
  const identity = { device: 1n, ino: 2n, links: 3n, mode: 0o100644, uid: 4, gid: 5, represents: 6n };
  storeStat(memory, 0, { ...identity, size: 7n, blockSize: 4096, blocks: 8n, times });
  expect([0, 8, 16, 40, 48, 64, 72, 88, 104].map((at) => memory.u64(at))).toEqual([1n, 2n, 3n, 6n, 7n, 8n, 1n, 0n, 3n]);
  expect([24, 28, 32, 56, 80, 96, 112].map((at) => memory.u32(at))).toEqual([0o100644, 4, 5, 4096, 500_000_000, 2, 0]);
});

it("stores WASI's filestat", () => {
  const memory = memoryOf(64);
  storeFilestat(memory, 0, { dev: 1n, ino: 2n, filetype: 4, nlink: 3n, size: 5n, atim: 6n, mtim: 7n, ctim: 8n });
  expect([0, 8, 24, 32, 40, 48, 56].map((at) => memory.u64(at))).toEqual([1n, 2n, 3n, 5n, 6n, 7n, 8n]);
  expect(memory.u8(16)).toBe(4);
});

it("stores WASI's fdstat", () => {
  const memory = memoryOf(24);
  expect(storeFdstat(memory, 0, 4, 5, 6n, 7n)).toBe(0);
  expect([memory.u8(0), memory.u16(2), memory.u64(8), memory.u64(16)]).toEqual([4, 5, 6n, 7n]);
});

it("writes an entry of a directory, and its name behind it", () => {
  const bytes = entryBytes({ next: 2n ** 63n - 1n, ino: 9n, name: new Uint8Array([0x61, 0x62]), type: 3 });
  expect(Array.from(bytes)).toEqual([
    ...[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f],
    ...[9, 0, 0, 0, 0, 0, 0, 0],
    ...[2, 0, 0, 0, 3, 0, 0, 0],
    ...[0x61, 0x62],
  ]);
});
