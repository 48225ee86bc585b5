/**
 * A directory of the host in the guest's tree, as one more kind of inode. The kernel's walk comes here with one name at a
 * time, so the host is only ever asked about paths below the mounted directory that no `..` and no link is part of.
 *
 * Directories are remembered once they were met: a process that is in one, or has it open, stays in it when it is renamed.
 */
import type { Fd } from "@bjorn3/browser_wasi_shim";
import { Errno } from "../../abi/errno.ts";
import type { World } from "../world.ts";
import { DirectoryFd } from "./directory-fd.ts";
import type { HostFiles, HostStat } from "./host.ts";
import { HostFile, HostOther, HostSymbolicLink } from "./host-file.ts";
import { HOST_TYPES, HostMount, HostNode } from "./host-node.ts";
import type { DirectoryNode, Entry, FileNode } from "./node.ts";
import type { Permissions } from "./permissions.ts";

export class HostDirectory extends HostNode implements DirectoryNode {
  container: DirectoryNode | undefined = undefined;
  label = "";
  removed = false;
  mounts: Map<string, FileNode> | undefined = undefined;
  /** Is it the mounted directory itself? */
  private readonly top: boolean;
  private readonly children = new Map<string, HostDirectory>();

  private constructor(hostMount: HostMount, known: HostStat, top: boolean) {
    super(hostMount, known);
    this.top = top;
  }

  /** The inode of a host directory that is to be mounted. */
  static mount(world: World, port: HostFiles, readOnly: boolean): HostDirectory {
    const known = port.stat("");
    if (typeof known === "number" || known.kind !== "directory") {
      throw new TypeError("Cannot mount what is not a directory of the host");
    }
    return new HostDirectory(new HostMount(world, port, readOnly), known, true);
  }

  get kind() {
    return "directory" as const;
  }

  override open(): Fd {
    return new DirectoryFd(this);
  }

  override hostPath(): string | number {
    if (this.top) return "";
    return this.container instanceof HostDirectory ? this.container.pathOf(this.label) : -Errno.ENOENT;
  }

  /** The path on the host of a name in this directory. */
  pathOf(name: string): string | number {
    const path = this.hostPath();
    if (typeof path === "number") return path;
    return path === "" ? name : `${path}/${name}`;
  }

  find(name: string): FileNode | number {
    const stat = this.at(name, (path) => this.hostMount.port.stat(path));
    const child = this.children.get(name);
    if (typeof stat !== "number" && child !== undefined && child.known.identity === stat.identity) return child;
    if (child !== undefined) this.forget(name); // somebody else removed or replaced it
    if (typeof stat === "number") return stat;
    switch (stat.kind) {
      case "file":
        return new HostFile(this.hostMount, stat, this, name);
      case "directory":
        return this.remember(name, stat);
      case "symbolic link":
        return new HostSymbolicLink(this.hostMount, stat, this, name);
      case "other":
        return new HostOther(this.hostMount, stat, this, name);
    }
  }

  /** In the order of the names' UTF-16 units: the host's own order differs from machine to machine. */
  list(): Entry[] | number {
    const path = this.hostPath();
    const names = typeof path === "number" ? path : this.hostMount.port.list(path);
    if (typeof names === "number") return names;
    return names.sort().flatMap((name) => {
      const stat = this.at(name, (child) => this.hostMount.port.stat(child));
      return typeof stat === "number"
        ? []
        : [{ name, ino: this.hostMount.inoOf(stat.identity), type: HOST_TYPES[stat.kind] }];
    });
  }

  createFile(name: string, { mode }: Permissions): FileNode | number {
    const { port } = this.hostMount;
    const options = { read: false, write: true, create: true, truncate: false, mode };
    const handle = this.change(name, (path) => port.open(path, options));
    if (handle < 0) return handle;
    port.close(handle);
    return this.find(name);
  }

  createDirectory(name: string, { mode }: Permissions): number {
    return this.change(name, (path) => this.hostMount.port.makeDirectory(path, mode));
  }

  /** Its other end would be with processes that the host knows nothing of. */
  createPipe(): number {
    return this.hostMount.readOnly ? -Errno.EROFS : -Errno.EPERM;
  }

  createSymbolicLink(name: string, target: string): number {
    return this.change(name, (path) => this.hostMount.port.symlink(target, path));
  }

  link(name: string, node: FileNode): number {
    const from = node instanceof HostNode ? node.hostPath() : -Errno.EXDEV;
    return typeof from === "number" ? from : this.change(name, (path) => this.hostMount.port.link(from, path));
  }

  unlink(name: string): number {
    return this.change(name, (path) => this.hostMount.port.unlink(path));
  }

  removeDirectory(name: string): number {
    const error = this.change(name, (path) => this.hostMount.port.removeDirectory(path));
    if (error === 0) this.forget(name);
    return error;
  }

  move(name: string, to: DirectoryNode, newName: string): number {
    if (!(to instanceof HostDirectory) || to.hostMount !== this.hostMount) return -Errno.EXDEV;
    const target = to.pathOf(newName);
    if (typeof target === "number") return target;
    const error = this.change(name, (path) => this.hostMount.port.rename(path, target));
    if (error !== 0) return error;
    to.forget(newName);
    const child = this.children.get(name);
    if (child === undefined) return 0;
    this.children.delete(name);
    to.children.set(newName, child);
    child.container = to;
    child.label = newName;
    return 0;
  }

  private remember(name: string, stat: HostStat): HostDirectory {
    const child = new HostDirectory(this.hostMount, stat, false);
    child.container = this;
    child.label = name;
    this.children.set(name, child);
    return child;
  }

  /** A directory that was remembered has gone. */
  private forget(name: string): void {
    const child = this.children.get(name);
    if (child === undefined) return;
    this.children.delete(name);
    child.container = undefined;
    child.removed = true;
  }

  private at<Result>(name: string, ask: (path: string) => Result | number): Result | number {
    const path = this.pathOf(name);
    return typeof path === "number" ? path : ask(path);
  }

  private change(name: string, act: (path: string) => number): number {
    return this.hostMount.readOnly ? -Errno.EROFS : this.at(name, act);
  }
}
