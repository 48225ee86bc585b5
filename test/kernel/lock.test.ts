import { describe, expect, it } from "vitest";
import {
  F_GETLK,
  F_OFD_SETLK,
  F_OFD_SETLKW,
  F_RDLCK,
  F_SETLK,
  F_SETLKW,
  F_UNLCK,
  F_WRLCK,
  LOCK_EX,
  LOCK_NB,
  LOCK_SH,
  LOCK_UN,
} from "../../runtime/abi/lock.ts";
import { digest } from "../../runtime/kernel/digest.ts";
import { endProcess } from "../../runtime/kernel/exit.ts";
import type { Process } from "../../runtime/kernel/process.ts";
import { copyGraph } from "../../runtime/kernel/snapshot.ts";
import { BAD, Rig } from "./rig.ts";

const LOCK = 0x60000;

interface Wanted {
  readonly type?: number;
  readonly whence?: number;
  readonly start?: bigint;
  readonly length?: bigint;
  readonly pid?: number;
}

function put(rig: Rig, { type = F_WRLCK, whence = 0, start = 0n, length = 0n, pid = 0 }: Wanted): void {
  rig.view.setInt16(LOCK, type, true);
  rig.view.setInt16(LOCK + 2, whence, true);
  rig.view.setBigInt64(LOCK + 8, start, true);
  rig.view.setBigInt64(LOCK + 16, length, true);
  rig.view.setInt32(LOCK + 24, pid, true);
}

function lock(rig: Rig, fd: number, command: number, wanted: Wanted = {}): string | number {
  put(rig, wanted);
  return rig.say("record_lock", fd, command, LOCK);
}

/** What F_GETLK finds in the way of writing to all of the file: "w10+20 of 2". */
function obstacle(rig: Rig, fd: number, start = 0n): string {
  lock(rig, fd, F_GETLK, { start });
  const type = rig.view.getInt16(LOCK, true);
  if (type === F_UNLCK) return "none";
  const [first, length] = [rig.view.getBigInt64(LOCK + 8, true), rig.view.getBigInt64(LOCK + 16, true)];
  return `${type === F_RDLCK ? "r" : "w"}${first}+${length} of ${rig.view.getInt32(LOCK + 24, true)}`;
}

const waitsOn = (process: Process) =>
  process.state.kind === "waiting" ? process.state.on.map(({ name }) => name) : [];

function setUp() {
  const rig = new Rig();
  const fd = rig.create("/tmp/x");
  rig.write(fd, "0123456789");
  const child = rig.fork();
  return { rig, fd, child };
}

