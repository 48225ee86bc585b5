/**
 * A directory of the host, for guests (`--dir`). The kernel's path walk already keeps guests inside: it asks for plain
 * names only and follows no link on the host. This is the second lock on the same door: every path is checked again here,
 * by what the host itself says its directory really is, so that neither a mistake there nor somebody who swaps a
 * directory for a link meanwhile opens a way out.
 */
import {
  type BigIntStats,
  chmodSync,
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  futimesSync,
  linkSync,
  lstatSync,
  lutimesSync,
  mkdirSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
  realpathSync,
  renameSync,
  rmdirSync,
  symlinkSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join, sep } from "node:path";
import { platform } from "node:process";
import { Errno, type ErrnoName } from "../abi/errno.ts";
import { HostFiles, type HostKind, type HostOpenOptions, type HostStat } from "../kernel/files/host.ts";

/** Windows makes its modes up. */
const hasModes = platform !== "win32";

/** Thrown inside and answered as its number. */
class Refusal extends Error {
  readonly errno: number;

  constructor(errno: number) {
    super(`errno ${errno}`);
    this.errno = errno;
  }
}

export class NodeHostFiles extends HostFiles {
  readonly #root: string;
  /** Node's descriptors by our handles, which are never given twice: a stale one must not reach another file. */
  readonly #open = new Map<number, number>();
  #nextHandle = 1;

