import { Directory, File } from "@bjorn3/browser_wasi_shim";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changeDirectory, pathOf, readProgramFile, resolve } from "../../runtime/kernel/paths.ts";
import { AT_FDCWD, OFLAGS, Rig } from "./rig.ts";

function rigWithTree(): Rig {
  const rig = new Rig();
  rig.call("path_create_directory", AT_FDCWD, "/d");
  rig.call("path_create_directory", AT_FDCWD, "/d/e");
  rig.write(rig.create("/d/file"), "content");
  const links = [
    ["file", "/d/link"],
    ["/d/file", "/d/absolute"],
    ["..", "/d/e/up"],
    ["loop", "/d/loop"],
    ["/d/e", "/to-e"],
    ["nowhere", "/dangling"],
    ["e/", "/d/slashed"],
  ] as const;
  for (const [target, path] of links) rig.call("path_symlink", target, AT_FDCWD, path);
  return rig;
}

const cwd = (rig: Rig) => {
  const answer = rig.call("getcwd", 0x70000, 256);
  return answer > 0 ? rig.text(0x70000, answer - 1) : answer;
};

describe("resolve", () => {
  it.each([
    ["/d/file", "content"],
    ["//d///file", "content"],
    ["/d/./e/../file", "content"],
    ["/../../d/file", "content"],
    ["/d/link", "content"],
    ["/d/absolute", "content"],
    ["/d/e/up/file", "content"],
    ["/to-e/../file", "content"],
    ["/d/slashed/../file", "content"],
    ["d/file", "content"],
    ["", "<ENOENT>"],
    ["/d/none", "<ENOENT>"],
    ["/none/file", "<ENOENT>"],
    ["/dangling", "<ENOENT>"],
    ["/d/file/", "<ENOTDIR>"],
    ["/d/link/", "<ENOTDIR>"],
    ["/d/file/x", "<ENOTDIR>"],
    ["/d/file/..", "<ENOTDIR>"],
    ["/d/loop", "<ELOOP>"],
    ["/d/loop/x", "<ELOOP>"],
    ["/d/fi\0le", "<EINVAL>"],
    [`/${"n".repeat(256)}`, "<ENAMETOOLONG>"],
    [`/${"é".repeat(128)}`, "<ENAMETOOLONG>"],
    [`/${"n".repeat(255)}`, "<ENOENT>"],
    ["/d/".repeat(1366), "<ENAMETOOLONG>"],
    ["/d", "<EISDIR>"],
  ])("leads %j to %j", (path, expected) => {
    expect(rigWithTree().contents(path)).toBe(expected);
  });

  it("refuses a path that is not UTF-8", () => {
    expect(new Rig().say("path_create_directory", AT_FDCWD, new Uint8Array([0x61, 0xff]))).toBe("EILSEQ");
  });

  it("keeps a byte order mark as part of a name", () => {
    const rig = new Rig();
    rig.create("/\ufeffx");
    expect(rig.stat("/x")).toBe("ENOENT");
  });

  it("follows 40 links, and not 41", () => {
    const rig = new Rig();
    rig.create("/l0");
    for (let i = 1; i <= 41; i++) rig.call("path_symlink", `l${i - 1}`, AT_FDCWD, `/l${i}`);
    expect([typeof rig.stat("/l40"), rig.stat("/l41")]).toEqual(["object", "ELOOP"]);
  });

  it("makes the target of a dangling link with O_CREAT, unless O_EXCL", () => {
    const rig = rigWithTree();
    const { CREAT, EXCL } = OFLAGS;
    expect(rig.open("/dangling", { write: true, oflags: CREAT | EXCL })).toBe("EEXIST");
    rig.create("/dangling");
    expect(typeof rig.stat("/nowhere")).toBe("object");
  });

  describe("from a directory descriptor", () => {
    it.each([
      ["file", "number"],
      ["e/../file", "number"],
      ["link", "number"],
      ["/d/file", "ENOTCAPABLE"],
      ["..", "ENOTCAPABLE"],
      ["../d/file", "ENOTCAPABLE"],
      ["e/../../d/file", "ENOTCAPABLE"],
      ["e/up/../x", "ENOTCAPABLE"],
      ["absolute", "ENOTCAPABLE"],
    ])("answers %j with %s", (path, expected) => {
      const rig = rigWithTree();
      const dirfd = rig.open("/d") as number;
      const fd = rig.open(path, { dirfd });
      expect(typeof fd === "number" ? "number" : fd).toBe(expected);
    });

    it("lets nothing be an escape from the root, but for an absolute path", () => {
      const rig = rigWithTree();
      expect(typeof rig.open("../../d/file", { dirfd: 3 })).toBe("number");
      expect(typeof rig.open("d/absolute", { dirfd: 3 })).toBe("number");
      expect(rig.open("/d/file", { dirfd: 3 })).toBe("ENOTCAPABLE");
    });

    it("is EBADF or ENOTDIR for what is no directory", () => {
      const rig = rigWithTree();
      expect([rig.open("x", { dirfd: 99 }), rig.open("x", { dirfd: 1 }), rig.open("x", { dirfd: -1 })]).toEqual([
        "EBADF",
        "ENOTDIR",
        "EBADF",
      ]);
    });
  });

  it("agrees with a model of names and `..`, whatever the path", () => {
    const name = fc.constantFrom("a", "b", "..", ".", "", "a", "b");
    fc.assert(
      fc.property(fc.array(name, { maxLength: 12 }), fc.boolean(), (names, absolute) => {
        const rig = new Rig();
        const places = ["/a", "/b", "/a/a", "/a/b", "/b/a", "/a/a/a"];
        for (const path of places) rig.call("path_create_directory", AT_FDCWD, path);
        changeDirectory(rig.kernel, rig.process, "/a");
        const path = (absolute ? "/" : "./") + names.join("/");
        const stack = absolute ? [] : ["a"];
        let expected: string | undefined = "";
        for (const one of names) {
          if (one === "..") stack.pop();
          else if (one !== "." && one !== "") stack.push(one);
          if (stack.length > 0 && !places.includes(`/${stack.join("/")}`)) expected = undefined;
          if (expected === undefined) break;
        }
        const at = resolve(rig.kernel, rig.process, AT_FDCWD, path, true);
        const node = typeof at === "number" ? undefined : at.node;
        const found = node?.kind === "directory" ? pathOf(rig.world.root.inode, node as never) : undefined;
        expect(found).toBe(expected === undefined ? undefined : `/${stack.join("/")}`);
      }),
    );
  });
});

