import { Directory, File } from "@bjorn3/browser_wasi_shim";
import { describe, expect, it } from "vitest";
import { AT_FDCWD, OFLAGS, Rig } from "../rig.ts";

/** /f /g files, /d/x a file, /empty, /full/sub directories, /l -> f, /m a mounted tree. */
function rigWithTree(): Rig {
  const rig = new Rig({ mounts: [{ at: "/m", files: new Directory(new Map([["inside", new File([1])]])) }] });
  for (const path of ["/d", "/empty", "/full", "/full/sub"]) rig.call("path_create_directory", AT_FDCWD, path);
  for (const path of ["/f", "/g", "/d/x"]) rig.write(rig.create(path), path);
  rig.call("path_symlink", "f", AT_FDCWD, "/l");
  return rig;
}

const rename = (rig: Rig, from: string, to: string) => rig.say("path_rename", AT_FDCWD, from, AT_FDCWD, to);
const link = (rig: Rig, from: string, to: string, lookup = 0) =>
  rig.say("path_link", AT_FDCWD, lookup, from, AT_FDCWD, to);

describe("rename", () => {
  it.each([
    ["/f", "/h", 0],
    ["/f", "/g", 0],
    ["/f", "/d/x", 0],
    ["/d", "/empty", 0],
    ["/d", "/new/", 0],
    ["/l", "/h", 0],
    ["/f", "/f", 0],
    ["/none", "/h", "ENOENT"],
    ["/f", "/none/h", "ENOENT"],
    ["/f", "/d", "EISDIR"],
    ["/d", "/f", "ENOTDIR"],
    ["/f", "/h/", "ENOTDIR"],
    ["/f/", "/h", "ENOTDIR"],
    ["/d", "/full", "ENOTEMPTY"],
    ["/full/sub", "/full", "ENOTEMPTY"],
    ["/full", "/full/sub/in", "EINVAL"],
    ["/full", "/full/x", "EINVAL"],
    ["/d/.", "/h", "EBUSY"],
    ["/d", "/empty/..", "EBUSY"],
    ["/", "/h", "EBUSY"],
    ["/m", "/h", "EBUSY"],
    ["/d", "/m", "EBUSY"],
  ])("of %s to %s answers %s", (from, to, expected) => {
    expect(rename(rigWithTree(), from, to)).toBe(expected);
  });

  it("moves the file and what it replaces is gone", () => {
    const rig = rigWithTree();
    rename(rig, "/f", "/d/x");
    expect([rig.contents("/d/x"), rig.stat("/f"), rig.names("/d")]).toEqual(["/f", "ENOENT", ["x"]]);
  });

  it("does nothing when both names are of one file", () => {
    const rig = rigWithTree();
    link(rig, "/f", "/other");
    expect(rename(rig, "/f", "/other")).toBe(0);
    expect([typeof rig.stat("/f"), typeof rig.stat("/other")]).toEqual(["object", "object"]);
  });

  it("moves a link itself, not where it leads", () => {
    const rig = rigWithTree();
    rename(rig, "/l", "/d/l");
    expect(rig.stat("/d/l", { follow: false })).toMatchObject({ type: 7 });
    expect(rig.contents("/f")).toBe("/f");
  });
});

describe("link", () => {
  it("gives a file one more name, and its bytes stay until the last is gone", () => {
    const rig = rigWithTree();
    expect(link(rig, "/f", "/d/again")).toBe(0);
    expect(rig.stat("/f")).toMatchObject({ links: 2n });
    rig.call("path_unlink_file", AT_FDCWD, "/f");
    expect(rig.contents("/d/again")).toBe("/f");
    expect(rig.stat("/d/again")).toMatchObject({ links: 1n });
  });

  it.each([
    ["/d", "/h", "EPERM"],
    ["/f", "/g", "EEXIST"],
    ["/none", "/h", "ENOENT"],
    ["/f", "/h/", "ENOENT"],
    ["/d", "/g", "EEXIST"],
    ["/none", "/f/h", "ENOENT"],
    ["/f", "/none/h", "ENOENT"],
  ])("of %s to %s answers %s", (from, to, expected) => {
    expect(link(rigWithTree(), from, to)).toBe(expected);
  });

  it("links a symbolic link itself, or follows it when told", () => {
    const rig = rigWithTree();
    link(rig, "/l", "/l2");
    link(rig, "/l", "/f2", 1);
    expect([rig.stat("/l2", { follow: false }), rig.stat("/f2", { follow: false })]).toMatchObject([
      { type: 7 },
      { type: 4 },
    ]);
  });
});

