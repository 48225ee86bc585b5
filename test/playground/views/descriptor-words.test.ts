import { describe, expect, it } from "vitest";
import {
  count,
  describeEnds,
  describeInode,
  describeLock,
  whatIfAlone,
} from "../../../playground/views/descriptor-words.ts";
import type { InodeScene, LockScene } from "../../../runtime/index.ts";
import { pipeInode } from "./scene-for-tests.ts";

type Pipe = Extract<InodeScene, { kind: "pipe" }>;
const pipe = (rest: Partial<Pipe>) => ({ id: 1, ...pipeInode("pipe 1", rest) }) as Pipe;

describe("a pipe", () => {
  it.each([
    [{ unread: 28 }, "28 of 65,536 bytes", "1 reader, 1 writer", undefined],
    [{ unread: 28, writers: 0 }, "28 of 65,536 bytes", "1 reader, no writer", "then end of file"],
    [{ readers: 2, writers: 0 }, "0 of 65,536 bytes", "2 readers, no writer", "readers get end of file"],
    [{ readers: 0 }, "0 of 65,536 bytes", "no reader, 1 writer", "writers get SIGPIPE"],
  ])("%j", (rest, bytes, ends, alone) => {
    expect([describeInode(pipe(rest)), describeEnds(pipe(rest)), whatIfAlone(pipe(rest))]).toEqual([
      bytes,
      ends,
      alone,
    ]);
  });
});

describe("describeInode", () => {
  it.each([
    [{ kind: "file", size: 1, locks: [] }, "1 byte"],
    [{ kind: "terminal", foreground: 3, unread: 0 }, "group 3 in the foreground"],
    [{ kind: "terminal", foreground: undefined, unread: 0 }, "no group in the foreground"],
    [{ kind: "stream", unread: 5 }, "5 bytes unread"],
    [{ kind: "directory" }, ""],
  ] as const)("%j: %s", (inode, text) => {
    expect(describeInode({ id: 1, name: "it", ...inode })).toBe(text);
  });
});

describe("describeLock", () => {
  const lock: LockScene = { kind: "write", call: "fcntl", by: 3, owner: { pid: 3 }, from: 0, to: undefined };
  it.each([
    [{}, "write lock of 3 (fcntl), the whole file"],
    [{ from: 4 }, "write lock of 3 (fcntl), from byte 4"],
    [{ from: 4, to: 8, kind: "read" }, "read lock of 3 (fcntl), bytes 4 to 7"],
    [{ call: "flock", owner: { openFile: 7 } }, "write lock of open file #7, taken by 3 (flock), the whole file"],
  ] as const)("%j: %s", (rest, text) => {
    expect(describeLock({ ...lock, ...rest })).toBe(text);
  });
});

describe("count", () => {
  it.each([
    [0, "page", "0 pages"],
    [1, "page", "1 page"],
    [1024, "page", "1,024 pages"],
    [0, "writer", "no writer"],
  ])("%i %s: %s", (number, what, text) => {
    expect(count(number, what)).toBe(text);
  });
});
