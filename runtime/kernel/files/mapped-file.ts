/**
 * Files that are mapped: a file has one shared object as long as there are mappings of it, and `read`, `write`, `ftruncate` and
 * stores through any mapping see each other.
 *
 * Of a host's file that is true inside the world. It is read when it is mapped, and stores are written to it when their process
 * stops; what other programs of the host write meanwhile is not seen.
 */

import type { Backing, Changes } from "../../image/shared-object.ts";
import { SharedObject } from "../../image/shared-object.ts";
import type { OpenFile } from "../open-file.ts";
import type { World } from "../world.ts";
import { HostFileFd } from "./host-file.ts";
import { type MemoryFile, MemoryFileFd } from "./memory-file.ts";

/** The shared object of an open file, made where there is none yet; undefined where such a file cannot be mapped (ENODEV). */
export function objectOf(world: World, file: OpenFile): SharedObject | undefined {
  const { fd } = file;
  if (fd instanceof MemoryFileFd) {
    fd.file.object ??= new SharedObject(world.sharedChanges, new MemoryBacking(fd.file, file.name));
    return fd.file.object;
  }
  return fd instanceof HostFileFd ? objectOfHostFile(world.sharedChanges, file, fd) : undefined;
}

class MemoryBacking implements Backing {
  readonly name: string;
  private readonly file: MemoryFile;

  constructor(file: MemoryFile, name: string) {
    this.name = name;
    this.file = file;
    file.opened++; // its bytes are needed as those of an open file are
  }

  get ino(): bigint {
    return this.file.ino;
  }

  get size(): number {
    return this.file.data.length;
  }

  readAt(offset: number, into: Uint8Array): void {
    into.set(this.file.data.subarray(offset, offset + into.length));
  }

  writeAt(offset: number, bytes: Uint8Array): void {
    this.file.store(bytes, offset);
  }

  sync(): number {
    return 0;
  }

  objectGone(): void {
    this.file.object = undefined;
    this.file.opened--;
    this.file.forgetIfUnused();
  }
}

function objectOfHostFile(changes: Changes, file: OpenFile, fd: HostFileFd): SharedObject {
  const { objects } = fd.node.hostMount;
  const known = objects.get(fd.node.ino);
  if (known?.backing instanceof HostBacking) {
    known.backing.use(file);
    return known;
  }
  const object = new SharedObject(changes, new HostBacking(file));
  objects.set(fd.node.ino, object);
  return object;
}

/** Keeps a file of the host open for its mappings. */
class HostBacking implements Backing {
  private file: OpenFile;

  constructor(file: OpenFile) {
    this.file = file.retain();
  }

  /** Uses another open file of the same file, if that is open for more. */
  use(file: OpenFile): void {
    if (!this.fd.writes && (file.fd as HostFileFd).writes) {
      this.file.release();
      this.file = file.retain();
    }
  }

  private get fd(): HostFileFd {
    return this.file.fd as HostFileFd;
  }

  get ino(): bigint {
    return this.fd.node.ino;
  }

  get name(): string {
    return this.file.name;
  }

  get size(): number {
    return Number(this.fd.size());
  }

  readAt(offset: number, into: Uint8Array): void {
    this.fd.readAt(into, offset);
  }

  writeAt(offset: number, bytes: Uint8Array): void {
    this.fd.writeAt(bytes, offset);
  }

  sync(): number {
    return -this.fd.fd_sync();
  }

  objectGone(): void {
    this.fd.node.hostMount.objects.delete(this.fd.node.ino);
    this.file.release();
  }
}
