import { wasi } from "@bjorn3/browser_wasi_shim";
import { describe, expect, it } from "vitest";
import { AT_FDCWD, Rig } from "../rig.ts";

describe("what is computed", () => {
  it("is a directory, files and links to stat, and files of size 0", () => {
    const rig = new Rig();
    expect(rig.stat("/proc")).toMatchObject({ type: wasi.FILETYPE_DIRECTORY, links: 2n });
    expect(rig.stat("/proc/2/stat")).toMatchObject({ type: wasi.FILETYPE_REGULAR_FILE, size: 0n });
    expect(rig.stat("/proc/self", { follow: false })).toMatchObject({ type: wasi.FILETYPE_SYMBOLIC_LINK });
    expect(rig.stat("/proc/2/nothing")).toBe("ENOENT");
  });

  it("has the same inode numbers whenever one looks, and no two files have the same", () => {
    const rig = new Rig();
    const all = ["/proc", ...["", "/fd", "/stat", "/status", "/cwd", "/fd/0", "/fd/1"].map((name) => `/proc/2${name}`)];
    const numbers = () => all.map((path) => (rig.stat(path, { follow: false }) as { ino: bigint }).ino);
    const before = numbers();
    expect(new Set(before).size).toBe(all.length);
    expect(numbers()).toEqual(before);
  });

  it("keeps the text that it had when it was opened, and can be read in pieces, anywhere", () => {
    const rig = new Rig({ args: ["guest", "word"] });
    const fd = rig.open("/proc/2/cmdline") as number;
    rig.process.args = ["changed"];
    expect([rig.read(fd, 3), rig.read(fd, 100), rig.read(fd, 100)]).toEqual(["gue", "st\0word\0", ""]);
    expect([rig.seek(fd, 6n), rig.read(fd, 2), rig.seek(fd, 0n, wasi.WHENCE_CUR)]).toEqual([6n, "wo", 8n]);
    expect([rig.seek(fd, -1n, wasi.WHENCE_END), rig.read(fd), rig.seek(fd, -99n)]).toEqual([10n, "\0", "EINVAL"]);
    expect(rig.contents("/proc/2/cmdline")).toBe("changed\0");
  });

  it.each([
    ["path_create_directory", "EACCES", ["/proc/x"]],
    ["path_create_directory", "EEXIST", ["/proc/self"]],
    ["path_create_directory", "EACCES", ["/proc/2/x"]],
    ["path_unlink_file", "EACCES", ["/proc/2/stat"]],
    ["path_unlink_file", "EACCES", ["/proc/self"]],
    ["path_unlink_file", "EACCES", ["/proc/2"]],
    ["path_remove_directory", "EBUSY", ["/proc"]],
  ] as const)("cannot be changed: %s answers %s for %j", (call, answer, args) => {
    const rig = new Rig();
    expect(rig.say(call, AT_FDCWD, ...args)).toBe(answer);
  });

  it("cannot be written, made, moved or linked", () => {
    const rig = new Rig();
    expect([rig.open("/proc/2/stat", { write: true }), rig.open("/proc/x", { oflags: 1 })]).toEqual([
      "EACCES",
      "EACCES",
    ]);
    expect(rig.say("path_rename", AT_FDCWD, "/proc/2/stat", AT_FDCWD, "/proc/2/other")).toBe("EACCES");
    expect(rig.say("path_rename", AT_FDCWD, "/proc/2/stat", AT_FDCWD, "/tmp/stat")).toBe("EXDEV");
    expect(rig.say("path_link", AT_FDCWD, 0, "/proc/2/stat", AT_FDCWD, "/tmp/stat")).toBe("EXDEV");
    expect(rig.say("path_symlink", "x", AT_FDCWD, "/proc/2/link")).toBe("EACCES");
  });
});
