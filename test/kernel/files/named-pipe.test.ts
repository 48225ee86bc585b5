import { describe, expect, it } from "vitest";
import { AT_FDCWD, O_NONBLOCK, POLLHUP, POLLIN } from "../../../runtime/abi/flags.ts";
import { S_IFIFO } from "../../../runtime/abi/mode.ts";
import { endProcess } from "../../../runtime/kernel/exit.ts";
import type { Process } from "../../../runtime/kernel/process.ts";
import { copyGraph } from "../../../runtime/kernel/snapshot.ts";
import { Rig } from "../rig.ts";

const READ = {};
const WRITE = { read: false, write: true };
const POLLED = 0x70000;

function setUp() {
  const rig = new Rig();
  expect(rig.say("mknodat", AT_FDCWD, "/tmp/p", S_IFIFO | 0o644)).toBe(0);
  return { rig, child: rig.fork() };
}

const waitsOn = (process: Process) =>
  process.state.kind === "waiting" ? process.state.on.map(({ name }) => name) : [];

function events(rig: Rig, fd: number): number {
  rig.view.setInt32(POLLED, fd, true);
  rig.view.setInt16(POLLED + 4, POLLIN, true);
  rig.say("poll", POLLED, 1, 0);
  return rig.view.getUint16(POLLED + 6, true);
}

describe("NamedPipe", () => {
  it("lets a reader wait for a writer, and then both have it", () => {
    const { rig, child } = setUp();
    expect(rig.as(child, () => rig.open("/tmp/p", READ))).toBe("WAIT");
    expect(waitsOn(child)).toEqual(["somebody to open /tmp/p for writing"]);
    const writer = rig.open("/tmp/p", WRITE) as number;
    expect(rig.write(writer, "hello")).toBe(5);
    const reader = rig.as(child, () => rig.open("/tmp/p", READ)) as number;
    expect(rig.as(child, () => rig.read(reader))).toBe("hello");
  });

  it("lets a writer wait for a reader", () => {
    const { rig, child } = setUp();
    expect(rig.as(child, () => rig.open("/tmp/p", WRITE))).toBe("WAIT");
    expect(waitsOn(child)).toEqual(["somebody to open /tmp/p for reading"]);
    const reader = rig.open("/tmp/p", READ) as number;
    expect(rig.read(reader)).toBe("<WAIT>");
    const writer = rig.as(child, () => rig.open("/tmp/p", WRITE)) as number;
    rig.as(child, () => rig.write(writer, "x"));
    expect(rig.read(reader)).toBe("x");
    expect(rig.process.descriptors.get(reader)?.file.name).toBe("/tmp/p");
  });

  it("is open to who waited though the other has closed it again, and its name has gone", () => {
    const { rig, child } = setUp();
    rig.as(child, () => rig.open("/tmp/p", READ));
    rig.call("fd_close", rig.open("/tmp/p", WRITE) as number);
    rig.call("path_unlink_file", AT_FDCWD, "/tmp/p");
    const reader = rig.as(child, () => rig.open("/tmp/p", READ)) as number;
    expect(rig.as(child, () => rig.read(reader))).toBe("");
  });

  it("is closed again when who waited ends before it could have it", () => {
    const { rig, child } = setUp();
    rig.as(child, () => rig.open("/tmp/p", READ));
    const writer = rig.open("/tmp/p", WRITE) as number;
    endProcess(rig.kernel, child, { code: 0 });
    rig.process.signals.dispositions = rig.process.signals.dispositions.with(13, { handler: 1, flags: 0, mask: 0n });
    expect(rig.write(writer, "x")).toBe("EPIPE");
  });

  it("does not wait with O_NONBLOCK: ENXIO for a writer, and no end of file for a reader before a writer has come", () => {
    const { rig } = setUp();
    expect(rig.open("/tmp/p", { ...WRITE, fdflags: O_NONBLOCK })).toBe("ENXIO");
    const reader = rig.open("/tmp/p", { fdflags: O_NONBLOCK }) as number;
    expect([rig.read(reader), events(rig, reader)]).toEqual(["", 0]);
    const writer = rig.open("/tmp/p", { ...WRITE, fdflags: O_NONBLOCK }) as number;
    expect([rig.read(reader), events(rig, reader)]).toEqual(["<EAGAIN>", 0]);
    rig.call("fd_close", writer);
    expect([rig.read(reader), events(rig, reader)]).toEqual(["", POLLHUP]);
  });

  it("never waits and never ends for who opens both ends at once", () => {
    const { rig } = setUp();
    const both = rig.open("/tmp/p", { write: true }) as number;
    expect([rig.read(both), rig.write(both, "x"), rig.read(both), events(rig, both)]).toEqual(["<WAIT>", 1, "x", 0]);
  });

  it("forgets what nobody has read when nobody has it open", () => {
    const { rig } = setUp();
    const reader = rig.open("/tmp/p", { fdflags: O_NONBLOCK }) as number;
    const writer = rig.open("/tmp/p", WRITE) as number;
    rig.write(writer, "lost");
    for (const fd of [reader, writer]) rig.call("fd_close", fd);
    expect(rig.read(rig.open("/tmp/p", { write: true, fdflags: O_NONBLOCK }) as number)).toBe("<EAGAIN>");
  });

  it("is data: a copy of the world has the end that somebody waits for", () => {
    const { rig, child } = setUp();
    rig.as(child, () => rig.open("/tmp/p", READ));
    rig.open("/tmp/p", WRITE);
    expect(copyGraph(rig.world).processes.get(child.pid)?.opened).toBeDefined();
  });
});
