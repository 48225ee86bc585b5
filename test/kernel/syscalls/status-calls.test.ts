import { describe, expect, it } from "vitest";
import {
  AT_FDCWD,
  FD_CLOEXEC,
  FD_CLOFORK,
  O_CLOEXEC,
  O_CLOFORK,
  O_NOFOLLOW,
  O_RDONLY,
  O_WRONLY,
} from "../../../runtime/abi/flags.ts";
import {
  AT_SYMLINK_NOFOLLOW,
  deviceNumber,
  R_OK,
  S_IFCHR,
  S_IFDIR,
  S_IFIFO,
  S_IFLNK,
  S_IFREG,
  W_OK,
  X_OK,
} from "../../../runtime/abi/mode.ts";
import { fork } from "../../../runtime/kernel/fork.ts";
import { BAD, RESULT, Rig } from "../rig.ts";

const STAT = RESULT + 0x1000;
const O_CREAT = 0x1000;
const O_EXCL = 0x4000;
const O_TRUNC = 0x8000;

function modeOf(rig: Rig, path: string, flags = 0): string {
  const answer = rig.say("fstatat", AT_FDCWD, path, STAT, flags);
  return answer === 0 ? rig.u32(STAT + 24).toString(8) : String(answer);
}

function openat(rig: Rig, path: string, flags: number, mode = 0): string | number {
  return rig.say("openat", AT_FDCWD, path, flags, mode);
}

describe("openat", () => {
  it("makes files with a mode, without the umask's bits, and lets their maker in whatever it is", () => {
    const rig = new Rig();
    expect(openat(rig, "/tmp/a", O_CREAT | O_RDONLY | O_WRONLY, 0o666)).toBe(4);
    expect(modeOf(rig, "/tmp/a")).toBe("100644");
    expect([rig.say("umask", 0o077), rig.say("umask", 0o7000)]).toEqual([0o022, 0o077]);
    expect(openat(rig, "/tmp/b", O_CREAT | O_WRONLY, 0)).toBe(5);
    expect([modeOf(rig, "/tmp/b"), rig.write(5, "x"), openat(rig, "/tmp/b", O_WRONLY)]).toEqual([
      "100000",
      1,
      "EACCES",
    ]);
  });

  it("marks the descriptor as its flags say", () => {
    const rig = new Rig();
    const flags = [0, O_CLOEXEC, O_CLOFORK, O_CLOEXEC | O_CLOFORK].map((flag) => {
      const fd = openat(rig, "/tmp", O_RDONLY | flag) as number;
      return rig.say("fcntl", fd, 1, 0);
    });
    expect(flags).toEqual([0, FD_CLOEXEC, FD_CLOFORK, FD_CLOEXEC | FD_CLOFORK]);
  });

  it("is refused by the file's mode, for truncating too", () => {
    const rig = new Rig();
    rig.create("/tmp/f");
    const answers = [0o444, 0o222, 0o000, 0o077].map((mode) => {
      rig.say("fchmodat", AT_FDCWD, "/tmp/f", mode, 0);
      return [O_RDONLY, O_WRONLY, O_RDONLY | O_TRUNC].map((flags) => typeof openat(rig, "/tmp/f", flags) === "number");
    });
    expect(answers).toEqual([
      [true, false, false],
      [false, true, false],
      [false, false, false],
      [false, false, false],
    ]);
  });

  it("is EINVAL for no access mode, ELOOP for a link with O_NOFOLLOW, EEXIST with O_EXCL", () => {
    const rig = new Rig();
    rig.call("path_symlink", "a", AT_FDCWD, "/tmp/l");
    expect([
      openat(rig, "/tmp", 0),
      openat(rig, "/tmp/l", O_RDONLY | O_NOFOLLOW),
      openat(rig, "/tmp/l", O_WRONLY | O_CREAT | O_EXCL, 0o600),
    ]).toEqual(["EINVAL", "ELOOP", "EEXIST"]);
  });
});

describe("directories", () => {
  it("keep who may not search them from all that is below, and who may not write them from changing names", () => {
    const rig = new Rig();
    rig.call("mkdirat", AT_FDCWD, "/tmp/d", 0o777);
    expect(modeOf(rig, "/tmp/d")).toBe("40755");
    rig.create("/tmp/d/x");
    rig.call("fchmodat", AT_FDCWD, "/tmp/d", 0o600, 0);
    expect([modeOf(rig, "/tmp/d/x"), rig.say("chdir", "/tmp/d"), rig.names("/tmp/d")]).toEqual([
      "EACCES",
      "EACCES",
      ["x"],
    ]);
    rig.call("fchmodat", AT_FDCWD, "/tmp/d", 0o500, 0);
    expect([
      rig.say("mkdirat", AT_FDCWD, "/tmp/d/y", 0o777),
      rig.say("mknodat", AT_FDCWD, "/tmp/d/y", S_IFIFO),
      rig.say("path_unlink_file", AT_FDCWD, "/tmp/d/x"),
      rig.say("path_rename", AT_FDCWD, "/tmp/d/x", AT_FDCWD, "/tmp/x"),
      rig.say("path_symlink", "x", AT_FDCWD, "/tmp/d/y"),
      rig.say("path_link", AT_FDCWD, 0, "/tmp/d/x", AT_FDCWD, "/tmp/d/y"),
      rig.say("mkdirat", AT_FDCWD, "/tmp/d/x", 0o777),
      openat(rig, "/tmp/d/x", O_RDONLY),
    ]).toEqual(["EACCES", "EACCES", "EACCES", "EACCES", "EACCES", "EACCES", "EEXIST", 5]);
  });
});

