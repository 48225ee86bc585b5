/** Moves the guest's descriptors to where a program of the host's own looks for them. */
import { readdirSync } from "node:fs";
import { FD_CLOEXEC } from "../../abi/flags.ts";
import { FIRST } from "./descriptors.ts";
import { HostFcntl, HostOpen } from "./host-flags.ts";
import type { NativeProcess } from "./native-process.ts";

/**
 * Node's own are lost, and not missed: it waits for nothing while a guest runs. Locks of the process on what is moved are lost, too,
 * as where one of several descriptors of a file is closed. Answers what puts all back.
 */
export function moveDown(process: NativeProcess): () => void {
  const { host, low } = process;
  const moved = readdirSync("/dev/fd")
    .map((name) => ({ fd: Number(name), flags: host.fcntl(Number(name), HostFcntl.F_GETFD, 0) }))
    .filter(({ fd, flags }) => fd >= FIRST && flags >= 0)
    .sort((one, other) => one.fd - other.fd);
  const last = moved.at(-1)?.fd ?? FIRST;
  if (process.borrowed !== undefined) {
    process.borrowed = host.fcntl(process.borrowed, HostFcntl.F_DUPFD_CLOEXEC, last + 1); // until `exec` the parent waits
  }
  for (const { fd, flags } of moved) {
    host.dup3(fd, fd - FIRST, openFlags(flags));
    host.fcntl(fd, HostFcntl.F_SETFD, FD_CLOEXEC); // a higher one may take its number
  }
  return () => {
    const were = new Set(moved.map(({ fd }) => fd));
    for (const { fd, flags } of moved.reverse()) {
      host.dup3(fd - FIRST, fd, openFlags(flags));
      if (!were.has(fd - FIRST)) host.close(fd - FIRST);
    }
    low.occupy();
  };
}

function openFlags(flags: number): number {
  return (flags & FD_CLOEXEC) !== 0 ? HostOpen.O_CLOEXEC : 0;
}
