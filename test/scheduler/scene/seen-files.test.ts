import { describe, expect, it } from "vitest";
import { FD_CLOEXEC } from "../../../runtime/abi/flags.ts";
import { sceneOf } from "../../../runtime/scheduler/scene/scene-of.ts";
import { Rig } from "../../kernel/rig.ts";

/** "3 -> 5 pipe 1 (read end)": descriptors of a process, with the open file that each names. */
function rows(rig: Rig, pid = rig.process.pid): string[] {
  const { processes, openFiles } = sceneOf(rig.world);
  const descriptors = processes.find((process) => process.pid === pid)?.descriptors ?? [];
  return descriptors.map(({ fd, openFile }) => {
    const file = openFiles.find(({ id }) => id === openFile);
    return `${fd} ${file?.name} (${file?.references})`;
  });
}

describe("three layers:", () => {
  it("descriptors that were copied by dup and fork name one open file", () => {
    const rig = new Rig();
    rig.create("/tmp/file");
    rig.call("dup", 4);
    expect(rows(rig).slice(-2)).toEqual(["4 /tmp/file (2)", "5 /tmp/file (2)"]);
    const child = rig.fork();
    expect(rows(rig, child.pid)).toEqual(rows(rig));
    expect(rows(rig).at(-1)).toBe("5 /tmp/file (4)");
    expect(sceneOf(rig.world).openFiles.filter(({ name }) => name === "/tmp/file")).toHaveLength(1);
  });

  it("open files of one file share its inode, and have offsets of their own", () => {
    const rig = new Rig();
    const one = rig.create("/tmp/file");
    rig.write(one, "content");
    const other = rig.open("/tmp/file") as number;
    rig.read(other, 3);
    const { openFiles, inodes } = sceneOf(rig.world);
    const files = openFiles.filter(({ name }) => name === "/tmp/file");
    expect(files.map(({ offset }) => offset)).toEqual([7, 3]);
    expect(files[0]?.id).not.toBe(files[1]?.id);
    expect(files[0]?.inode).toBe(files[1]?.inode);
    expect(inodes.filter(({ id }) => id === files[0]?.inode)).toMatchObject([{ kind: "file", size: 7, locks: [] }]);
  });

  it("an open file keeps its id when others are closed and opened", () => {
    const rig = new Rig();
    const [one, other] = [rig.create("/tmp/one"), rig.create("/tmp/other")];
    const idOf = (name: string) => sceneOf(rig.world).openFiles.find((file) => file.name === name)?.id;
    const before = idOf("/tmp/other");
    rig.call("fd_close", one);
    rig.create("/tmp/third");
    expect(idOf("/tmp/other")).toBe(before);
    expect(new Set(sceneOf(rig.world).openFiles.map(({ id }) => id)).size).toBe(sceneOf(rig.world).openFiles.length);
    expect(other).toBe(5);
  });
});

it("flags are told as C names them, those of descriptors as what they do", () => {
  const rig = new Rig();
  rig.process.descriptors.close(3);
  const flags = (fd: number) => {
    const { processes, openFiles } = sceneOf(rig.world);
    const descriptor = processes[0]?.descriptors.find((one) => one.fd === fd);
    return openFiles.find(({ id }) => id === descriptor?.openFile)?.flags;
  };
  const [reader, writer] = rig.pipe(4);
  expect([flags(reader), flags(writer)]).toEqual([
    ["O_RDONLY", "O_NONBLOCK"],
    ["O_WRONLY", "O_NONBLOCK"],
  ]);
  rig.create("/tmp/file");
  const appending = rig.open("/tmp/file", { write: true, fdflags: 1 }) as number;
  expect(flags(appending)).toEqual(["O_RDWR", "O_APPEND"]);
  (rig.process.descriptors.get(reader) as { flags: number }).flags = FD_CLOEXEC;
  expect(sceneOf(rig.world).processes[0]?.descriptors.find(({ fd }) => fd === reader)).toMatchObject({
    closeOnExec: true,
    closeOnFork: false,
  });
});
