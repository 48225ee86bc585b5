/** What there is to see of an inode. */
import type { Fd } from "@bjorn3/browser_wasi_shim";
import type { FileLocks } from "../../kernel/files/file-locks.ts";
import { HostNode } from "../../kernel/files/host-node.ts";
import { StreamNode } from "../../kernel/files/host-stream.ts";
import type { FileNode } from "../../kernel/files/node.ts";
import { Pipe } from "../../kernel/files/pipe.ts";
import { LAST_BYTE, type LockOwner } from "../../kernel/files/record-locks.ts";
import { TerminalFd } from "../../kernel/files/terminal-fd.ts";
import { asWaitable, type OpenFile } from "../../kernel/open-file.ts";
import { nodeOf } from "../../kernel/syscalls/status-calls.ts";
import type { InodeScene, LockScene } from "./scene.ts";

/** So much of a pipe's content is shown. */
const SHOWN = 64;

/** The inode that an open file stands on. */
export function inodeScene({ fd, name }: OpenFile, locks: FileLocks): InodeScene {
  const node = nodeOf(fd);
  const id = inodeId(node);
  if (node instanceof Pipe) return pipeScene(id, node);
  if (node instanceof StreamNode) return { id, name, kind: "stream", unread: unreadOf(fd) };
  if (fd instanceof TerminalFd) {
    return { id, name, kind: "terminal", foreground: fd.terminal.foreground, unread: unreadOf(fd) };
  }
  if (node.kind === "directory") return { id, name, kind: "directory" };
  if (node.kind !== "file") return { id, name, kind: "device" };
  return { id, name, kind: "file", size: sizeOf(node), locks: locksOf(node, locks) };
}

/** No two inodes that can be opened have the same number, of whatever device they are: the world counts them together. */
export function inodeId(node: FileNode): number {
  return Number(node.ino);
}

function pipeScene(id: number, pipe: Pipe): InodeScene {
  const { name, readers, writers, fill, capacity, bytesWritten, bytesRead } = pipe;
  const content = pipe.peek(SHOWN);
  return { id, name, kind: "pipe", readers, writers, unread: fill, capacity, bytesWritten, bytesRead, content };
}

function unreadOf(fd: Fd): number {
  return asWaitable(fd)?.bytesToRead?.() ?? 0;
}

/** Of a file of the host, what it said when it was last asked: to look changes nothing. */
function sizeOf(node: FileNode): number {
  return Number(node instanceof HostNode ? node.known.size : node.stat().size);
}

function locksOf(node: FileNode, locks: FileLocks): LockScene[] {
  const locked = locks.find(node);
  if (locked === undefined) return [];
  const records = locked.records.list().map(
    ({ owner, by, exclusive, first, last }): LockScene => ({
      kind: exclusive ? "write" : "read",
      call: "fcntl",
      by,
      owner: ownerScene(owner),
      from: Number(first),
      to: last === LAST_BYTE ? undefined : Number(last) + 1,
    }),
  );
  const whole = [...locked.whole].map(
    ([file, { by, exclusive }]): LockScene => ({
      kind: exclusive ? "write" : "read",
      call: "flock",
      by,
      owner: ownerScene(file),
      from: 0,
      to: undefined,
    }),
  );
  return [...records, ...whole];
}

function ownerScene(owner: LockOwner): LockScene["owner"] {
  return typeof owner === "number" ? { pid: owner } : { openFile: owner.id };
}
