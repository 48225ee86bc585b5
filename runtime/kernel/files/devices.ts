/** The files of /dev. */
import { type Fd, wasi } from "@bjorn3/browser_wasi_shim";
import { Errno } from "../../abi/errno.ts";
import { deviceNumber } from "../../abi/mode.ts";
import type { Waitable } from "../open-file.ts";
import type { WaitQueue } from "../wait-queue.ts";
import type { World } from "../world.ts";
import { DeviceNode } from "./device-node.ts";
import type { HostStreams } from "./host.ts";
import { HostOutput } from "./host-stream.ts";
import { KernelFd, NOTHING, type ReadResult, type WriteResult } from "./kernel-fd.ts";
import { setTimes } from "./memory-file.ts";
import { filestat } from "./node.ts";

/** The most bytes that one read of an endless device answers: a guest must not make the host build gigabytes of zeros. */
export const ENDLESS_READ_MAX = 1 << 20;

abstract class Device extends DeviceNode {
  protected readonly world: World;
  readonly represents: bigint;

  constructor(world: World, major: number, minor: number) {
    super(world);
    this.world = world;
    this.represents = deviceNumber(major, minor);
  }

  override stat(): wasi.Filestat {
    return filestat(this, wasi.FILETYPE_CHARACTER_DEVICE, 0n, 1n, this.times);
  }

  setTimes(accessed: bigint | undefined, modified: bigint | undefined): number {
    setTimes(this.times, accessed, modified, this.world.clock.realtime());
    return 0;
  }
}

export class NullDevice extends Device {
  constructor(world: World) {
    super(world, 1, 3);
  }

  override open(): Fd {
    return new NullFd(this);
  }
}

export class ZeroDevice extends Device {
  constructor(world: World) {
    super(world, 1, 5);
  }

  override open(): Fd {
    return new ZeroFd(this);
  }
}

/** /dev/random and /dev/urandom. */
export class RandomDevice extends Device {
  constructor(world: World, minor = 9) {
    super(world, 1, minor);
  }

  override open(): Fd {
    return new RandomFd(this);
  }
}

/** /dev/tty. There is one only where the host's streams are a terminal: ENXIO otherwise, as without a controlling terminal. */
export class TerminalDevice extends Device {
  constructor(world: World) {
    super(world, 5, 0);
  }

  override open(): Fd | number {
    const { terminal } = this.world;
    return terminal === undefined ? -Errno.ENXIO : new TerminalFd(this, this.world, terminal);
  }
}

/**
 * /dev/stdin, /dev/stdout, /dev/stderr: opening one is `dup` of that descriptor of the caller (as on BSD), which only the
 * calls themselves can do: `path_open` sees this class and does it.
 */
export class DescriptorDevice extends Device {
  readonly descriptor: number;

  constructor(world: World, descriptor: number) {
    super(world, 5, 1 + descriptor);
    this.descriptor = descriptor;
  }

  override open(): number {
    return -Errno.ENXIO;
  }
}

/** Reads as empty, takes everything. Its offset is always 0 (Linux), which also tells it from a terminal. */
class NullFd extends KernelFd {
  readonly node: Device;

  constructor(node: Device) {
    super();
    this.node = node;
  }

  override fd_read(_size: number): ReadResult {
    return { ret: 0, data: NOTHING };
  }

  override fd_write(data: Uint8Array): WriteResult {
    return { ret: 0, nwritten: data.length };
  }

  override fd_pread(size: number): ReadResult {
    return this.fd_read(size);
  }

  override fd_pwrite(data: Uint8Array): WriteResult {
    return this.fd_write(data);
  }

  override fd_seek(): { ret: number; offset: bigint } {
    return { ret: 0, offset: 0n };
  }

  override fd_tell(): { ret: number; offset: bigint } {
    return { ret: 0, offset: 0n };
  }
}

class ZeroFd extends NullFd {
  override fd_read(size: number): ReadResult {
    return { ret: 0, data: new Uint8Array(Math.min(size, ENDLESS_READ_MAX)) };
  }
}

/** Its bytes come from the schedule, not from here: `transfer.ts` sees this class and asks the kernel's surroundings. */
export class RandomFd extends NullFd {}

/** Reads standard input, writes standard output. */
class TerminalFd extends HostOutput implements Waitable {
  private readonly world: World;
  private readonly terminal: Device;

  constructor(terminal: Device, world: World, streams: HostStreams) {
    super(world, streams, "stdout", true);
    this.world = world;
    this.terminal = terminal;
  }

  override fd_filestat_get(): { ret: number; filestat: wasi.Filestat } {
    return { ret: 0, filestat: this.terminal.stat() };
  }

  get readable(): WaitQueue {
    return this.world.input.readable;
  }

  canRead(): boolean {
    return this.world.input.ready;
  }

  canWrite(): boolean {
    return true;
  }

  bytesToRead(): number {
    return this.world.input.available;
  }

  override fd_read(size: number): ReadResult {
    if (size > 0 && !this.canRead()) return { ret: wasi.ERRNO_AGAIN, data: NOTHING };
    return { ret: 0, data: this.world.input.take(size) };
  }
}
