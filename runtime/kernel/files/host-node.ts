/** What all inodes of a mounted host directory have in common. */
import { wasi } from "@bjorn3/browser_wasi_shim";
import { Errno } from "../../abi/errno.ts";
import { MODE_MASK } from "../../abi/mode.ts";
import type { SharedObject } from "../../image/shared-object.ts";
import type { World } from "../world.ts";
import type { HostFiles, HostKind, HostStat } from "./host.ts";
import { filestat, KernelInode } from "./node.ts";
import { owned, type Permissions } from "./permissions.ts";

/** One mounted directory: what all its inodes have in common. */
export class HostMount {
  readonly port: HostFiles;
  readonly readOnly: boolean;
  readonly device: bigint;
  /** The pages of its files that are mapped, by inode number (`mapped-file.ts`). */
  readonly objects = new Map<bigint, SharedObject>();
  private readonly world: World;
  /** Our inode numbers by the host's identities: the host's own numbers differ from machine to machine. */
  private readonly inos = new Map<string, bigint>();

  constructor(world: World, port: HostFiles, readOnly: boolean) {
    this.world = world;
    this.port = port;
    this.readOnly = readOnly;
    this.device = world.nextDevice++;
  }

  inoOf(identity: string): bigint {
    let ino = this.inos.get(identity);
    if (ino === undefined) {
      ino = this.world.nextIno++;
      this.inos.set(identity, ino);
    }
    return ino;
  }
}

/** WASI file types of what a host has. */
export const HOST_TYPES: Readonly<Record<HostKind, number>> = {
  file: wasi.FILETYPE_REGULAR_FILE,
  directory: wasi.FILETYPE_DIRECTORY,
  "symbolic link": wasi.FILETYPE_SYMBOLIC_LINK,
  other: wasi.FILETYPE_UNKNOWN,
};

/** What is true of every inode of a host directory: it is known by a directory and a name in it. */
export abstract class HostNode extends KernelInode {
  readonly hostMount: HostMount;
  /** What the host said when it was last asked. */
  known: HostStat;

  constructor(hostMount: HostMount, known: HostStat) {
    super();
    this.hostMount = hostMount;
    this.known = known;
    this.ino = hostMount.inoOf(known.identity);
  }

  /** Its path on the host, below the mounted directory; or -ENOENT when it has been removed. */
  abstract hostPath(): string | number;

  get device(): bigint {
    return this.hostMount.device;
  }

  override stat(): wasi.Filestat {
    const path = this.hostPath();
    const now = typeof path === "number" ? path : this.hostMount.port.stat(path);
    if (typeof now !== "number") this.known = now;
    return toFilestat(this, this.known);
  }

  /** The host's mode. Owners are numbers of the host's own: to guests all is the user's, and the host has the last word. */
  get permissions(): Permissions {
    return owned((this.known.mode ?? 0o755) & MODE_MASK);
  }

  setPermissions({ mode, uid, gid }: Permissions): number {
    if (this.hostMount.readOnly) return -Errno.EROFS;
    const before = this.permissions;
    if (uid !== before.uid || gid !== before.gid) return -Errno.EPERM;
    if (mode === before.mode) return 0;
    const path = this.hostPath();
    return typeof path === "number" ? path : this.hostMount.port.setMode(path, mode);
  }

  setTimes(accessed: bigint | undefined, modified: bigint | undefined): number {
    if (this.hostMount.readOnly) return -Errno.EROFS;
    const path = this.hostPath();
    return typeof path === "number" ? path : this.hostMount.port.setTimes(path, accessed, modified);
  }
}

export function toFilestat(node: HostNode, known: HostStat): wasi.Filestat {
  return filestat(node, HOST_TYPES[known.kind], known.size, known.links, known);
}
