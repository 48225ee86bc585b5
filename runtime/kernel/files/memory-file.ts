/**
 * Regular files in memory. `data` is always exactly the file's content, as browser_wasi_shim's `File` has it; the buffer
 * behind it is larger when the file has grown, so that many small writes cost little.
 */
import { File, OpenFile as ShimOpenFile, wasi } from "@bjorn3/browser_wasi_shim";
import { Errno } from "../../abi/errno.ts";
import type { SharedObject } from "../../image/shared-object.ts";
import { spend } from "../scarcity.ts";
import type { World } from "../world.ts";
import { NOTHING, type ReadResult, type WriteResult } from "./kernel-fd.ts";
import { type FileNode, filestat, MEMORY_DEVICE, type OpenOptions, type Times } from "./node.ts";
import { owned, type Permissions } from "./permissions.ts";
import { seek } from "./seek.ts";

/** A buffer this many times larger than its file is given back. */
const SLACK = 4;

export class MemoryFile extends File implements FileNode {
  declare data: Uint8Array;
  /** How many names it has. */
  links = 0;
  /** How many open files stand on it: its bytes are freed when it has neither names nor these. */
  opened = 0;
  /** Its pages, while it is mapped (`mapped-file.ts`). */
  object: SharedObject | undefined = undefined;
  readonly times: Times;
  permissions: Permissions;
  private readonly world: World;

  constructor(world: World, content: Uint8Array = NOTHING, readonly = false, permissions = owned(0o644)) {
    super(content, { readonly });
    this.permissions = permissions;
    this.ino = world.nextIno++;
    this.world = world;
    const now = world.clock.realtime();
    this.times = { accessed: now, modified: now, changed: now };
    world.bytesStored += this.data.length;
  }

  get kind() {
    return "file" as const;
  }

  get device(): bigint {
    return MEMORY_DEVICE;
  }

  override stat(): wasi.Filestat {
    return filestat(this, wasi.FILETYPE_REGULAR_FILE, this.size, BigInt(this.links), this.times);
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

  open({ write, truncate }: OpenOptions): MemoryFileFd | number {
    if (this.readonly && (write || truncate)) return -Errno.EACCES;
    if (truncate) this.resize(0);
    return new MemoryFileFd(this);
  }

  override path_open(oflags: number, rights: bigint): { ret: number; fd_obj: ShimOpenFile } {
    const write = (rights & BigInt(wasi.RIGHTS_FD_WRITE)) !== 0n;
    const fd = this.open({ read: true, write, truncate: (oflags & wasi.OFLAGS_TRUNC) !== 0 });
    // The shim's type leaves out the null that its own code answers with an errno.
    if (typeof fd === "number") return { ret: -fd, fd_obj: null as unknown as ShimOpenFile };
    return { ret: 0, fd_obj: fd };
  }

  /** Lends the bytes at an offset, fewer where the file ends. */
  read(offset: number, size: number): Uint8Array {
    this.times.accessed = this.world.clock.realtime();
    return this.data.subarray(offset, offset + size);
  }

  /**
   * Writes at an offset, with zeros between the end and there; answers how many bytes, or -errno.
   *
   * - EFBIG   nothing fits under the limit on a file's size; what does fit is written (POSIX.1-2024 write)
   * - ENOSPC  the limit on all files together, or the host has no memory
   */
  write(bytes: Uint8Array, offset: number): number {
    const room = this.world.limits.fileSize - offset;
    if (bytes.length === 0) return 0;
    if (room <= 0) return -Errno.EFBIG;
    const fitting = bytes.length > room ? bytes.subarray(0, room) : bytes;
    const end = offset + fitting.length;
    const error = end > this.data.length ? this.resize(end) : 0;
    if (error !== 0) return error;
    this.store(fitting, offset);
    this.object?.fileChanged(offset, end);
    return fitting.length;
  }

  /** Changes bytes that it has; whoever maps it knows. */
  store(bytes: Uint8Array, offset: number): void {
    this.data.set(bytes, offset);
    this.touch();
  }

  /** Cuts the file or stretches it with zeros; answers 0, -EFBIG or -ENOSPC. */
  resize(size: number): number {
    const before = this.data.length;
    if (size > this.world.limits.fileSize) return -Errno.EFBIG;
    spend(this.world, size - before, this.world.limits.storage);
    if (size > before && this.world.bytesStored + size - before > this.world.limits.storage) return -Errno.ENOSPC;
    if (!this.reserve(size)) return -Errno.ENOSPC;
    this.data = new Uint8Array(this.data.buffer, 0, size);
    if (size > before) this.data.fill(0, before); // what was cut off earlier must not come back
    this.world.bytesStored += size - before;
    this.touch();
    this.object?.fileChanged(Math.min(before, size), Math.max(before, size));
    return 0;
  }

  /** Frees its bytes if nobody can reach it any more. */
  forgetIfUnused(): void {
    if (this.links > 0 || this.opened > 0) return;
    this.world.bytesStored -= this.data.length;
    this.data = NOTHING;
  }

  /** Makes the buffer large enough, or much smaller; false if the host has no memory for it. */
  private reserve(size: number): boolean {
    const capacity = this.data.buffer.byteLength;
    if (size <= capacity && size * SLACK >= capacity) return true;
    const wanted = size <= capacity ? size : Math.min(this.world.limits.fileSize, Math.max(size, capacity * 2));
    try {
      const larger = new Uint8Array(wanted);
      larger.set(size < this.data.length ? this.data.subarray(0, size) : this.data);
      this.data = larger.subarray(0, Math.min(size, this.data.length));
      return true;
    } catch (error) {
      if (error instanceof RangeError) return false;
      throw error;
    }
  }

  private touch(): void {
    this.times.modified = this.times.changed = this.world.clock.realtime();
  }
}

/** Sets what is given, and marks the change. */
export function setTimes(times: Times, accessed: bigint | undefined, modified: bigint | undefined, now: bigint): void {
  if (accessed !== undefined) times.accessed = accessed;
  if (modified !== undefined) times.modified = modified;
  times.changed = now;
}

/** An open `MemoryFile`: the shim's `OpenFile`, with its offset. */
export class MemoryFileFd extends ShimOpenFile {
  declare file: MemoryFile;

