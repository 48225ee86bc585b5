/**
 * What counts as synchronisation: the kernel calls these where it is. Each is a look at a field where nobody looks for races.
 *
 *     what is done                                 is known to                                  until now, as to
 *     fork                                         the child                                    all of the parent
 *     the end of a process                         who waits for it
 *     a write to a pipe or file, closing a pipe    who reads from it                            all that was written
 *     a read that made room in a pipe              who writes what would not have fitted
 *     giving up a lock                             who takes one on the same file               any of its bytes
 *     a change of a word (semaphores, mutexes)     who waits for it, or changes it
 *     an atomic write                              an atomic read at the same address
 *     a signal                                     its handler, and who waits for it            any signal of the process
 *     the end of a vfork                           the parent
 */
import type { Fd } from "@bjorn3/browser_wasi_shim";
import type { Pid } from "../../abi/ids.ts";
import type { SharedObject } from "../../image/shared-object.ts";
import type { FileNode } from "../files/node.ts";
import { Pipe } from "../files/pipe.ts";
import type { OpenFile } from "../open-file.ts";
import type { Process } from "../process.ts";
import type { World } from "../world.ts";
import type { Races } from "./races.ts";

const dataOf = (node: FileNode) => `data ${node.device}:${node.ino}`;
const roomOf = (node: FileNode) => `room ${node.device}:${node.ino}`;
const locksOf = (node: FileNode) => `locks ${node.device}:${node.ino}`;
const signalsOf = (pid: Pid) => `signals ${pid}`;
const stopsOf = (pid: Pid) => `stops ${pid}`;
const endsOf = (parent: Pid) => `ends ${parent}`;

function nodeOf(fd: Fd): FileNode | undefined {
  return "node" in fd ? (fd.node as FileNode) : undefined;
}

export function hasWritten({ races }: World, { pid }: Process, { fd, name }: OpenFile): void {
  const node = races && nodeOf(fd);
  if (races === undefined || node === undefined) return;
  if (node instanceof Pipe && node.bytesWritten > node.capacity) races.order.acquire(pid, roomOf(node), name);
  races.order.release(pid, dataOf(node));
}

export function hasRead({ races }: World, { pid }: Process, { fd, name }: OpenFile): void {
  const node = races && nodeOf(fd);
  if (races === undefined || node === undefined) return;
  races.order.acquire(pid, dataOf(node), name);
  if (node instanceof Pipe) races.order.release(pid, roomOf(node));
}

/** A process closes a descriptor: who sees the end of a pipe knows, and who takes a lock that goes with it. */
export function closes(races: Races | undefined, pid: Pid, fd: Fd): void {
  const node = races && nodeOf(fd);
  if (races === undefined || node === undefined) return;
  races.order.release(pid, locksOf(node));
  if (!(node instanceof Pipe)) return;
  races.order.release(pid, dataOf(node));
  races.order.release(pid, roomOf(node));
}

export function unlocks({ races }: World, pid: Pid, node: FileNode): void {
  races?.order.release(pid, locksOf(node));
}

export function hasLocked({ races }: World, { pid }: Process, node: FileNode, name: string): void {
  races?.order.acquire(pid, locksOf(node), `a lock on ${name}`);
}

/** A word was waited for, and changed if `changes`. */
export function hasWord({ races }: World, { pid }: Process, object: SharedObject, at: number, changes: boolean): void {
  if (races === undefined) return;
  const channel = `word ${races.numberOf(object)} ${at}`;
  races.order.acquire(pid, channel, "a semaphore or mutex");
  if (changes) races.order.release(pid, channel);
}

export function hasSent({ races }: World, from: Pid, target: Process): void {
  if (from !== 0) races?.order.release(from, signalsOf(target.pid));
}

export function hasSignal({ races }: World, { pid }: Process): void {
  races?.order.acquire(pid, signalsOf(pid), "a signal");
}

/** It stops or goes on, and its parent may hear. */
export function changesState({ races }: World, { pid }: Process): void {
  races?.order.release(pid, stopsOf(pid));
}

export function ends({ races }: World, { pid, parent }: Process): void {
  races?.order.release(pid, endsOf(parent));
}

/** A parent has heard of a child: that it has ended, or only what it did before it stopped or went on. */
export function hasHeard({ races }: World, { pid }: Process, child: Process): void {
  if (child.state.kind === "zombie") races?.order.tell(child.pid, pid, `the end of process ${child.pid}`);
  else races?.order.acquire(pid, stopsOf(child.pid), `a stop of process ${child.pid}`);
}

/** No children are left. */
export function hasHeardOfAll({ races }: World, { pid }: Process): void {
  races?.order.acquire(pid, endsOf(pid), "the end of all children");
}
