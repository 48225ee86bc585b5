/** The files of /dev. */
import { type Fd, wasi } from "@bjorn3/browser_wasi_shim";
import { Errno } from "../../abi/errno.ts";
import { deviceNumber } from "../../abi/mode.ts";
import type { Process } from "../process.ts";
import { takeIfFree } from "../terminal/controlling-terminal.ts";
import type { World } from "../world.ts";
import { DeviceNode } from "./device-node.ts";
import { KernelFd, NOTHING, type ReadResult, type WriteResult } from "./kernel-fd.ts";
import { setTimes } from "./memory-file.ts";
import { filestat } from "./node.ts";
import { TerminalFd } from "./terminal-fd.ts";

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

/**
 * The terminal, by its own name (/dev/pts/0), and as /dev/tty: the controlling terminal of whoever opens it, which only the
 * calls themselves know: `path_open` sees this class and asks `openedBy`.
 */
export class TerminalDevice extends Device {
  readonly ofCaller: boolean;

  /** Linux: 5, 0 is /dev/tty, 136, 0 the first of /dev/pts. */
  constructor(world: World, ofCaller: boolean) {
    super(world, ofCaller ? 5 : 136, 0);
    this.ofCaller = ofCaller;
  }

  override open(): Fd | number {
    const { terminal } = this.world;
    return terminal === undefined ? -Errno.ENXIO : new TerminalFd(this, terminal);
  }

  /** May this process open it? -ENXIO for /dev/tty without a controlling terminal. A session leader without one takes it. */
  openedBy(process: Process, mayTake: boolean): number {
    if (this.ofCaller) return process.terminal === undefined ? -Errno.ENXIO : 0;
    const { terminal } = this.world;
    if (mayTake && terminal !== undefined) takeIfFree(process, terminal);
    return 0;
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