describe("the current directory", () => {
  it("is where chdir went, through links too, and getcwd tells the real path", () => {
    const rig = rigWithTree();
    expect(rig.say("chdir", "/to-e")).toBe(0);
    expect(cwd(rig)).toBe("/d/e");
    expect(rig.contents("../file")).toBe("content");
  });

  it("is where fchdir went: a directory that is open, also by a name that it has no more", () => {
    const rig = rigWithTree();
    const [directory, file] = [rig.open("/d/e") as number, rig.open("/d/file") as number];
    expect([file, 99, AT_FDCWD].map((fd) => rig.say("fchdir", fd))).toEqual(["ENOTDIR", "EBADF", "EBADF"]);
    rig.call("path_rename", AT_FDCWD, "/d", AT_FDCWD, "/moved");
    expect(rig.say("fchdir", directory)).toBe(0);
    expect(cwd(rig)).toBe("/moved/e");
  });

  it("stays the same directory when that is renamed", () => {
    const rig = rigWithTree();
    rig.call("chdir", "/d/e");
    rig.call("path_rename", AT_FDCWD, "/d", AT_FDCWD, "/moved");
    expect(cwd(rig)).toBe("/moved/e");
    expect(rig.contents("../file")).toBe("content");
  });

  it("is nowhere once it has been removed: nothing can be found or made there", () => {
    const rig = new Rig();
    rig.call("path_create_directory", AT_FDCWD, "/gone");
    rig.call("chdir", "/gone");
    expect(rig.say("path_remove_directory", AT_FDCWD, "/gone")).toBe(0);
    expect(rig.say("getcwd", 0x70000, 256)).toBe("ENOENT");
    expect(rig.open("x", { write: true, oflags: OFLAGS.CREAT })).toBe("ENOENT");
    expect(rig.say("path_create_directory", AT_FDCWD, "x")).toBe("ENOENT");
    expect(rig.stat("..")).toBe("ENOENT");
  });

  it.each([
    ["/d/file", "ENOTDIR"],
    ["/none", "ENOENT"],
    ["", "ENOENT"],
  ])("cannot be %j: %s", (path, expected) => {
    const rig = rigWithTree();
    expect(rig.say("chdir", path)).toBe(expected);
    expect(cwd(rig)).toBe("/");
  });

  it("is told only into enough room", () => {
    const rig = rigWithTree();
    rig.call("chdir", "/d");
    expect([0, 2, 3].map((room) => rig.say("getcwd", 0x70000, room))).toEqual(["EINVAL", "ERANGE", 3]);
  });
});

describe("readProgramFile", () => {
  const mounts = [{ at: "/m", files: new Directory(new Map([["prog", new File([1, 2, 3])]])) }];

  it("reads a regular file", () => {
    const rig = new Rig({ mounts });
    expect(readProgramFile(rig.kernel, rig.process, "/m/prog")).toEqual(new Uint8Array([1, 2, 3]));
    expect(readProgramFile(rig.kernel, rig.process, "/bin/guest")).toEqual(new Uint8Array([0, 97]));
  });

  it.each([
    ["/m", 2],
    ["/dev/null", 2],
    ["/m/none", 44],
    ["/m/prog/", 54],
    ["", 44],
  ])("answers %j with errno %i", (path, errno) => {
    const rig = new Rig({ mounts });
    expect(readProgramFile(rig.kernel, rig.process, path)).toBe(-errno);
  });
});
