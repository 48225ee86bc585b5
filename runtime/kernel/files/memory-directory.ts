/** Directories in memory. Their entries are listed in the order in which they were made. */
import { Directory, type OpenDirectory, wasi } from "@bjorn3/browser_wasi_shim";
import { Errno } from "../../abi/errno.ts";
import { spend } from "../scarcity.ts";
import type { World } from "../world.ts";
import { DirectoryFd } from "./directory-fd.ts";
import { MemoryFile, setTimes } from "./memory-file.ts";
import { NamedPipe } from "./named-pipe.ts";
import {
  type DirectoryNode,
  type Entry,
  type FileNode,
  filestat,
  isDirectory,
  MEMORY_DEVICE,
  type Times,
} from "./node.ts";
import { owned, type Permissions } from "./permissions.ts";
import { SymbolicLink } from "./symbolic-link.ts";

/** What an entry counts for in the world's storage: without it, names would be a way round the limit. */
const ENTRY_COST = 512;

export class MemoryDirectory extends Directory implements DirectoryNode {
  declare contents: Map<string, FileNode>;
  container: DirectoryNode | undefined = undefined;
  label = "";
  removed = false;
  mounts: Map<string, FileNode> | undefined = undefined;
  /** How many directories it holds: each has a `..` that leads here. */
  private subdirectories = 0;
  private readonly times: Times;
  private readonly world: World;
  permissions: Permissions;

  constructor(world: World, permissions = owned(0o755)) {
    super(new Map());
    this.permissions = permissions;
    this.ino = world.nextIno++;
    this.world = world;
    const now = world.clock.realtime();
    this.times = { accessed: now, modified: now, changed: now };
  }

  get kind() {
    return "directory" as const;
  }

  get device(): bigint {
    return MEMORY_DEVICE;
  }

  override parent_ino(): bigint {
    return this.container?.ino ?? this.ino;
  }

  override stat(): wasi.Filestat {
    const links = this.removed ? 0n : BigInt(2 + this.subdirectories);
    return filestat(this, wasi.FILETYPE_DIRECTORY, 0n, links, this.times);
  }

  setTimes(accessed: bigint | undefined, modified: bigint | undefined): number {
    setTimes(this.times, accessed, modified, this.world.clock.realtime());
    return 0;
  }

  setPermissions(permissions: Permissions): number {
    this.permissions = permissions;
    this.times.changed = this.world.clock.realtime();
    return 0;
  }

  open(): DirectoryFd {
    return new DirectoryFd(this);
  }

  override path_open(): { ret: number; fd_obj: OpenDirectory } {
    // The shim's type asks for its own class; ours answers the same calls.
    return { ret: 0, fd_obj: this.open() as unknown as OpenDirectory };
  }

  find(name: string): FileNode | number {
    return this.contents.get(name) ?? -Errno.ENOENT;
  }

  list(): Entry[] {
    this.times.accessed = this.world.clock.realtime();
    return Array.from(this.contents, ([name, node]) => ({ name, ino: node.ino, type: entryType(node) }));
  }

  createFile(name: string, permissions = owned(0o644)): FileNode | number {
    const file = new MemoryFile(this.world, undefined, false, permissions);
    const error = this.attach(name, file);
    return error !== 0 ? error : file;
  }

  createDirectory(name: string, permissions = owned(0o755)): number {
    return this.attach(name, new MemoryDirectory(this.world, permissions));
  }

  createPipe(name: string, permissions: Permissions, path: string): number {
    return this.attach(name, new NamedPipe(this.world, permissions, path));
  }

  createSymbolicLink(name: string, target: string): number {
    return this.attach(name, new SymbolicLink(this.world, target));
  }

  link(name: string, node: FileNode): number {
    return this.attach(name, node);
  }

  unlink(name: string): number {
    this.detach(name);
    return 0;
  }

  removeDirectory(name: string): number {
    this.detach(name);
    return 0;
  }

  move(name: string, to: DirectoryNode, newName: string): number {
    if (!(to instanceof MemoryDirectory)) return -Errno.EXDEV;
    const node = this.contents.get(name);
    if (node === undefined) return -Errno.ENOENT;
    to.detach(newName);
    this.contents.delete(name);
    this.world.bytesStored -= ENTRY_COST;
    if (isDirectory(node)) this.subdirectories--;
    else if (isCounted(node)) node.links--;
    this.touch();
    return to.attach(newName, node);
  }

  /** Enters a node; answers 0, or -ENOSPC. Also how the kernel itself fills its first directories. */
  attach(name: string, node: FileNode): number {
    spend(this.world, ENTRY_COST, this.world.limits.storage);
    if (this.world.bytesStored + ENTRY_COST > this.world.limits.storage) return -Errno.ENOSPC;
    this.world.bytesStored += ENTRY_COST;
    this.contents.set(name, node);
    if (isDirectory(node)) {
      node.container = this;
      node.label = name;
      this.subdirectories++;
    } else if (isCounted(node)) node.links++;
    this.touch();
    return 0;
  }

  private detach(name: string): void {
    const node = this.contents.get(name);
    if (node === undefined) return;
    this.contents.delete(name);
    this.world.bytesStored -= ENTRY_COST;
    if (isDirectory(node)) {
      node.container = undefined;
      node.removed = true;
      this.subdirectories--;
    } else if (isCounted(node)) node.links--;
    if (node instanceof MemoryFile) node.forgetIfUnused();
    this.touch();
  }

  private touch(): void {
    this.times.modified = this.times.changed = this.world.clock.realtime();
  }
}

/** wasi-libc's DT_FIFO is the number that WASI has for a stream socket. */
function entryType(node: FileNode): number {
  return node.kind === "pipe" ? wasi.FILETYPE_SOCKET_STREAM : node.stat().filetype;
}

/** Does it count its names? Files and symbolic links do, devices have one for ever. */
function isCounted(node: FileNode): node is FileNode & { links: number } {
  return "links" in node;
}