describe("fstatat and fstat", () => {
  it("tell what a file is", () => {
    const rig = new Rig();
    rig.create("/tmp/f");
    rig.call("path_symlink", "f", AT_FDCWD, "/tmp/l");
    rig.call("mknodat", AT_FDCWD, "/tmp/p", S_IFIFO | 0o600);
    const modes = [S_IFREG | 0o644, S_IFLNK | 0o777, S_IFIFO | 0o600, S_IFDIR | 0o1777, S_IFCHR | 0o666];
    expect(
      ["/tmp/f", "/tmp/l", "/tmp/p", "/tmp", "/dev/null"].map((path) => modeOf(rig, path, AT_SYMLINK_NOFOLLOW)),
    ).toEqual(modes.map((mode) => mode.toString(8)));
    expect([rig.u64(STAT + 40), deviceNumber(1, 3)]).toEqual([0x103n, 0x103n]);
  });

  it("tell size, blocks, links and owners of an open file, those without a name too", () => {
    const rig = new Rig();
    const fd = rig.create("/tmp/f");
    rig.write(fd, "x".repeat(5000));
    rig.call("path_unlink_file", AT_FDCWD, "/tmp/f");
    expect(rig.say("fstat", fd, STAT)).toBe(0);
    const [links, size, blocks] = [16, 48, 64].map((offset) => rig.u64(STAT + offset));
    expect({
      links,
      size,
      blocks,
      block: rig.u32(STAT + 56),
      uid: rig.u32(STAT + 28),
      gid: rig.u32(STAT + 32),
    }).toEqual({
      links: 0n,
      size: 5000n,
      blocks: 16n,
      block: 4096,
      uid: 1000,
      gid: 1000,
    });
  });

  it("are EBADF, ENOENT, EINVAL and EFAULT as the manual says", () => {
    const rig = new Rig();
    expect([rig.say("fstat", 99, STAT), modeOf(rig, "/none"), modeOf(rig, ""), modeOf(rig, "/", 0x8000)]).toEqual([
      "EBADF",
      "ENOENT",
      "ENOENT",
      "EINVAL",
    ]);
    expect([rig.say("fstat", 1, BAD), rig.say("fstatat", AT_FDCWD, "/", BAD, 0)]).toEqual(["EFAULT", "EFAULT"]);
  });
});

describe("chmod, chown, access", () => {
  it("change a file by its path and by its descriptor", () => {
    const rig = new Rig();
    const fd = rig.create("/tmp/f");
    expect([rig.say("fchmod", fd, 0o4711), modeOf(rig, "/tmp/f")]).toEqual([0, "104711"]);
    expect([rig.say("fchown", fd, 1000, -1), modeOf(rig, "/tmp/f")]).toEqual([0, "100711"]);
    expect([
      rig.say("fchownat", AT_FDCWD, "/tmp/f", 0, -1, 0),
      rig.say("fchown", 99, 0, 0),
      rig.say("fchmod", 99, 0),
    ]).toEqual(["EPERM", "EBADF", "EBADF"]);
  });

  it("say what may be done with it", () => {
    const rig = new Rig();
    rig.create("/tmp/f");
    const ask = (mode: number, path = "/tmp/f") => rig.say("faccessat", AT_FDCWD, path, mode, 0);
    expect([ask(0), ask(R_OK | W_OK), ask(X_OK), ask(8), ask(0, "/none"), ask(X_OK, "/bin/guest")]).toEqual([
      0,
      0,
      "EACCES",
      "EINVAL",
      "ENOENT",
      0,
    ]);
  });

  it("mknodat makes files and pipes, and nothing that only root may", () => {
    const rig = new Rig();
    const make = (mode: number, path = "/tmp/n") => rig.say("mknodat", AT_FDCWD, path, mode);
    expect([
      make(S_IFCHR),
      make(S_IFDIR),
      make(0o130000),
      make(0o600),
      make(S_IFREG),
      make(S_IFIFO),
      make(S_IFIFO, "/no/p"),
    ]).toEqual(["EPERM", "EPERM", "EINVAL", 0, "EEXIST", "EEXIST", "ENOENT"]);
  });

  it("the umask is inherited", () => {
    const rig = new Rig();
    rig.call("umask", 0o027);
    rig.process.captured = true;
    const child = rig.kernel.process(fork(rig.kernel, rig.process));
    expect(rig.as(child, () => [rig.say("umask", 0), rig.say("umask", 0)])).toEqual([0o027, 0]);
    expect(rig.say("umask", 0)).toBe(0o027);
  });
});