describe("record locks", () => {
  it("are a process's own: a child does not have its parent's, and sees them", () => {
    const { rig, fd, child } = setUp();
    expect(lock(rig, fd, F_SETLK, { start: 2n, length: 3n })).toBe(0);
    expect(obstacle(rig, fd)).toBe("none");
    rig.as(child, () => {
      expect(obstacle(rig, fd)).toBe("w2+3 of 2");
      expect(obstacle(rig, fd, 5n)).toBe("none");
      expect(lock(rig, fd, F_SETLK, { type: F_RDLCK, start: 4n, length: 1n })).toBe("EAGAIN");
    });
  });

  it("make who waits sleep on a queue that says who holds what, until they are given up", () => {
    const { rig, fd, child } = setUp();
    lock(rig, fd, F_SETLK, { length: 5n });
    expect(rig.as(child, () => lock(rig, fd, F_SETLKW))).toBe("WAIT");
    expect(waitsOn(child)).toEqual(["the lock on /tmp/x that 2 holds"]);
    lock(rig, fd, F_SETLK, { type: F_UNLCK, length: 2n });
    expect(rig.as(child, () => lock(rig, fd, F_SETLKW))).toBe("WAIT");
    lock(rig, fd, F_SETLK, { type: F_UNLCK });
    expect(child.state.kind).toBe("runnable");
    expect(rig.as(child, () => lock(rig, fd, F_SETLKW))).toBe(0);
    expect(obstacle(rig, fd)).toBe("w0+0 of 3");
  });

  it("are lost when any descriptor of the file is closed, whichever way", () => {
    const { rig, fd } = setUp();
    const other = rig.open("/tmp/x") as number;
    const [spare] = rig.pipe();
    const child = rig.fork();
    const closings: [string, () => unknown][] = [
      ["close", () => rig.call("fd_close", rig.open("/tmp/x") as number)],
      ["dup3", () => rig.call("dup3", spare, other, 0)],
      [
        "exec",
        () => {
          const mine = rig.open("/tmp/x") as number;
          rig.call("fcntl", mine, 2, 1);
          rig.process.descriptors.closeForExec();
        },
      ],
    ];
    for (const [, close] of closings) {
      expect(lock(rig, fd, F_SETLK)).toBe(0);
      rig.as(child, () => expect(obstacle(rig, fd)).toBe("w0+0 of 2"));
      close();
      rig.as(child, () => expect(obstacle(rig, fd)).toBe("none"));
    }
  });

  it("outlive another process's closing, and end with their own", () => {
    const { rig, fd, child } = setUp();
    lock(rig, fd, F_SETLK);
    expect(rig.as(child, () => lock(rig, fd, F_SETLKW))).toBe("WAIT");
    const third = rig.fork();
    rig.as(third, () => rig.call("fd_close", fd));
    expect(child.state.kind).toBe("waiting");
    endProcess(rig.kernel, rig.process, { code: 0 });
    expect(child.state.kind).toBe("runnable");
    expect(rig.world.locks.files.size).toBe(0);
  });

  it("answer EDEADLK to who would close a circle, however long, and not to who only waits", () => {
    const { rig, fd, child } = setUp();
    const third = rig.fork();
    const of = (process: Process, start: bigint, command = F_SETLKW) =>
      rig.as(process, () => lock(rig, fd, command, { start, length: 1n }));
    const taken = [rig.process, child, third].map((process, i) => of(process, BigInt(i), F_SETLK));
    expect(taken).toEqual([0, 0, 0]);
    expect(of(rig.process, 1n)).toBe("WAIT");
    expect(of(child, 2n)).toBe("WAIT");
    expect(of(third, 0n)).toBe("EDEADLK");
    expect(of(third, 3n)).toBe(0);
    rig.as(third, () => lock(rig, fd, F_SETLK, { type: F_UNLCK }));
    expect(of(child, 2n)).toBe(0);
  });

  it("count as data of the world: a copy of it has them, and the same hash", () => {
    const { rig, fd, child } = setUp();
    lock(rig, fd, F_SETLK);
    rig.call("flock", fd, LOCK_EX);
    rig.as(child, () => lock(rig, fd, F_SETLKW));
    const copy = copyGraph(rig.world);
    expect(digest(copy)).toBe(digest(rig.world));
    expect([...copy.locks.files.values()][0]?.records.list()).toHaveLength(1);
  });

  const RANGES: [string, Wanted, string | number][] = [
    ["to the end", { start: 5n }, 0],
    ["a negative length", { start: 5n, length: -5n }, 0],
    ["a negative length past the beginning", { start: 5n, length: -6n }, "EINVAL"],
    ["a negative start", { start: -1n }, "EINVAL"],
    ["before the end", { whence: 2, start: -10n, length: 1n }, 0],
    ["before the beginning by way of the end", { whence: 2, start: -11n }, "EINVAL"],
    ["the last byte there can be", { start: 2n ** 63n - 1n, length: 1n }, 0],
    ["one more", { start: 2n ** 63n - 1n, length: 2n }, "EOVERFLOW"],
    ["a start past it", { whence: 1, start: 2n ** 63n - 1n }, "EOVERFLOW"],
    ["no such whence", { whence: 3 }, "EINVAL"],
    ["no such type", { type: 3 }, "EINVAL"],
  ];
  it.each(RANGES)("of %s", (_what, wanted, answer) => {
    const { rig, fd } = setUp();
    expect(lock(rig, fd, F_SETLK, wanted)).toBe(answer);
  });

  it("are EBADF, EINVAL or EFAULT for what cannot be", () => {
    const { rig, fd } = setUp();
    const reader = rig.open("/tmp/x") as number;
    const writer = rig.open("/tmp/x", { read: false, write: true }) as number;
    expect(lock(rig, 99, F_SETLK)).toBe("EBADF");
    expect(lock(rig, reader, F_SETLK)).toBe("EBADF");
    expect(lock(rig, writer, F_SETLK, { type: F_RDLCK })).toBe("EBADF");
    expect(lock(rig, reader, F_SETLK, { type: F_UNLCK })).toBe(0);
    expect(lock(rig, fd, F_GETLK, { type: F_UNLCK })).toBe("EINVAL");
    expect(lock(rig, fd, F_OFD_SETLK, { pid: 2 })).toBe("EINVAL");
    expect(lock(rig, fd, 99)).toBe("EINVAL");
    expect(rig.say("record_lock", fd, F_SETLK, BAD)).toBe("EFAULT");
  });
});

