import { ConsoleStdout, Directory, File, type Inode } from "@bjorn3/browser_wasi_shim";
import { describe, expect, it } from "vitest";
import { adopt } from "../../../runtime/kernel/files/adopt.ts";
import type { MemoryDirectory } from "../../../runtime/kernel/files/memory-directory.ts";
import { MemoryFile } from "../../../runtime/kernel/files/memory-file.ts";
import { DEFAULT_LIMITS } from "../../../runtime/kernel/limits.ts";
import { World } from "../../../runtime/kernel/world.ts";

describe("adopt", () => {
  it("copies a tree, and the user's stays as it is", () => {
    const world = new World(DEFAULT_LIMITS);
    const file = new File([1, 2]);
    const copy = adopt(world, new Directory([["d", new Directory([["f", file]])]])) as MemoryDirectory;
    const inner = copy.contents.get("d") as MemoryDirectory;
    const theirs = inner.contents.get("f") as MemoryFile;
    expect([inner.container, inner.label, theirs.links]).toEqual([copy, "d", 1]);
    theirs.write(new Uint8Array([9]), 0);
    expect([[...theirs.data], [...file.data]]).toEqual([
      [9, 2],
      [1, 2],
    ]);
  });

  it("leaves what is ours as it is", () => {
    const world = new World(DEFAULT_LIMITS);
    const file = new MemoryFile(world);
    expect(adopt(world, file)).toBe(file);
  });

  it("refuses what it does not know, by name", () => {
    const strange = new ConsoleStdout(() => {}) as unknown as Inode;
    expect(() => adopt(new World(DEFAULT_LIMITS), strange)).toThrow("Cannot mount a ConsoleStdout");
  });
});