  /** Throws where there is no such directory. */
  constructor(directory: string) {
    super();
    this.#root = realpathSync.native(directory);
    if (!lstatSync(this.#root).isDirectory()) throw new Error(`${directory} is not a directory`);
  }

  override stat(path: string): HostStat | number {
    return answer(() => toStat(lstatSync(this.#locate(path), { bigint: true })));
  }

  override list(path: string): string[] | number {
    return answer(() => readdirSync(this.#locateDirectory(path)));
  }

  override makeDirectory(path: string, mode: number): number {
    return act(() => {
      const directory = this.#locate(path);
      mkdirSync(directory, mode);
      chmodUnlessWindows(directory, mode);
    });
  }

  override removeDirectory(path: string): number {
    return act(() => rmdirSync(this.#locate(path)));
  }

  override unlink(path: string): number {
    return act(() => unlinkSync(this.#locate(path)));
  }

  override rename(from: string, to: string): number {
    return act(() => renameSync(this.#locate(from), this.#locate(to)));
  }

  override link(from: string, to: string): number {
    return act(() => {
      const file = this.#locate(from);
      // Linux links the link itself; where others would follow it, it could lead out.
      if (platform !== "linux" && lstatSync(file).isSymbolicLink()) throw new Refusal(Errno.ENOTSUP);
      linkSync(file, this.#locate(to));
    });
  }

  override symlink(target: string, path: string): number {
    return act(() => symlinkSync(target, this.#locate(path)));
  }

  override readLink(path: string): string | number {
    return answer(() => readlinkSync(this.#locate(path)));
  }

  override setTimes(path: string, accessed: bigint | undefined, modified: bigint | undefined): number {
    return act(() => {
      const file = this.#locate(path);
      const before = lstatSync(file, { bigint: true });
      lutimesSync(file, toSeconds(accessed ?? before.atimeNs), toSeconds(modified ?? before.mtimeNs));
    });
  }

  override setMode(path: string, mode: number): number {
    return act(() => {
      const file = this.#locate(path);
      if (lstatSync(file).isSymbolicLink()) throw new Refusal(Errno.ENOTSUP);
      chmodUnlessWindows(file, mode);
    });
  }

  override open(path: string, options: HostOpenOptions): number {
    return answer(() => {
      const descriptor = openSync(this.#locate(path), openFlags(options), options.mode ?? 0o666);
      if (options.create && options.mode !== undefined && hasModes) fchmodSync(descriptor, options.mode); // our umask counts
      if (!fstatSync(descriptor).isFile()) {
        closeSync(descriptor);
        throw new Refusal(Errno.ENXIO);
      }
      const handle = this.#nextHandle++;
      this.#open.set(handle, descriptor);
      return handle;
    });
  }

  override close(handle: number): number {
    return act(() => {
      closeSync(this.#descriptor(handle));
      this.#open.delete(handle);
    });
  }

  override read(handle: number, into: Uint8Array, offset: number): number {
    return answer(() => {
      const descriptor = this.#descriptor(handle);
      let done = 0;
      while (done < into.length) {
        const count = readSync(descriptor, into, done, into.length - done, offset + done);
        if (count === 0) break;
        done += count;
      }
      return done;
    });
  }

  override write(handle: number, bytes: Uint8Array, offset: number): number {
    return answer(() => {
      const descriptor = this.#descriptor(handle);
      let done = 0;
      while (done < bytes.length) done += writeSync(descriptor, bytes, done, bytes.length - done, offset + done);
      return done;
    });
  }

  override statHandle(handle: number): HostStat | number {
    return answer(() => toStat(fstatSync(this.#descriptor(handle), { bigint: true })));
  }

  override setTimesOfHandle(handle: number, accessed: bigint | undefined, modified: bigint | undefined): number {
    return act(() => {
      const descriptor = this.#descriptor(handle);
      const before = fstatSync(descriptor, { bigint: true });
      futimesSync(descriptor, toSeconds(accessed ?? before.atimeNs), toSeconds(modified ?? before.mtimeNs));
    });
  }

  override truncate(handle: number, size: number): number {
    return act(() => ftruncateSync(this.#descriptor(handle), size));
  }

  override sync(handle: number): number {
    return act(() => fsyncSync(this.#descriptor(handle)));
  }

  #descriptor(handle: number): number {
    const descriptor = this.#open.get(handle);
    if (descriptor === undefined) throw new Refusal(Errno.ESTALE);
    return descriptor;
  }

  /** The host's path of a file. The directory it is in must really be ours; the file itself is not followed. */
  #locate(path: string): string {
    if (path === "") return this.#root;
    const full = join(this.#root, checkNames(path));
    const directory = dirname(full);
    if (directory !== this.#root) this.#expectInside(directory);
    return join(directory, basename(full));
  }

  /** The host's path of a directory that is to be listed: itself it must not be a link either. */
  #locateDirectory(path: string): string {
    const full = this.#locate(path);
    if (full !== this.#root) this.#expectInside(full);
    return full;
  }

  /** Every link on the way resolved, a directory must still be below ours. */
  #expectInside(directory: string): void {
    const real = realpathSync.native(directory);
    const prefix = this.#root.endsWith(sep) ? this.#root : this.#root + sep;
    if (real !== this.#root && !real.startsWith(prefix)) throw new Refusal(Errno.ENOTCAPABLE);
  }
}

/** Refuses names that mean more to the host than a file in that directory. */
function checkNames(path: string): string {
  const names = path.split("/");
  const foreign = sep === "\\" ? /[\\:\0]/ : /\0/;
  if (names.some((name) => name === "" || name === "." || name === ".." || foreign.test(name))) {
    throw new Refusal(Errno.EINVAL);
  }
  return path;
}

/** Never a link (O_NOFOLLOW), never a wait (O_NONBLOCK: opening a fifo), never somebody's terminal (O_NOCTTY). */
function openFlags({ read, write, create, truncate }: HostOpenOptions): number {
  const access = write ? (read ? constants.O_RDWR : constants.O_WRONLY) : constants.O_RDONLY;
  // Windows has none of the three.
  const careful = (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);
  return access | careful | (create ? constants.O_CREAT | constants.O_EXCL : 0) | (truncate ? constants.O_TRUNC : 0);
}

function toStat(stat: BigIntStats): HostStat {
  return {
    kind: kindOf(stat),
    identity: `${stat.dev}:${stat.ino}`,
    size: stat.size,
    links: stat.nlink,
    ...(hasModes ? { mode: Number(stat.mode) } : {}),
    accessed: stat.atimeNs,
    modified: stat.mtimeNs,
    changed: stat.ctimeNs,
  };
}

/** The guest's umask has been applied; this process's own must not be as well. */
function chmodUnlessWindows(path: string, mode: number): void {
  if (hasModes) chmodSync(path, mode);
}

function kindOf(stat: BigIntStats): HostKind {
  if (stat.isFile()) return "file";
  if (stat.isDirectory()) return "directory";
  return stat.isSymbolicLink() ? "symbolic link" : "other";
}

/** Node takes seconds as a float: about a microsecond survives. */
function toSeconds(nanoseconds: bigint): number {
  return Number(nanoseconds) / 1e9;
}

function act(action: () => unknown): number {
  return answer(() => {
    action();
    return 0;
  });
}

/** Runs something on the host; what the host refuses is answered as `-errno`. */
function answer<Result>(ask: () => Result): Result | number {
  try {
    return ask();
  } catch (error) {
    if (error instanceof Refusal) return -error.errno;
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    if (code.startsWith("ERR_")) return -Errno.EINVAL; // Node's own check of a number or a name
    return -(Errno[code as ErrnoName] ?? Errno.EIO);
  }
}
