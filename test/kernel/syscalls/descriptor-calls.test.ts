import { describe, expect, it } from "vitest";
import { FD_CLOEXEC, FD_CLOFORK, O_APPEND, O_CLOEXEC, O_CLOFORK, O_NONBLOCK } from "../../../runtime/abi/flags.ts";
import { SYSCALL_TABLE, wasmParameters } from "../../../runtime/abi/syscall-table.ts";
import { HANDLERS } from "../../../runtime/kernel/syscalls/handlers.ts";
import { AT_FDCWD, BAD, O_RDONLY, O_WRONLY, RESULT, Rig } from "../rig.ts";

const F = { DUPFD: 0, GETFD: 1, SETFD: 2, GETFL: 3, SETFL: 4, DUPFD_CLOEXEC: 1030, DUPFD_CLOFORK: 1100 };
const flags = (rig: Rig, fd: number) => rig.say("fcntl", fd, F.GETFD, 0);

describe("the table of handlers", () => {
  it("has one for every row, that takes no more than the row's parameters", () => {
    for (const row of SYSCALL_TABLE) {
      expect(HANDLERS[row.name], row.name).toBeTypeOf("function");
      expect(HANDLERS[row.name]?.length, row.name).toBeLessThanOrEqual(2 + wasmParameters(row).length);
    }
    expect(Object.keys(HANDLERS).sort()).toEqual(SYSCALL_TABLE.map(({ name }) => name).sort());
  });
});

describe("pipe2", () => {
  it("marks both ends as told", () => {
    const rig = new Rig();
    const [out, into] = rig.pipe(O_CLOEXEC | O_CLOFORK | O_NONBLOCK);
    expect([flags(rig, out), flags(rig, into)]).toEqual([3, 3]);
    expect([rig.say("fcntl", out, F.GETFL, 0), rig.say("fcntl", into, F.GETFL, 0)]).toEqual([
      O_NONBLOCK | O_RDONLY,
      O_NONBLOCK | O_WRONLY,
    ]);
  });

  it("leaves nothing open where it fails", () => {
    const rig = new Rig({ limits: { descriptors: 5 } });
    const open = () => rig.process.descriptors.entries().length;
    expect([rig.say("pipe2", RESULT, 1), rig.say("pipe2", BAD, 0), rig.say("pipe2", RESULT, 0), open()]).toEqual([
      "EINVAL",
      "EFAULT",
      "EMFILE",
      4,
    ]);
  });
});

describe("dup, dup3 and fcntl", () => {
  it("share one open file", () => {
    const rig = new Rig();
    const fd = rig.create("/f");
    const other = rig.call("dup", fd);
    rig.write(fd, "one ");
    rig.write(other, "two");
    expect(rig.contents("/f")).toBe("one two");
    rig.call("fcntl", fd, F.SETFL, O_APPEND);
    expect(rig.call("fcntl", other, F.GETFL, 0)).toBe(O_APPEND | O_RDONLY | O_WRONLY);
  });

  it("dup3 closes what it replaces", () => {
    const rig = new Rig();
    const [out, into] = rig.pipe();
    expect(rig.call("dup3", 1, into, O_CLOEXEC)).toBe(into);
    expect([rig.read(out), flags(rig, into)]).toEqual(["", FD_CLOEXEC]);
  });

  it.each([
    ["dup", [99], "EBADF"],
    ["dup", [-1], "EBADF"],
    ["dup3", [1, 1, 0], "EINVAL"],
    ["dup3", [99, 99, 0], "EINVAL"],
    ["dup3", [1, 5, O_NONBLOCK], "EINVAL"],
    ["dup3", [99, 5, 0], "EBADF"],
    ["dup3", [1, 1024, 0], "EBADF"],
    ["dup3", [1, -1, 0], "EBADF"],
    ["fcntl", [99, F.GETFD, 0], "EBADF"],
    ["fcntl", [1, F.DUPFD, -1], "EINVAL"],
    ["fcntl", [1, F.DUPFD, 1024], "EINVAL"],
    ["fcntl", [1, F.DUPFD, 1023], 1023],
    ["fcntl", [1, 77, 0], "EINVAL"],
    ["fcntl", [1, F.SETFD, 0xff], 0],
    ["fd_close", [99], "EBADF"],
    ["fd_renumber", [1, 99], "EBADF"],
    ["fd_renumber", [99, 1], "EBADF"],
    ["fd_renumber", [1, 1], 0],
    ["sock_shutdown", [1, 0], "ENOTSOCK"],
    ["sock_shutdown", [99, 0], "EBADF"],
  ])("%s(%j) answers %s", (name, args, expected) => {
    expect(new Rig().say(name, ...args)).toBe(expected);
  });

  it("F_DUPFD takes the lowest from its argument on, with the flag its name says", () => {
    const rig = new Rig();
    expect([rig.call("fcntl", 1, F.DUPFD, 10), rig.call("fcntl", 1, F.DUPFD, 10)]).toEqual([10, 11]);
    expect(flags(rig, rig.call("fcntl", 1, F.DUPFD_CLOEXEC, 0))).toBe(FD_CLOEXEC);
    expect(flags(rig, rig.call("fcntl", 1, F.DUPFD_CLOFORK, 0))).toBe(FD_CLOFORK);
    expect(flags(rig, 10)).toBe(0);
  });

  it("answer EMFILE when the table is full", () => {
    const rig = new Rig({ limits: { descriptors: 4 } });
    expect([rig.say("dup", 1), rig.say("fcntl", 1, F.DUPFD, 3)]).toEqual(["EMFILE", "EMFILE"]);
  });

  it("F_SETFD and F_SETFL change what they may and nothing else", () => {
    const rig = new Rig();
    rig.call("fcntl", 1, F.SETFD, 0xff);
    rig.call("fcntl", 1, F.SETFL, -1);
    expect([flags(rig, 1), rig.call("fcntl", 1, F.GETFL, 0)]).toEqual([3, 0x1f | O_WRONLY]);
  });
});

