import { execFileSync } from "node:child_process";
import {
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Directory } from "@bjorn3/browser_wasi_shim";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { O_APPEND } from "../../../runtime/abi/flags.ts";
import { copyGraph } from "../../../runtime/kernel/snapshot.ts";
import { NodeHostFiles } from "../../../runtime/node/host-files.ts";
import { AT_FDCWD, OFLAGS, Rig } from "../rig.ts";

let base = "";
let inside = "";

/** <base>/secret is outside, <base>/inside is mounted at /data (and at / where a test says so). */
beforeEach(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), "prong-test-")));
  inside = join(base, "inside");
  mkdirSync(join(inside, "sub"), { recursive: true });
  mkdirSync(join(base, "outside"));
  writeFileSync(join(base, "secret"), "secret");
  writeFileSync(join(base, "outside", "secret"), "secret");
  writeFileSync(join(inside, "file"), "content");
});

afterEach(() => rmSync(base, { recursive: true, force: true }));

const rigAt = (at: string, readOnly = false) =>
  new Rig({ mounts: [{ at, files: new NodeHostFiles(inside), readOnly }] });

describe("a host directory", () => {
  it.skipIf(process.platform === "win32")("shows and changes the host's modes, and what they forbid", () => {
    const rig = rigAt("/data");
    expect(rig.say("fchmodat", AT_FDCWD, "/data/file", 0o400, 0)).toBe(0);
    expect(statSync(join(inside, "file")).mode & 0o777).toBe(0o400);
    expect([rig.open("/data/file", { write: true }), rig.say("faccessat", AT_FDCWD, "/data/file", 1, 0)]).toEqual([
      "EACCES",
      "EACCES",
    ]);
    rig.call("umask", 0o027);
    expect([
      rig.say("mkdirat", AT_FDCWD, "/data/made", 0o777),
      typeof rig.open("/data/new", { write: true, oflags: OFLAGS.CREAT }),
    ]).toEqual([0, "number"]);
    expect(["made", "new"].map((name) => statSync(join(inside, name)).mode & 0o777)).toEqual([0o750, 0o640]);
  });

  it("lets nobody make pipes or give files away, and nobody change what is read-only", () => {
    const rig = rigAt("/data");
    expect(rig.say("mknodat", AT_FDCWD, "/data/p", 0o010600)).toBe("EPERM");
    expect(rig.say("fchownat", AT_FDCWD, "/data/file", 7, -1, 0)).toBe("EPERM");
    expect(rig.say("fchownat", AT_FDCWD, "/data/file", 1000, 1000, 0)).toBe(0);
    const still = rigAt("/data", true);
    expect([
      still.say("fchmodat", AT_FDCWD, "/data/file", 0o600, 0),
      still.say("mknodat", AT_FDCWD, "/data/p", 0o010600),
      still.say("faccessat", AT_FDCWD, "/data/file", 2, 0),
    ]).toEqual(["EROFS", "EROFS", "EROFS"]);
  });

  it("has locks by which its files are known, though each call meets another inode", () => {
    const rig = rigAt("/data");
    const [one, other] = [rig.open("/data/file"), rig.open("/data/file")] as number[];
    expect([rig.say("flock", one as number, 2), rig.say("flock", other as number, 2 | 4)]).toEqual([0, "EAGAIN"]);
  });

  it("is read and written like any other", () => {
    const rig = rigAt("/data");
    expect(rig.contents("/data/file")).toBe("content");
    const fd = rig.create("/data/new");
    rig.write(fd, "hello");
    rig.as(rig.fork(), () => rig.write(fd, " child"));
    expect(readFileSync(join(inside, "new"), "utf8")).toBe("hello child");
    rig.seek(fd, 1n);
    expect(rig.read(fd, 4)).toBe("ello");
    rig.call("fd_filestat_set_size", fd, 2n);
    rig.write(rig.open("/data/new", { write: true, fdflags: O_APPEND }) as number, "!");
    expect(rig.contents("/data/new")).toBe("he!");
    expect(rig.stat("/data/new")).toMatchObject({ size: 3n, type: 4, links: 1n });
  });

  it("lists its names in their own order, not the host's", () => {
    for (const name of ["z", "a", "é"]) writeFileSync(join(inside, name), "");
    expect(rigAt("/data").names("/data")).toEqual(["a", "file", "sub", "z", "é"]);
  });

  it("as the root still shows bin, dev and tmp", () => {
    mkdirSync(join(inside, "bin"));
    writeFileSync(join(inside, "bin", "host-program"), "");
    const rig = rigAt("/");
    expect(rig.names("/")).toEqual(["file", "sub", "bin", "tmp", "dev", "proc"]);
    expect(rig.names("/bin")).toEqual(["guest"]);
    expect([rig.contents("/file"), rig.contents("/sub/../file"), rig.contents("/tmp/../file")]).toEqual([
      "content",
      "content",
      "content",
    ]);
    expect(rig.say("path_remove_directory", AT_FDCWD, "/bin")).toBe("EBUSY");
  });

  it("does what is asked of names: mkdir, rename, link, symlink, unlink, rmdir, times", () => {
    const rig = rigAt("/data");
    expect([
      rig.say("path_create_directory", AT_FDCWD, "/data/d"),
      rig.say("path_rename", AT_FDCWD, "/data/file", AT_FDCWD, "/data/d/moved"),
      rig.say("path_link", AT_FDCWD, 0, "/data/d/moved", AT_FDCWD, "/data/again"),
      rig.say("path_symlink", "d/moved", AT_FDCWD, "/data/link"),
      rig.say("path_filestat_set_times", AT_FDCWD, 1, "/data/again", 0n, 5_000_000_000n, 4),
    ]).toEqual([0, 0, 0, 0, 0]);
    expect(rig.contents("/data/link")).toBe("content");
    expect(rig.stat("/data/again")).toMatchObject({ links: 2n, modified: 5_000_000_000n });
    expect([
      rig.say("path_remove_directory", AT_FDCWD, "/data/d"),
      rig.say("path_unlink_file", AT_FDCWD, "/data/d"),
      rig.say("path_unlink_file", AT_FDCWD, "/data/d/moved"),
      rig.say("path_remove_directory", AT_FDCWD, "/data/d"),
    ]).toEqual(["ENOTEMPTY", "EISDIR", 0, 0]);
    expect(rig.names("/data")).toEqual(["again", "link", "sub"]);
  });

  it("does not let files move or be linked from one file system to another", () => {
    const rig = rigAt("/data");
    rig.create("/tmp/mine");
    const rename = (from: string, to: string) => rig.say("path_rename", AT_FDCWD, from, AT_FDCWD, to);
    const link = (from: string, to: string) => rig.say("path_link", AT_FDCWD, 0, from, AT_FDCWD, to);
    expect([rename("/tmp/mine", "/data/x"), rename("/data/file", "/tmp/x")]).toEqual(["EXDEV", "EXDEV"]);
    expect([link("/tmp/mine", "/data/x"), link("/data/file", "/tmp/x"), link("/data/sub", "/data/x")]).toEqual([
      "EXDEV",
      "EXDEV",
      "EPERM",
    ]);
    expect(rename("/data", "/elsewhere")).toBe("EBUSY");
  });

  it("stays where a process is, though it is renamed by the guest or replaced by the host", () => {
    const rig = rigAt("/data");
    writeFileSync(join(inside, "sub", "here"), "here");
    rig.call("chdir", "/data/sub");
    rig.call("path_rename", AT_FDCWD, "/data/sub", AT_FDCWD, "/data/moved");
    expect(rig.contents("here")).toBe("here");
    renameSync(join(inside, "moved"), join(inside, "by-host"));
    mkdirSync(join(inside, "moved"));
    expect(rig.names("/data/moved")).toEqual([]);
    expect(rig.contents("here")).toBe("<ENOENT>");
    expect(rig.say("getcwd", 0x70000, 100)).toBe("ENOENT");
  });

  it("can be read-only", () => {
    const rig = rigAt("/data", true);
    expect(rig.contents("/data/file")).toBe("content");
    expect([
      rig.open("/data/file", { write: true }),
      rig.open("/data/file", { oflags: OFLAGS.TRUNC }),
      rig.open("/data/new", { write: true, oflags: OFLAGS.CREAT }),
      rig.say("path_unlink_file", AT_FDCWD, "/data/file"),
      rig.say("path_rename", AT_FDCWD, "/data/file", AT_FDCWD, "/data/x"),
      rig.say("path_create_directory", AT_FDCWD, "/data/x"),
      rig.say("path_filestat_set_times", AT_FDCWD, 1, "/data/file", 0n, 0n, 4),
    ]).toEqual(Array(7).fill("EROFS"));
  });

  it("gives inode numbers of our own, the same for two names of a file", () => {
    linkSync(join(inside, "file"), join(inside, "other"));
    const rig = rigAt("/data");
    const ino = (path: string) => (rig.stat(path) as { ino: bigint }).ino;
    expect(ino("/data/file")).toBe(ino("/data/other"));
    expect(ino("/data/file")).not.toBe(ino("/data/sub"));
    expect(ino("/data/file")).toBeLessThan(100n);
  });

  it("keeps using the same host when the world is copied", () => {
    const rig = rigAt("/data");
    const fd = rig.create("/data/x");
    const copy = copyGraph({ world: rig.world, process: rig.process });
    rig.kernel.world = copy.world;
    rig.process = copy.process;
    rig.write(fd, "from the copy");
    expect(readFileSync(join(inside, "x"), "utf8")).toBe("from the copy");
  });
});

