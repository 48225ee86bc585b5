import { describe, expect, it } from "vitest";
import type { MemoryDirectory } from "../../../runtime/kernel/files/memory-directory.ts";
import { ProgramFile, ProgramSource } from "../../../runtime/kernel/files/program-file.ts";
import { copyGraph } from "../../../runtime/kernel/snapshot.ts";
import { AT_FDCWD, OFLAGS, Rig } from "../rig.ts";

/** A world with a program at /bin/tool; how often its bytes were fetched. */
function offered() {
  const rig = new Rig();
  let fetched = 0;
  const source = new ProgramSource(() => {
    fetched++;
    return new TextEncoder().encode("the program");
  });
  const bin = (rig.world.root.inode as MemoryDirectory).find("bin") as MemoryDirectory;
  bin.attach("tool", new ProgramFile(rig.world, source));
  return { rig, bin, times: () => fetched };
}

describe("a program that is offered", () => {
  it("is fetched when somebody looks, and once", () => {
    const { rig, times } = offered();
    expect(times()).toBe(0);
    expect(rig.contents("/bin/tool")).toBe("the program");
    expect([rig.stat("/bin/tool"), rig.contents("/bin/tool"), times()]).toMatchObject([
      { size: 11n, links: 1n },
      {},
      1,
    ]);
  });

  it("is read from any offset, and not written", () => {
    const { rig } = offered();
    const fd = rig.open("/bin/tool") as number;
    expect([rig.seek(fd, 4n), rig.read(fd, 4), rig.read(fd), rig.read(fd)]).toEqual([4n, "prog", "ram", ""]);
    expect([rig.seek(fd, 100n), rig.read(fd)]).toEqual([100n, ""]);
    expect(rig.open("/bin/tool", { write: true })).toBe("EACCES");
    expect(rig.open("/bin/tool", { write: true, oflags: OFLAGS.TRUNC })).toBe("EACCES");
  });

  it("can have other names, and be replaced", () => {
    const { rig } = offered();
    expect(rig.say("path_link", AT_FDCWD, 0, "/bin/tool", AT_FDCWD, "/tmp/other")).toBe(0);
    expect(rig.stat("/tmp/other")).toMatchObject({ links: 2n });
    rig.write(rig.create("/tmp/mine"), "mine");
    expect(rig.say("path_rename", AT_FDCWD, "/tmp/mine", AT_FDCWD, "/bin/tool")).toBe(0);
    expect([rig.contents("/bin/tool"), rig.contents("/tmp/other")]).toEqual(["mine", "the program"]);
  });

  it("is not copied with its world", () => {
    const { bin } = offered();
    const { copy } = copyGraph({ copy: bin });
    const [one, other] = [bin, copy].map((directory) => directory.find("tool") as ProgramFile);
    expect(other).not.toBe(one);
    expect(other?.source).toBe(one?.source);
  });

  it("may be given as bytes", () => {
    expect(new ProgramSource(new Uint8Array([1, 2])).read()).toEqual(new Uint8Array([1, 2]));
  });
});
