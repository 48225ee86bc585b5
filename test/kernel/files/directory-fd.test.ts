import { describe, expect, it } from "vitest";
import { AT_FDCWD, OFLAGS, RESULT, Rig } from "../rig.ts";

describe("an open directory", () => {
  it("lists names in the order in which they were made, however small the buffer", () => {
    const rig = new Rig();
    rig.call("path_create_directory", AT_FDCWD, "/d");
    const names = ["zebra", "a", "émile", "middle", "x".repeat(60)];
    for (const name of names) rig.create(`/d/${name}`);
    for (const room of [90, 100, 128, 4096]) expect(rig.names("/d", room)).toEqual(names);
  });

  it("shows every entry once, though they are removed while it is read", () => {
    const rig = new Rig();
    rig.call("path_create_directory", AT_FDCWD, "/d");
    for (let i = 0; i < 20; i++) rig.create(`/d/${i}`);
    const fd = rig.open("/d", { oflags: OFLAGS.DIRECTORY }) as number;
    const seen: string[] = [];
    for (let cookie = 0n; ; ) {
      rig.call("fd_readdir", fd, 0x70000, 40, cookie, RESULT);
      if (rig.u32() < 24) break;
      const name = rig.text(0x70018, rig.u32(0x70010));
      cookie = rig.u64(0x70000);
      if (name.startsWith(".")) continue;
      seen.push(name);
      expect(rig.say("path_unlink_file", fd, name)).toBe(0);
    }
    expect(seen).toHaveLength(20);
    expect(rig.say("path_remove_directory", AT_FDCWD, "/d")).toBe(0);
  });

  it("cannot be read or written as a file", () => {
    const rig = new Rig();
    const fd = rig.open("/tmp") as number;
    expect([rig.read(fd), rig.write(fd, "x"), rig.seek(fd, 0n, 2)]).toEqual(["<EISDIR>", "EBADF", "EINVAL"]);
    expect(rig.say("fd_sync", fd)).toBe(0);
  });

  it("has an offset that getdents moves, and that a child shares", () => {
    const rig = new Rig();
    rig.call("path_create_directory", AT_FDCWD, "/d");
    for (const name of ["a", "b", "c"]) rig.create(`/d/${name}`);
    const fd = rig.open("/d") as number;
    const child = rig.fork();
    const next = () => {
      const size = rig.call("getdents", fd, 0x70000, 30);
      return size > 0 ? rig.text(0x70018, rig.u32(0x70010)) : size;
    };
    expect([next(), next(), next(), rig.as(child, next), next(), rig.as(child, next), next()]).toEqual([
      ".",
      "..",
      "a",
      "b",
      "c",
      0,
      0,
    ]);
    expect([rig.seek(fd, 2n), next(), rig.seek(fd, 0n, 1)]).toEqual([2n, "a", 3n]);
    rig.create("/d/e");
    expect([rig.seek(fd, 5n), next(), rig.seek(fd, 0n), rig.call("getdents", fd, 0x70000, 4096)]).toEqual([
      5n,
      0,
      0n,
      151,
    ]);
  });

  it("is what getdents wants: ENOTDIR for a file, EINVAL for a buffer without room for one entry, EBADF, EFAULT", () => {
    const rig = new Rig();
    const fd = rig.open("/tmp") as number;
    const file = rig.create("/f");
    expect([
      rig.say("getdents", file, 0x70000, 100),
      rig.say("getdents", fd, 0x70000, 24),
      rig.say("getdents", 99, 0x70000, 100),
      rig.say("getdents", fd, 0x7fffffff, 100),
    ]).toEqual(["ENOTDIR", "EINVAL", "EBADF", "EFAULT"]);
  });

  it("is what fd_readdir wants: ENOTDIR for a file, EFAULT for a bad buffer", () => {
    const rig = new Rig();
    const fd = rig.create("/f");
    expect(rig.say("fd_readdir", fd, 0x70000, 100, 0n, RESULT)).toBe("ENOTDIR");
    expect(rig.say("fd_readdir", 3, 0x7fffffff, 100, 0n, RESULT)).toBe("EFAULT");
  });
});
