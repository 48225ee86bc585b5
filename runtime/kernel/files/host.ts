/**
 * What the kernel asks of the host. Nothing here is data of the world: a copy of a world keeps using the same host
 * objects (`HostPort` tells `snapshot.ts` so), and what happened on the host is not undone by going back in time.
 */
import { Errno } from "../../abi/errno.ts";

/** The host's side of something: kept by reference where a world is copied, and left out where it is hashed. */
export abstract class HostPort {}

/** Where the guest's standard output and standard error go. */
export abstract class HostStreams extends HostPort {
  /** Takes bytes; they are the receiver's to keep. */
  abstract write(stream: "stdout" | "stderr", bytes: Uint8Array): void;
}

export type HostKind = "file" | "directory" | "symbolic link" | "other";

/** What `lstat` says of a file of the host. */
export interface HostStat {
  readonly kind: HostKind;
  /** Equal for two names of the same file, different for two files; means nothing else. */
  readonly identity: string;
  readonly size: bigint;
  readonly links: bigint;
  /** `st_mode`, of a host that has it. */
  readonly mode?: number;
  /** Nanoseconds since 1970. */
  readonly accessed: bigint;
  readonly modified: bigint;
  readonly changed: bigint;
}

export interface HostOpenOptions {
  readonly read: boolean;
  readonly write: boolean;
  /** Makes the file; EEXIST if something has the name. */
  readonly create: boolean;
  readonly truncate: boolean;
  /** The mode of a file that is made. */
  readonly mode?: number;
}

/**
 * One directory of the host and all below it. Everything answers at once, and `-errno` (WASI's numbers) where it fails.
 *
 * A path is relative, its names are separated by `/`, and none of them is empty, `.` or `..`; "" is the directory itself.
 * The kernel walks paths on its own, name by name, and never asks the host to follow a symbolic link: an implementation
 * answers ELOOP or ENOTDIR rather than follow one, and must not let any path lead out of its directory even so.
 * Open files are known by handles, numbers that are never given twice.
 */
export abstract class HostFiles extends HostPort {
  abstract stat(path: string): HostStat | number;
  /** The names in a directory, in any order, without `.` and `..`. */
  abstract list(path: string): string[] | number;
  abstract makeDirectory(path: string, mode: number): number;
  abstract removeDirectory(path: string): number;
  abstract unlink(path: string): number;
  abstract rename(from: string, to: string): number;
  abstract link(from: string, to: string): number;
  abstract symlink(target: string, path: string): number;
  abstract readLink(path: string): string | number;
  /** Sets the times of a file, or of the symbolic link itself; undefined leaves one alone. */
  abstract setTimes(path: string, accessed: bigint | undefined, modified: bigint | undefined): number;
  /** Sets the mode of what is not a symbolic link. */
  setMode(_path: string, _mode: number): number {
    return -Errno.ENOTSUP;
  }

  /** Opens a regular file; answers its handle. */
  abstract open(path: string, options: HostOpenOptions): number;
  abstract close(handle: number): number;
  /** Reads at an offset; answers how many bytes, 0 at the end. */
  abstract read(handle: number, into: Uint8Array, offset: number): number;
  /** Writes at an offset; answers how many bytes. */
  abstract write(handle: number, bytes: Uint8Array, offset: number): number;
  abstract statHandle(handle: number): HostStat | number;
  abstract setTimesOfHandle(handle: number, accessed: bigint | undefined, modified: bigint | undefined): number;
  abstract truncate(handle: number, size: number): number;
  abstract sync(handle: number): number;
}