describe("what leads out of a host directory", () => {
  /** Everything a guest could try with a path. */
  const attempts = (rig: Rig, path: string) => [
    rig.contents(path),
    String(rig.open(path, { write: true, oflags: OFLAGS.CREAT })),
    String(rig.stat(path)),
    rig.names(path)[0] ?? "",
    String(rig.say("chdir", path)),
  ];

  it.each([
    ["dots", "/data/../secret", undefined],
    ["many dots", "/data/sub/../../../../../../secret", undefined],
    ["a link with dots", "/data/l", "../secret"],
    ["a link to a directory with dots", "/data/l/secret", "../outside"],
    ["an absolute link", "/data/l", "BASE/secret"],
    ["an absolute link to a directory", "/data/l/secret", "BASE/outside"],
    ["dots through a link", "/data/l/../../secret", "sub"],
  ])("is not found: %s", (_how, path, target) => {
    if (target !== undefined) symlinkSync(target.replace("BASE", base), join(inside, "l"));
    for (const result of attempts(rigAt("/data"), path)) expect(result).not.toContain("secret");
    const missing = rigAt("/data").contents(path);
    expect(missing).toBe("<ENOENT>");
    expect(readFileSync(join(base, "secret"), "utf8")).toBe("secret");
  });

  it("is not found through a chain of links either", () => {
    symlinkSync("two", join(inside, "one"));
    symlinkSync("sub/three", join(inside, "two"));
    symlinkSync("../../outside", join(inside, "sub", "three"));
    const rig = rigAt("/data");
    expect([rig.contents("/data/one/secret"), rig.stat("/data/one")]).toEqual(["<ENOENT>", "ENOENT"]);
  });

  it("is not found when the root is the host's: dots stop there, and absolute links lead from there", () => {
    symlinkSync("/file", join(inside, "absolute"));
    symlinkSync("../../../../secret", join(inside, "dots"));
    symlinkSync(join(base, "secret"), join(inside, "host-path"));
    const rig = rigAt("/");
    expect(["/absolute", "/dots", "/host-path", "/../secret"].map((path) => rig.contents(path))).toEqual([
      "content",
      "<ENOENT>",
      "<ENOENT>",
      "<ENOENT>",
    ]);
  });

  it("is ENOTCAPABLE from a descriptor", () => {
    symlinkSync("../secret", join(inside, "dots"));
    symlinkSync(join(base, "secret"), join(inside, "absolute"));
    const rig = rigAt("/data");
    const dirfd = rig.open("/data") as number;
    const open = (path: string) => rig.open(path, { dirfd });
    expect(["dots", "absolute", "../tmp", "sub/../../tmp", "/tmp"].map(open)).toEqual(Array(5).fill("ENOTCAPABLE"));
  });

  it("is not reached by a link that the guest makes itself", () => {
    const rig = rigAt("/data");
    rig.call("path_symlink", join(base, "outside"), AT_FDCWD, "/data/mine");
    rig.call("path_symlink", "../outside", AT_FDCWD, "/data/dots");
    expect([rig.contents("/data/mine/secret"), rig.contents("/data/dots/secret")]).toEqual(["<ENOENT>", "<ENOENT>"]);
    expect(rig.say("path_rename", AT_FDCWD, "/data/file", AT_FDCWD, "/data/mine/file")).toBe("ENOENT");
  });

  it("is not reached when a directory that is in use is swapped for a link", () => {
    const rig = rigAt("/data");
    const dirfd = rig.open("/data/sub") as number;
    rmSync(join(inside, "sub"), { recursive: true });
    symlinkSync("../outside", join(inside, "sub"));
    expect(rig.open("secret", { dirfd })).toBe("ENOTCAPABLE");
    expect(rig.open("new", { dirfd, write: true, oflags: OFLAGS.CREAT })).toBe("ENOTCAPABLE");
  });

  it("is a fifo: it can be seen, and opening it does not stop the world", () => {
    execFileSync("mkfifo", [join(inside, "fifo")]);
    const rig = rigAt("/data");
    expect([rig.open("/data/fifo"), typeof rig.stat("/data/fifo")]).toEqual(["ENXIO", "object"]);
  });
});

describe("mounting", () => {
  it("nests: memory in a host directory, below a name that the host does not have", () => {
    const mounts = [
      { at: "/", files: new NodeHostFiles(inside) },
      { at: "/a/b/mem", files: new Directory([]) },
      { at: "/sub/again", files: new NodeHostFiles(inside) },
    ];
    const rig = new Rig({ mounts });
    rig.write(rig.create("/a/b/mem/x"), "memory");
    expect([rig.contents("/a/b/mem/x"), rig.names("/a"), rig.contents("/sub/again/file")]).toEqual([
      "memory",
      ["b"],
      "content",
    ]);
    expect(rig.names("/sub")).toEqual(["again"]);
    expect(rig.names("/sub/again/sub")).toEqual([]);
  });
});
