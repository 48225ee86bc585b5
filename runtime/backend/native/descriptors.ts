/**
 * A guest's descriptor n is the host's n + FIRST: below are Node's own, and none is free there (`LowDescriptors`). So the host's
 * kernel keeps the guest's table: what it opens gets the guest's lowest free number, and `exec` closes what is to be closed.
 */
import { AT_FDCWD } from "../../abi/flags.ts";
import { HostAt } from "./host-flags.ts";

/** Node needs some thirty. */
export const FIRST = 64;
/** Where a program is open that `exec` has found; `LOG_FD` is the next. */
export const PROGRAM_FD = FIRST - 2;

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
