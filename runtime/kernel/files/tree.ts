/**
 * What can be done to names: made, linked, moved, removed. Here are the rules of POSIX that hold for every file system;
 * the directories themselves only carry out. Everything answers 0 or -errno, and does nothing when it fails.
 */
import { type Fd, wasi } from "@bjorn3/browser_wasi_shim";
import { Errno } from "../../abi/errno.ts";
import {
  type DirectoryNode,
  type Entry,
  type FileNode,
  isDirectory,
  isSymbolicLink,
  type OpenOptions,
} from "./node.ts";
import { mayOpen, type Permissions, permissionsOfNew, refuseChange, type Subject } from "./permissions.ts";

/** Where a path leads. */
export interface Location {
  /** The directory that has, or would have, the name. */
  readonly directory: DirectoryNode;
  /** The last name of the path; `.`, `..` or `/` where it ends so, and then `directory` and `node` are the same. */
  readonly name: string;
  /** What has the name, if anything. */
  readonly node: FileNode | undefined;
  /** The path ends in `/`: only a directory will do. */
  readonly slash: boolean;
  /** Who looks. */
  readonly subject: Subject;
}

/** The mode that somebody gives to what is made, and their umask. */
export interface Making {
  readonly mode: number;
  readonly umask: number;
}

/** What somebody wants to do with what they open, and who waits for it. */
export type Access = Omit<OpenOptions, "truncate">;

function ofNew(at: Location, { mode, umask }: Making, isDirectory = false): Permissions {
  return permissionsOfNew(at.subject, at.directory, mode, umask, isDirectory);
}

/** What a name of a directory means: what is mounted there, or the directory's own; -ENOENT if nothing. */
export function lookUp(directory: DirectoryNode, name: string): FileNode | number {
  return directory.mounts?.get(name) ?? directory.find(name);
}

/**
 * All that a directory shows: `.`, `..`, its own entries in their order, then mounts in theirs. Nothing once it has been
 * removed, `.` and `..` included (POSIX.1-2024 rmdir).
 */
export function listDirectory(directory: DirectoryNode): Entry[] | number {
  if (directory.removed) return [];
  const own = directory.list();
  if (typeof own === "number") return own;
  const { mounts } = directory;
  return [
    { name: ".", ino: directory.ino, type: wasi.FILETYPE_DIRECTORY },
    { name: "..", ino: (directory.container ?? directory).ino, type: wasi.FILETYPE_DIRECTORY },
    ...own.filter((entry) => mounts?.has(entry.name) !== true),
    ...Array.from(mounts ?? [], ([name, node]) => ({ name, ino: node.ino, type: node.stat().filetype })),
  ];
}

/** Shows a node under a name of a directory, whatever else has that name. */
export function mount(directory: DirectoryNode, name: string, node: FileNode): void {
  directory.mounts ??= new Map();
  directory.mounts.set(name, node);
  if (!isDirectory(node)) return;
  node.container = directory;
  node.label = name;
}

/**
 * Opens what a path leads to, making it first if asked (POSIX.1-2024 open); its maker may open it whatever its mode.
 *
 * - EACCES   its permissions, or those of the directory in which it is to be made
 * - EEXIST   OFLAGS_EXCL, and something has the name
 * - EISDIR   a directory is to be written, or a name that ends in `/` to be made
 * - ELOOP    a symbolic link that was not to be followed
 * - ENOTDIR  OFLAGS_DIRECTORY or a `/` at the end, and it is none
 */
export function openAt(at: Location, oflags: number, access: Access, making: Making): Fd | number {
  const create = (oflags & wasi.OFLAGS_CREAT) !== 0;
  const directoryWanted = (oflags & wasi.OFLAGS_DIRECTORY) !== 0;
  const truncate = (oflags & wasi.OFLAGS_TRUNC) !== 0;
  const { node } = at;
  if (node === undefined) {
    if (!create) return -Errno.ENOENT;
    if (directoryWanted) return -Errno.EINVAL;
    if (at.slash) return -Errno.EISDIR;
    if (at.directory.removed) return -Errno.ENOENT;
    const refusal = refuseChange(at.subject, at.directory);
    if (refusal !== 0) return refusal;
    const made = at.directory.createFile(at.name, ofNew(at, making));
    return typeof made === "number" ? made : made.open({ ...access, truncate });
  } else if (create && (oflags & wasi.OFLAGS_EXCL) !== 0) return -Errno.EEXIST;
  if (isSymbolicLink(node)) return directoryWanted ? -Errno.ENOTDIR : -Errno.ELOOP;
  if (isDirectory(node)) {
    if (access.write || create || truncate) return -Errno.EISDIR;
  } else if (directoryWanted || at.slash) return -Errno.ENOTDIR;
  if (!mayOpen(at.subject, node, { read: access.read, write: access.write || truncate })) return -Errno.EACCES;
  return node.open({ ...access, truncate });
}

/** POSIX.1-2024 mkdir. */
export function makeDirectory(at: Location, making: Making): number {
  if (at.node !== undefined) return -Errno.EEXIST;
  if (at.directory.removed) return -Errno.ENOENT;
  const refusal = refuseChange(at.subject, at.directory);
  return refusal !== 0 ? refusal : at.directory.createDirectory(at.name, ofNew(at, making, true));
}