describe("OFD locks", () => {
  it("belong to the open file: a child has them, its other descriptors too, and they end with the last one", () => {
    const { rig, fd, child } = setUp();
    const other = rig.open("/tmp/x", { write: true }) as number;
    expect(lock(rig, fd, F_OFD_SETLK)).toBe(0);
    expect(lock(rig, other, F_OFD_SETLK)).toBe("EAGAIN");
    expect(lock(rig, other, F_SETLK)).toBe("EAGAIN");
    expect(obstacle(rig, other)).toBe("w0+0 of -1");
    expect(rig.as(child, () => lock(rig, fd, F_OFD_SETLK, { type: F_RDLCK }))).toBe(0);
    rig.call("fd_close", fd);
    expect(obstacle(rig, other)).toBe("r0+0 of -1");
    expect(lock(rig, other, F_OFD_SETLKW)).toBe("WAIT");
    expect(waitsOn(rig.process)).toEqual(["the lock on /tmp/x that 3 holds"]);
    rig.as(child, () => rig.call("fd_close", fd));
    expect(lock(rig, other, F_OFD_SETLKW)).toBe(0);
  });
});

describe("flock", () => {
  it("is shared by who shares the open file, and keeps others out", () => {
    const { rig, fd, child } = setUp();
    const other = rig.open("/tmp/x") as number;
    expect(rig.say("flock", fd, LOCK_EX)).toBe(0);
    expect(rig.as(child, () => rig.say("flock", fd, LOCK_EX))).toBe(0);
    expect(rig.say("flock", other, LOCK_SH | LOCK_NB)).toBe("EAGAIN");
    expect(rig.say("flock", other, LOCK_SH)).toBe("WAIT");
    expect(waitsOn(rig.process)).toEqual(["the lock on /tmp/x that 2 holds"]);
    rig.as(child, () => rig.say("flock", fd, LOCK_UN));
    expect(rig.process.state.kind).toBe("runnable");
    expect(rig.say("flock", other, LOCK_SH)).toBe(0);
  });

  it("loses what it had when it cannot be made stronger", () => {
    const { rig, fd } = setUp();
    const other = rig.open("/tmp/x") as number;
    expect([rig.say("flock", fd, LOCK_SH), rig.say("flock", other, LOCK_SH)]).toEqual([0, 0]);
    expect(rig.say("flock", fd, LOCK_EX | LOCK_NB)).toBe("EAGAIN");
    expect(rig.say("flock", other, LOCK_EX | LOCK_NB)).toBe(0);
  });

  it("knows nothing of record locks", () => {
    const { rig, fd, child } = setUp();
    expect(rig.say("flock", fd, LOCK_EX)).toBe(0);
    expect(rig.as(child, () => lock(rig, fd, F_SETLK))).toBe(0);
  });

  it("goes with the last descriptor of its open file, and leaves nothing behind", () => {
    const { rig, fd } = setUp();
    const child = rig.fork();
    rig.say("flock", fd, LOCK_EX);
    const other = rig.as(child, () => rig.open("/tmp/x") as number);
    expect(rig.as(child, () => rig.say("flock", other, LOCK_SH))).toBe("WAIT");
    for (const process of rig.world.processes.values()) rig.as(process, () => rig.call("fd_close", fd));
    expect(child.state.kind).toBe("runnable");
    expect(rig.world.locks.files.size).toBe(0);
  });

  it("is EINVAL for no operation, EBADF for no descriptor", () => {
    const { rig, fd } = setUp();
    expect([0, LOCK_SH | LOCK_EX, 16].map((operation) => rig.say("flock", fd, operation))).toEqual([
      "EINVAL",
      "EINVAL",
      "EINVAL",
    ]);
    expect(rig.say("flock", 99, LOCK_SH)).toBe("EBADF");
  });
});
