/**
 * A guest's descriptor n is the host's n + FIRST: below are Node's own. So the host's kernel keeps the guest's table, finds the
 * lowest free number, and closes what is to be closed at `exec`.
 */
import type { HostCalls } from "./addon.ts";

/** Node needs some thirty. */
export const FIRST = 64;

/** `fcntl` of Linux and macOS alike. */
const F_DUPFD = 0;
const F_DUPFD_CLOEXEC = process.platform === "darwin" ? 67 : 1030;

/** The host's number of a guest's descriptor; what is none stays none. */
export function hostFd(fd: number): number {
  return fd < 0 ? -1 : fd + FIRST;
}

/** Moves a descriptor that the host has just made to where the guest's are; answers the guest's number, or minus the host's errno. */
export function adopt(host: HostCalls, fd: number, closesAtExec: boolean): number {
  if (fd < 0) return fd;
  const moved = host.fcntl(fd, closesAtExec ? F_DUPFD_CLOEXEC : F_DUPFD, FIRST);
  host.close(fd);
  return moved < 0 ? moved : moved - FIRST;
}
