import { describe, expect, it } from "vitest";
import type { PipeReader } from "../../../runtime/kernel/files/pipe.ts";
import type { OpenFile } from "../../../runtime/kernel/open-file.ts";
import { AT_FDCWD, BAD, RESULT, Rig } from "../rig.ts";

describe("reading and writing", () => {
  it("gathers and scatters over iovecs, empty ones too", () => {
    const rig = new Rig();
    const fd = rig.create("/f");
    const at = 0x800;
    rig.bytes.set(new TextEncoder().encode("helloworld"), 0x70000);
    rig.iovec(0x70000, 5, at);
    rig.iovec(BAD, 0, at + 8);
    rig.iovec(0x70005, 5, at + 16);
    expect(rig.say("fd_write", fd, at, 3, RESULT)).toBe(0);
    expect([rig.u32(), rig.contents("/f")]).toEqual([10, "helloworld"]);
    rig.seek(fd, 0n);
    rig.iovec(0x71000, 3, at);
    rig.iovec(0x72000, 100, at + 16);
    expect(rig.say("fd_read", fd, at, 3, RESULT)).toBe(0);
    expect([rig.u32(), rig.text(0x71000, 3), rig.text(0x72000, 7)]).toEqual([10, "hel", "loworld"]);
  });

  it.each([
    ["an iovec array", () => [BAD, 1, RESULT]],
    ["an array that wraps around", () => [0x1000, 1 << 30, RESULT]],
    ["a piece", (rig: Rig) => [...rig.iovec(BAD, 32), RESULT]],
    ["a piece past the end", (rig: Rig) => [...rig.iovec(rig.bytes.length - 1, 2), RESULT]],
    ["the result", (rig: Rig) => [...rig.iovec(0x70000, 4), BAD]],
  ])("with a bad address of %s is EFAULT or EINVAL, and nothing has happened", (_what, args) => {
    const rig = new Rig();
    const [out, into] = rig.pipe();
    rig.write(into, "data");
    const fault = (name: string, fd: number) => rig.say(name, fd, ...args(rig));
    for (const answer of [fault("fd_read", out), fault("fd_write", into)])
      expect(["EFAULT", "EINVAL"]).toContain(answer);
    expect(rig.read(out)).toBe("data");
  });

  it("takes 1024 iovecs and not 1025, nor fewer than none", () => {
    const rig = new Rig();
    const fd = rig.create("/f");
    const write = (count: number) => rig.say("fd_write", fd, 0x10000, count, RESULT);
    expect([write(1024), write(1025), write(-1), write(0)]).toEqual([0, "EINVAL", "EINVAL", 0]);
  });

  it("refuses to move more than 2 GiB at once, and moves 1 GiB of overlapping pieces", () => {
    const rig = new Rig();
    const memory = new Uint8Array(4 << 20);
    const view = new DataView(memory.buffer);
    const fd = rig.open("/dev/null", { write: true }) as number;
    rig.kernel.memory.attach(memory.buffer, memory.length);
    const write = (size: number) => {
      for (let i = 0; i < 1024; i++) view.setUint32(8 * i + 4, size, true);
      return rig.say("fd_write", fd, 0, 1024, 0x10000);
    };
    expect([write(1 << 20), view.getUint32(0x10000, true), write(1 << 21)]).toEqual([0, 2 ** 30, "EINVAL"]);
  });

  it("is EBADF for what is not open", () => {
    const rig = new Rig();
    expect([rig.read(99), rig.write(99, "x"), rig.read(-1), rig.write(0, "x"), rig.read(1)]).toEqual([
      "<EBADF>",
      "EBADF",
      "<EBADF>",
      "EBADF",
      "<EBADF>",
    ]);
  });

  it("cannot seek in a pipe, nor use an offset", () => {
    const rig = new Rig();
    const [out, into] = rig.pipe();
    expect([
      rig.seek(out, 0n),
      rig.say("fd_pread", out, ...rig.iovec(0x70000, 1), 0n, RESULT),
      rig.say("fd_pwrite", into, ...rig.iovec(0x70000, 1), 0n, RESULT),
      rig.say("fd_pread", into, ...rig.iovec(0x70000, 1), 0n, RESULT),
      rig.seek(out, 0n, 9),
      rig.say("fd_sync", out),
      rig.say("fd_filestat_set_size", into, 0n),
      rig.say("fd_advise", out, 0n, 0n, 0),
      rig.say("path_open", out, 0, "x", 0, 2n, 0n, 0, RESULT),
    ]).toEqual(["ESPIPE", "ESPIPE", "ESPIPE", "ESPIPE", "EINVAL", "EINVAL", "EINVAL", "ESPIPE", "ENOTDIR"]);
  });

  it("reaches the host as it is", () => {
    const rig = new Rig();
    rig.write(1, "out");
    rig.write(2, "err");
    rig.bytes.fill(0);
    expect(rig.output.text).toEqual({ stdout: "out", stderr: "err" });
    expect(AT_FDCWD).toBe(-2);
  });
});

describe("what moves through a pipe is told where calls are watched", () => {
  const told = (rig: Rig) =>
    rig.events.flatMap((event) => {
      if (event.kind !== "transfer") return [];
      const { pid, what, name, from, to } = event;
      return [`${pid} ${what}s ${from}-${to} of ${name}`];
    });

  it("with the positions of its bytes, in the call that moves them", () => {
    const rig = new Rig({ watching: true });
    const [reader, writer] = rig.pipe();
    rig.write(writer, "hello");
    rig.read(reader, 2);
    rig.write(writer, "!");
    rig.read(reader);
    expect(told(rig)).toEqual([
      "2 writes 0-5 of pipe 1",
      "2 reads 0-2 of pipe 1",
      "2 writes 5-6 of pipe 1",
      "2 reads 2-6 of pipe 1",
    ]);
    expect(rig.events.map(({ kind }) => kind).slice(-3)).toEqual(["call", "transfer", "answer"]);
    const file = rig.process.descriptors.get(reader)?.file as OpenFile;
    const { ino } = (file.fd as PipeReader).node;
    expect(rig.events.find(({ kind }) => kind === "transfer")).toMatchObject({ inode: Number(ino) });
  });

  it("for each piece of a write that waits in the middle", () => {
    const rig = new Rig({ watching: true });
    const [reader, writer] = rig.pipe();
    rig.write(writer, "x".repeat(65_536 - 1000));
    rig.write(writer, "y".repeat(5000));
    rig.read(reader, 3000);
    expect(told(rig)).toEqual([
      "2 writes 0-64536 of pipe 1",
      "2 writes 64536-65536 of pipe 1",
      "2 reads 0-3000 of pipe 1",
    ]);
  });

  it("and not of files, ends and empty pipes, nor where nobody watches", () => {
    const rig = new Rig({ watching: true });
    const [reader, writer] = rig.pipe(4);
    const file = rig.create("/tmp/file");
    rig.write(file, "content");
    rig.read(reader);
    rig.call("fd_close", writer);
    rig.read(reader);
    expect(told(rig)).toEqual([]);
    const quiet = new Rig();
    quiet.write(quiet.pipe()[1], "hello");
    expect(quiet.events).toEqual([]);
  });
});
