/**
 * A guest's descriptor n is the host's n + FIRST: below are Node's own, and none is free there. So the host's kernel keeps the
 * guest's table: what it opens gets the guest's lowest free number, and `exec` closes what is to be closed.
 */
import { openSync, readdirSync } from "node:fs";
import { AT_FDCWD, FD_CLOEXEC } from "../../abi/flags.ts";
import type { HostCalls } from "./addon.ts";
import { HostAt, HostFcntl, HostOpen } from "./host-flags.ts";

/** Node needs some thirty. */
export const FIRST = 64;

/** The host's number of a guest's descriptor; what is none stays none. */
export function hostFd(fd: number): number {
  return fd < 0 ? -1 : fd + FIRST;
}

/** As `hostFd`, for the directory that a path begins at. */
export function hostDirectory(fd: number): number {
  return fd === AT_FDCWD ? HostAt.AT_FDCWD : hostFd(fd);
}

/** The guest's number of a descriptor that the host has made; minus the host's errno stays that. */
export function guestFd(answer: number): number {
  return answer < 0 ? answer : answer - FIRST;
}

/** Takes all descriptors below the guest's, and has them closed at `exec`. To be called before the guest begins. */
export function occupyLow(host: HostCalls): void {
  const nothing = openSync("/dev/null", "r+");
  for (let fd = 0; fd < FIRST; fd++) {
    if (host.fcntl(fd, HostFcntl.F_GETFD, 0) < 0) host.dup3(nothing, fd, HostOpen.O_CLOEXEC);
    else host.fcntl(fd, HostFcntl.F_SETFD, FD_CLOEXEC);
  }
  if (nothing >= FIRST) host.close(nothing); // all were taken
}

/**
 * Moves the guest's descriptors to where a program of the host's own looks for them. Node's are lost, and not missed: it waits for
 * nothing while a guest runs. Answers what puts all back.
 */
export function moveDown(host: HostCalls): () => void {
  const moved = readdirSync("/dev/fd")
    .map(Number)
    .filter((fd) => fd >= FIRST)
    .sort((one, other) => one - other)
    .map((fd) => ({ fd, flags: host.fcntl(fd, HostFcntl.F_GETFD, 0) }))
    .filter(({ flags }) => flags >= 0);
  const descriptorFlags = (flags: number): number => ((flags & FD_CLOEXEC) !== 0 ? HostOpen.O_CLOEXEC : 0);
  for (const { fd, flags } of moved) {
    host.dup3(fd, fd - FIRST, descriptorFlags(flags));
    host.fcntl(fd, HostFcntl.F_SETFD, FD_CLOEXEC); // a higher one may take its number
  }
  return () => {
    for (const { fd, flags } of [...moved].reverse()) {
      host.dup3(fd - FIRST, fd, descriptorFlags(flags));
      if (!moved.some((other) => other.fd === fd - FIRST)) host.close(fd - FIRST);
    }
    occupyLow(host);
  };
}
