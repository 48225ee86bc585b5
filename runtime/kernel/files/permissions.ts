/**
 * Who may do what with a file: nine bits for its owner, its group and everybody else (POSIX.1-2024 4.7, File Access
 * Permissions), and who may change them (chmod, chown).
 */
import { Errno } from "../../abi/errno.ts";
import { MODE_MASK, R_OK, S_ISGID, S_ISUID, S_ISVTX, W_OK, X_OK } from "../../abi/mode.ts";
import type { DirectoryNode, FileNode } from "./node.ts";

export interface Permissions {
  /** The bits of MODE_MASK. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

/** Who asks: a process, as files see it. */
export interface Subject {
  readonly uid: number;
  readonly gid: number;
  /** Supplementary groups. */
  readonly groups: readonly number[];
}

const ROOT = 0;
const ANY_EXECUTE = 0o111;

/** The user that guests run as, and whose all files are that the world begins with. */
export const USER: Subject = { uid: 1000, gid: 1000, groups: [] };

/** The user's own, with this mode. */
export function owned(mode: number, { uid, gid }: Subject = USER): Permissions {
  return { mode, uid, gid };
}

/** May somebody do all of this (R_OK, W_OK, X_OK) with a file? Only the first of owner, group and others counts. */
export function may(subject: Subject, node: FileNode, wanted: number): boolean {
  const { mode, uid, gid } = node.permissions;
  if (subject.uid === ROOT) {
    return (wanted & X_OK) === 0 || node.kind === "directory" || (mode & ANY_EXECUTE) !== 0;
  }
  const shift = subject.uid === uid ? 6 : isMember(subject, gid) ? 3 : 0;
  return ((mode >> shift) & wanted) === wanted;
}

/** May somebody open a file this way? */
export function mayOpen(subject: Subject, node: FileNode, access: { read: boolean; write: boolean }): boolean {
  return may(subject, node, (access.read ? R_OK : 0) | (access.write ? W_OK : 0));
}

/**
 * Why somebody may not enter a name into a directory, or take `victim`'s away; 0 if they may.
 *
 * - EACCES  the directory may not be written and searched
 * - EPERM   its sticky bit is set, and neither it nor the file is theirs
 */
export function refuseChange(subject: Subject, directory: DirectoryNode, victim?: FileNode): number {
  if (!may(subject, directory, W_OK | X_OK)) return -Errno.EACCES;
  if (victim === undefined || (directory.permissions.mode & S_ISVTX) === 0) return 0;
  return mayChange(subject, victim) || mayChange(subject, directory) ? 0 : -Errno.EPERM;
}

/** What a new file has: the mode without the umask's bits, its maker as owner; the group that a set-group-ID directory has. */
export function permissionsOfNew(
  subject: Subject,
  directory: DirectoryNode,
  mode: number,
  umask: number,
  isDirectory = false,
): Permissions {
  const made = mode & MODE_MASK & ~umask;
  const from = directory.permissions;
  if ((from.mode & S_ISGID) === 0) return { mode: made, uid: subject.uid, gid: subject.gid };
  return { mode: isDirectory ? made | S_ISGID : made, uid: subject.uid, gid: from.gid };
}

/** POSIX.1-2024 chmod: EPERM for who does not own the file; ENOTSUP for a symbolic link itself (Linux). */
export function changeMode(subject: Subject, node: FileNode, mode: number): number {
  if (node.kind === "symbolic link") return -Errno.ENOTSUP;
  if (!mayChange(subject, node)) return -Errno.EPERM;
  const { uid, gid } = node.permissions;
  const foreign = subject.uid !== ROOT && node.kind !== "directory" && !isMember(subject, gid);
  return node.setPermissions({ mode: mode & MODE_MASK & (foreign ? ~S_ISGID : -1), uid, gid });
}

/**
 * POSIX.1-2024 chown; -1 leaves an owner alone.
 *
 * - EPERM  the file is somebody else's, or it is given away, or to a group that its owner is not in: only root may (Linux)
 */
export function changeOwner(subject: Subject, node: FileNode, uid: number, gid: number): number {
  const before = node.permissions;
  const after = { uid: uid === -1 ? before.uid : uid >>> 0, gid: gid === -1 ? before.gid : gid >>> 0 };
  if (subject.uid !== ROOT && (uid !== -1 || gid !== -1)) {
    if (subject.uid !== before.uid || after.uid !== before.uid) return -Errno.EPERM;
    if (after.gid !== before.gid && !isMember(subject, after.gid)) return -Errno.EPERM;
  }
  let { mode } = before;
  if (node.kind !== "directory") {
    mode &= ~S_ISUID;
    if ((mode & 0o010) !== 0) mode &= ~S_ISGID; // without it, the bit means mandatory locking
  }
  return node.setPermissions({ mode, ...after });
}

function mayChange(subject: Subject, node: FileNode): boolean {
  return subject.uid === ROOT || subject.uid === node.permissions.uid;
}

function isMember(subject: Subject, gid: number): boolean {
  return subject.gid === gid || subject.groups.includes(gid);
}