describe("fd_renumber", () => {
  it("moves a descriptor and closes what was there", () => {
    const rig = new Rig();
    const [out, into] = rig.pipe();
    const fd = rig.create("/f");
    expect(rig.say("fd_renumber", fd, into)).toBe(0);
    rig.write(into, "moved");
    expect([rig.contents("/f"), rig.write(fd, "x"), rig.read(out)]).toEqual(["moved", "EBADF", ""]);
  });
});

describe("fd_fdstat", () => {
  const stat = (rig: Rig, fd: number) => {
    const answer = rig.say("fd_fdstat_get", fd, RESULT);
    if (answer !== 0) return answer;
    return { type: rig.bytes[RESULT], flags: rig.view.getUint16(RESULT + 2, true), rights: rig.u64(RESULT + 8) };
  };
  const READ = 2n;
  const WRITE = 64n;
  const READDIR = 1n << 14n;

  it("tells the access mode by rights, as wasi-libc's F_GETFL wants it", () => {
    const rig = new Rig();
    rig.create("/f");
    const mode = (fd: number | string) =>
      (stat(rig, fd as number) as { rights: bigint }).rights & (READ | WRITE | READDIR);
    expect(mode(rig.open("/f"))).toBe(READ);
    expect(mode(rig.open("/f", { read: false, write: true }))).toBe(WRITE);
    expect(mode(rig.open("/f", { write: true }))).toBe(READ | WRITE);
    expect(mode(rig.open("/tmp"))).toBe(READDIR);
    expect(mode(AT_FDCWD) & READDIR).toBe(READDIR);
    expect(stat(rig, 99)).toBe("EBADF");
  });

  it("lets a descriptor give up writing, and never gives anything back", () => {
    const rig = new Rig();
    const fd = rig.create("/f");
    expect(rig.say("fd_fdstat_set_rights", fd, READ, 0n)).toBe(0);
    expect([rig.write(fd, "x"), rig.read(fd)]).toEqual(["EBADF", ""]);
    expect(rig.say("fd_fdstat_set_rights", fd, READ | WRITE, 0n)).toBe("ENOTCAPABLE");
  });

  it("sets status flags, known ones only", () => {
    const rig = new Rig();
    expect([rig.say("fd_fdstat_set_flags", 1, O_NONBLOCK), rig.say("fd_fdstat_set_flags", 1, 0x20)]).toEqual([
      0,
      "EINVAL",
    ]);
    expect(stat(rig, 1)).toMatchObject({ flags: O_NONBLOCK });
  });
});
