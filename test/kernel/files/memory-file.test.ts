import { describe, expect, it } from "vitest";
import { O_APPEND, O_WRONLY } from "../../../runtime/abi/flags.ts";
import { MemoryFile } from "../../../runtime/kernel/files/memory-file.ts";
import { DEFAULT_LIMITS } from "../../../runtime/kernel/limits.ts";
import { World } from "../../../runtime/kernel/world.ts";
import { AT_FDCWD, OFLAGS, RESULT, Rig } from "../rig.ts";

const text = (file: MemoryFile) => new TextDecoder().decode(file.data);
const bytes = (value: string) => new TextEncoder().encode(value);

describe("MemoryFile", () => {
  it("shares its offset between a process and its fork", () => {
    const rig = new Rig();
    const fd = rig.create("/f");
    rig.write(fd, "parent ");
    rig.as(rig.fork(), () => rig.write(fd, "child "));
    rig.write(fd, "parent");
    expect(rig.contents("/f")).toBe("parent child parent");
  });

  it("appends every write of O_APPEND, wherever the offset is", () => {
    const rig = new Rig();
    rig.write(rig.create("/f"), "one ");
    const fd = rig.open("/f", { write: true, fdflags: O_APPEND }) as number;
    rig.seek(fd, 0n);
    rig.write(fd, "two ");
    rig.write(rig.open("/f", { write: true, fdflags: O_APPEND }) as number, "three ");
    rig.write(fd, "four");
    expect(rig.contents("/f")).toBe("one two three four");
  });

  it("reads zeros where nothing was written, and not what was cut off", () => {
    const rig = new Rig();
    const fd = rig.create("/f");
    rig.write(fd, "secret");
    rig.call("fd_filestat_set_size", fd, 1n);
    rig.seek(fd, 4n);
    rig.write(fd, "x");
    expect(rig.contents("/f")).toBe("s\0\0\0x");
    rig.call("fd_filestat_set_size", fd, 2n);
    rig.call("fd_filestat_set_size", fd, 6n);
    expect(rig.contents("/f")).toBe("s\0\0\0\0\0");
  });

  it("has exactly its content as data, though it grows by doubling", () => {
    const file = new MemoryFile(new World(DEFAULT_LIMITS));
    const buffers = new Set<unknown>();
    for (let i = 0; i < 1000; i++) {
      file.write(bytes("ab"), file.data.length);
      buffers.add(file.data.buffer);
    }
    expect(text(file)).toBe("ab".repeat(1000));
    expect(buffers.size).toBeLessThan(16);
  });

  it("answers EFBIG at the limit of its size, and writes what fits before", () => {
    const rig = new Rig({ limits: { fileSize: 10 } });
    const fd = rig.create("/f");
    expect(rig.write(fd, "123456789012")).toBe(10);
    expect(rig.write(fd, "x")).toBe("EFBIG");
    expect(rig.say("fd_filestat_set_size", fd, 11n)).toBe("EFBIG");
    expect(rig.say("fd_allocate", fd, 5n, 6n)).toBe("EFBIG");
    expect(rig.say("fd_allocate", fd, 5n, 5n)).toBe(0);
  });

  it("answers ENOSPC when all files together are too large, and has room again after unlink", () => {
    const rig = new Rig({ limits: { storage: 20_000 } });
    const fd = rig.create("/f");
    expect(rig.write(fd, new Uint8Array(10_000))).toBe(10_000);
    expect(rig.write(rig.create("/g"), new Uint8Array(10_000))).toBe("ENOSPC");
    rig.call("fd_close", fd);
    rig.call("path_unlink_file", AT_FDCWD, "/f");
    expect(rig.write(rig.create("/g"), new Uint8Array(10_000))).toBe(10_000);
  });

  it("cannot be used by names alone to fill the host", () => {
    const rig = new Rig({ limits: { storage: 20_000 } });
    let made = 0;
    while (rig.say("path_create_directory", AT_FDCWD, `/d${made}`) === 0) made++;
    expect(made).toBeLessThan(40);
  });

  it("tells virtual times: the same in every run", () => {
    const stat = () => {
      const rig = new Rig();
      rig.write(rig.create("/f"), "x");
      return rig.stat("/f");
    };
    expect(stat()).toEqual(stat());
    expect(stat()).toMatchObject({ size: 1n, type: 4, links: 1n, modified: 1_767_225_600_000_000_000n });
  });

  it("takes times that are set, and refuses two at once", () => {
    const rig = new Rig();
    const fd = rig.create("/f");
    expect(rig.say("fd_filestat_set_times", fd, 5n, 7n, 4)).toBe(0);
    expect(rig.stat("/f")).toMatchObject({ modified: 7n });
    rig.call("path_filestat_set_times", AT_FDCWD, 1, "/f", 5n, 9n, 5);
    expect(rig.stat("/f")).toMatchObject({ modified: 9n });
    expect(rig.say("fd_filestat_set_times", fd, 5n, 7n, 12)).toBe("EINVAL");
  });

  it("refuses the wrong direction with EBADF", () => {
    const rig = new Rig();
    rig.create("/f");
    expect(rig.write(rig.open("/f") as number, "x")).toBe("EBADF");
    expect(rig.read(rig.open("/f", { read: false, write: true }) as number)).toBe("<EBADF>");
    expect(rig.say("fd_filestat_set_size", rig.open("/f") as number, 0n)).toBe("EINVAL");
    expect(rig.say("fcntl", rig.open("/f", { read: false, write: true }) as number, 3, 0)).toBe(O_WRONLY);
  });

  it.each([
    [3n, 0, 3n],
    [-1n, 2, 5n],
    [100n, 2, 106n],
    [1n, 1, 3n],
    [-7n, 2, "EINVAL"],
    [0n, 3, "EINVAL"],
    [2n ** 63n - 1n, 1, "EOVERFLOW"],
  ])("seeks by %s from %i to %s", (offset, whence, expected) => {
    const rig = new Rig();
    const fd = rig.create("/f");
    rig.write(fd, "sixsix");
    rig.seek(fd, 2n);
    expect(rig.seek(fd, offset, whence)).toBe(expected);
  });

  it("leaves its offset alone in pread and pwrite", () => {
    const rig = new Rig();
    const fd = rig.create("/f");
    rig.write(fd, "abcdef");
    rig.bytes[0x70000] = 0x58;
    expect(rig.say("fd_pwrite", fd, ...rig.iovec(0x70000, 1), 1n, RESULT)).toBe(0);
    expect(rig.say("fd_pread", fd, ...rig.iovec(0x70000, 2), 0n, RESULT)).toBe(0);
    expect([rig.text(0x70000, 2), rig.seek(fd, 0n, 1)]).toEqual(["aX", 6n]);
    expect(rig.say("fd_pread", fd, ...rig.iovec(0x70000, 2), -1n, RESULT)).toBe("EINVAL");
    expect(rig.say("fd_pread", 99, ...rig.iovec(0x70000, 2), -1n, RESULT)).toBe("EINVAL");
    expect(rig.say("fd_pread", 99, ...rig.iovec(0x70000, 2), 0n, RESULT)).toBe("EBADF");
    expect(rig.say("fd_pwrite", fd, ...rig.iovec(0x70000, 2), 2n ** 62n, RESULT)).toBe("EFBIG");
  });

  it("becomes empty by O_TRUNC", () => {
    const rig = new Rig();
    rig.write(rig.create("/f"), "old");
    rig.open("/f", { write: true, oflags: OFLAGS.TRUNC });
    expect(rig.contents("/f")).toBe("");
  });
});