  constructor(file: MemoryFile) {
    super(file);
    file.opened++;
  }

  get node(): MemoryFile {
    return this.file;
  }

  override fd_close(): number {
    this.file.opened--;
    this.file.forgetIfUnused();
    return 0;
  }

  override fd_read(size: number): ReadResult {
    const data = this.file.read(Number(this.file_pos), size);
    this.file_pos += BigInt(data.length);
    return { ret: 0, data };
  }

  override fd_pread(size: number, offset: bigint): ReadResult {
    return { ret: 0, data: this.file.read(Number(offset), size) };
  }

  override fd_write(data: Uint8Array): WriteResult {
    const result = this.fd_pwrite(data, this.file_pos);
    this.file_pos += BigInt(result.nwritten);
    return result;
  }

  override fd_pwrite(data: Uint8Array, offset: bigint): WriteResult {
    const written = this.file.write(data, Number(offset));
    return written < 0 ? { ret: -written, nwritten: 0 } : { ret: 0, nwritten: written };
  }

  override fd_seek(offset: bigint, whence: number): { ret: number; offset: bigint } {
    const result = seek(this.file_pos, this.file.size, offset, whence);
    if (result.ret === 0) this.file_pos = result.offset;
    return result;
  }

  override fd_allocate(offset: bigint, length: bigint): number {
    const end = Number(offset + length);
    return end <= this.file.data.length ? 0 : -this.file.resize(end);
  }

  override fd_filestat_set_size(size: bigint): number {
    return -this.file.resize(Number(size));
  }

  override fd_filestat_set_times(accessed: bigint, modified: bigint, flags: number): number {
    const chosen = (value: bigint, flag: number) => ((flags & flag) !== 0 ? value : undefined);
    return -this.file.setTimes(chosen(accessed, wasi.FSTFLAGS_ATIM), chosen(modified, wasi.FSTFLAGS_MTIM));
  }
}