describe("unlink and rmdir", () => {
  it.each([
    ["path_unlink_file", "/f", 0],
    ["path_unlink_file", "/l", 0],
    ["path_unlink_file", "/d", "EISDIR"],
    ["path_unlink_file", "/none", "ENOENT"],
    ["path_unlink_file", "/f/", "ENOTDIR"],
    ["path_remove_directory", "/empty", 0],
    ["path_remove_directory", "/empty/", 0],
    ["path_remove_directory", "/full", "ENOTEMPTY"],
    ["path_remove_directory", "/f", "ENOTDIR"],
    ["path_remove_directory", "/l", "ENOTDIR"],
    ["path_remove_directory", "/none", "ENOENT"],
    ["path_remove_directory", "/empty/.", "EINVAL"],
    ["path_remove_directory", "/full/sub/..", "ENOTEMPTY"],
    ["path_remove_directory", "/", "EBUSY"],
    ["path_remove_directory", "/m", "EBUSY"],
  ])("%s of %s answers %s", (call, path, expected) => {
    expect(rigWithTree().say(call, AT_FDCWD, path)).toBe(expected);
  });

  it("leave a directory that somebody is in with nothing to list", () => {
    const rig = rigWithTree();
    rig.call("chdir", "/empty");
    rig.call("path_remove_directory", AT_FDCWD, "/empty");
    expect(rig.names(".")).toEqual([]);
  });

  it("leave an open file readable and writable", () => {
    const rig = new Rig();
    const fd = rig.create("/f");
    rig.write(fd, "/f");
    rig.seek(fd, 0n);
    const stored = rig.world.bytesStored;
    rig.call("path_unlink_file", AT_FDCWD, "/f");
    expect(rig.read(fd)).toBe("/f");
    rig.call("fd_close", fd);
    expect(rig.world.bytesStored).toBe(stored - 512 - 2);
  });
});

describe("mkdir and symlink", () => {
  it.each([
    ["/new", 0],
    ["/new/", 0],
    ["/d", "EEXIST"],
    ["/f", "EEXIST"],
    ["/f/", "EEXIST"],
    ["/l", "EEXIST"],
    ["/", "EEXIST"],
    ["/none/new", "ENOENT"],
    ["/f/new", "ENOTDIR"],
  ])("mkdir of %s answers %s", (path, expected) => {
    expect(rigWithTree().say("path_create_directory", AT_FDCWD, path)).toBe(expected);
  });

  it("count the links of directories", () => {
    const rig = rigWithTree();
    expect(rig.stat("/full")).toMatchObject({ links: 3n });
    rig.call("path_remove_directory", AT_FDCWD, "/full/sub");
    expect(rig.stat("/full")).toMatchObject({ links: 2n });
  });

  it("readlink answers what a link holds, cut off where it does not fit", () => {
    const rig = rigWithTree();
    rig.call("path_symlink", "/a/lông/target", AT_FDCWD, "/d/s");
    const read = (path: string, room: number) => {
      const answer = rig.say("path_readlink", AT_FDCWD, path, 0x70000, room, 0x70800);
      return answer === 0 ? rig.text(0x70000, rig.u32(0x70800)) : answer;
    };
    expect([read("/d/s", 100), read("/d/s", 4), read("/f", 100)]).toEqual(["/a/lông/target", "/a/l", "EINVAL"]);
    expect(rig.say("path_symlink", "x", AT_FDCWD, "/f")).toBe("EEXIST");
    expect(rig.say("path_symlink", "", AT_FDCWD, "/new")).toBe("ENOENT");
  });
});

describe("open", () => {
  const { CREAT, DIRECTORY, EXCL, TRUNC } = OFLAGS;
  it.each([
    ["/new", { write: true, oflags: CREAT }, "number"],
    ["/new/", { write: true, oflags: CREAT }, "EISDIR"],
    ["/new", { oflags: CREAT | DIRECTORY }, "EINVAL"],
    ["/f", { oflags: CREAT | EXCL }, "EEXIST"],
    ["/f", { oflags: DIRECTORY }, "ENOTDIR"],
    ["/d", { oflags: DIRECTORY }, "number"],
    ["/d", { write: true }, "EISDIR"],
    ["/d", { oflags: CREAT }, "EISDIR"],
    ["/d", { oflags: TRUNC }, "EISDIR"],
    ["/l", { follow: false }, "ELOOP"],
    ["/l", {}, "number"],
    ["/f", { oflags: 0x10 }, "EINVAL"],
  ])("of %s with %j answers %s", (path, options, expected) => {
    const fd = rigWithTree().open(path, options);
    expect(typeof fd === "number" ? "number" : fd).toBe(expected);
  });

  it("makes no file when there is no descriptor for it", () => {
    const rig = new Rig({ limits: { descriptors: 4 } });
    expect(rig.open("/new", { write: true, oflags: CREAT })).toBe("EMFILE");
    expect(rig.stat("/new")).toBe("ENOENT");
  });

  it("makes no file when the result has nowhere to go", () => {
    const rig = new Rig();
    expect(rig.say("path_open", AT_FDCWD, 1, "/new", CREAT, 64n, 0n, 0, -8)).toBe("EFAULT");
    expect(rig.stat("/new")).toBe("ENOENT");
  });
});