/** POSIX.1-2024 mkfifo. */
export function makePipeAt(at: Location, making: Making, path: string): number {
  if (at.node !== undefined) return -Errno.EEXIST;
  if (at.slash || at.directory.removed) return -Errno.ENOENT;
  const refusal = refuseChange(at.subject, at.directory);
  return refusal !== 0 ? refusal : at.directory.createPipe(at.name, ofNew(at, making), path);
}

/** POSIX.1-2024 symlink. */
export function makeSymbolicLink(target: string, at: Location): number {
  if (at.node !== undefined) return -Errno.EEXIST;
  if (at.slash || at.directory.removed) return -Errno.ENOENT;
  const refusal = refuseChange(at.subject, at.directory);
  return refusal !== 0 ? refusal : at.directory.createSymbolicLink(at.name, target);
}

/** POSIX.1-2024 link: EXDEV from one file system to another, EPERM for directories; in this order as on Linux. */
export function makeLink(from: Location, at: Location): number {
  if (from.node === undefined) return -Errno.ENOENT;
  if (at.node !== undefined) return -Errno.EEXIST;
  if (at.slash || at.directory.removed) return -Errno.ENOENT;
  if (isMounted(from) || from.node.device !== at.directory.device) return -Errno.EXDEV;
  const refusal = refuseChange(at.subject, at.directory);
  if (refusal !== 0) return refusal;
  if (isDirectory(from.node)) return -Errno.EPERM;
  return at.directory.link(at.name, from.node);
}

/** POSIX.1-2024 unlink; EISDIR for directories as on Linux, where POSIX has EPERM. */
export function removeFile(at: Location): number {
  if (at.node === undefined) return -Errno.ENOENT;
  const refusal = refuseChange(at.subject, at.directory, at.node);
  if (refusal !== 0 && at.node !== at.directory) return refusal;
  if (isDirectory(at.node)) return -Errno.EISDIR;
  if (at.slash) return -Errno.ENOTDIR;
  if (isMounted(at)) return -Errno.EBUSY;
  return at.directory.unlink(at.name);
}

/** POSIX.1-2024 rmdir. */
export function removeDirectory(at: Location): number {
  if (at.name === ".") return -Errno.EINVAL;
  if (at.name === "..") return -Errno.ENOTEMPTY;
  if (at.node === undefined) return -Errno.ENOENT;
  const refusal = refuseChange(at.subject, at.directory, at.node);
  if (refusal !== 0) return refusal;
  if (!isDirectory(at.node)) return -Errno.ENOTDIR;
  if (at.name === "/" || isMounted(at) || at.node.mounts !== undefined) return -Errno.EBUSY;
  const error = expectEmpty(at.node);
  return error !== 0 ? error : at.directory.removeDirectory(at.name);
}

/**
 * POSIX.1-2024 rename: replaces what has the new name, unless both names are of one file; then nothing happens.
 *
 * - EBUSY      a name that ends in `.` or `..` (as on Linux), or something is mounted there
 * - EINVAL     a directory is to move into itself
 * - EISDIR     a file is to replace a directory
 * - ENOTDIR    a directory is to replace a file
 * - ENOTEMPTY  what is to be replaced is a directory that holds something, perhaps what is to move
 * - EXDEV      from one file system to another
 */
export function rename(from: Location, to: Location): number {
  const { node } = from;
  if (isSpecial(from.name) || isSpecial(to.name)) return -Errno.EBUSY;
  if (node === undefined) return -Errno.ENOENT;
  if (isMounted(from) || isMounted(to)) return -Errno.EBUSY;
  if (!isDirectory(node) && (from.slash || to.slash)) return -Errno.ENOTDIR;
  if (from.directory.device !== to.directory.device) return -Errno.EXDEV;
  if (to.directory.removed) return -Errno.ENOENT;
  const refusal = refuseChange(from.subject, from.directory, node) || refuseChange(to.subject, to.directory, to.node);
  if (refusal !== 0) return refusal;
  if (isDirectory(node) && isWithin(to.directory, node)) return -Errno.EINVAL;
  if (to.node !== undefined && isDirectory(to.node) && isWithin(from.directory, to.node)) return -Errno.ENOTEMPTY;
  if (to.node !== undefined) {
    if (to.node.device === node.device && to.node.ino === node.ino) return 0;
    const error = expectReplaceable(to.node, isDirectory(node));
    if (error !== 0) return error;
  }
  return from.directory.move(from.name, to.directory, to.name);
}

function expectReplaceable(node: FileNode, byDirectory: boolean): number {
  if (!isDirectory(node)) return byDirectory ? -Errno.ENOTDIR : 0;
  if (!byDirectory) return -Errno.EISDIR;
  return node.mounts !== undefined ? -Errno.EBUSY : expectEmpty(node);
}

function expectEmpty(directory: DirectoryNode): number {
  const entries = directory.list();
  if (typeof entries === "number") return entries;
  return entries.length === 0 ? 0 : -Errno.ENOTEMPTY;
}

/** Is a directory the other one, or somewhere below it? */
function isWithin(directory: DirectoryNode, other: DirectoryNode): boolean {
  for (let at: DirectoryNode | undefined = directory; at !== undefined; at = at.container)
    if (at === other) return true;
  return false;
}

function isMounted(at: Location): boolean {
  return at.directory.mounts?.has(at.name) === true;
}

function isSpecial(name: string): boolean {
  return name === "." || name === ".." || name === "/";
}
