import { describe, expect, it } from "vitest";
import type { InodeScene } from "../../../runtime/scheduler/scene/scene.ts";
import { sceneOf } from "../../../runtime/scheduler/scene/scene-of.ts";
import { Rig } from "../../kernel/rig.ts";

const inodes = (rig: Rig, kind: InodeScene["kind"]) => sceneOf(rig.world).inodes.filter((inode) => inode.kind === kind);

describe("of an inode is seen", () => {
  it("what is in a pipe, who has its ends, and how far it was written and read", () => {
    const rig = new Rig();
    const [reader, writer] = rig.pipe();
    rig.write(writer, "hello");
    rig.read(reader, 2);
    expect(inodes(rig, "pipe")).toEqual([
      {
        id: expect.any(Number),
        name: "pipe 1",
        kind: "pipe",
        readers: 1,
        writers: 1,
        unread: 3,
        capacity: 65536,
        bytesWritten: 5,
        bytesRead: 2,
        content: new TextEncoder().encode("llo"),
      },
    ]);
  });

  it("the first 64 bytes of a pipe, also where its ring begins anew", () => {
    const rig = new Rig();
    const [reader, writer] = rig.pipe();
    rig.write(writer, "x".repeat(500));
    rig.read(reader, 490);
    rig.write(writer, "y".repeat(200));
    expect(inodes(rig, "pipe")).toMatchObject([
      { unread: 210, content: new TextEncoder().encode("x".repeat(10) + "y".repeat(54)) },
    ]);
  });

  it("which of its bytes are locked, and by whom", () => {
    const rig = new Rig();
    const fd = rig.create("/tmp/file");
    rig.call("flock", fd, 2);
    const { pid } = rig.process;
    const id = sceneOf(rig.world).openFiles.find(({ name }) => name === "/tmp/file")?.id;
    expect(inodes(rig, "file")).toMatchObject([
      {
        locks: [{ kind: "write", call: "flock", by: pid, owner: { openFile: id }, from: 0, to: undefined }],
      },
    ]);
  });

  it("that it is a directory, a device or a stream of the host's", () => {
    const rig = new Rig();
    rig.open("/dev/null");
    const kinds = sceneOf(rig.world).inodes.map(({ name, kind }) => `${name}: ${kind}`);
    expect(kinds).toEqual([
      "standard input: stream",
      "standard output: stream",
      "standard error: stream",
      "/: directory",
      "/dev/null: device",
    ]);
    rig.world.input.push(new Uint8Array(9));
    expect(inodes(rig, "stream").map((inode) => inode.kind === "stream" && inode.unread)).toEqual([9, 0, 0]);
  });
});
