/** Standard input, output and error where they are no terminal: the ends of the host's streams in the guest's world. */
import { wasi } from "@bjorn3/browser_wasi_shim";
import { Errno } from "../../abi/errno.ts";
import type { Waitable } from "../open-file.ts";
import type { WaitQueue } from "../wait-queue.ts";
import type { World } from "../world.ts";
import { DeviceNode } from "./device-node.ts";
import type { HostStreams } from "./host.ts";
import { KernelFd, NOTHING, type ReadResult, type WriteResult } from "./kernel-fd.ts";
import { filestat } from "./node.ts";
import type { StandardInput } from "./standard-input.ts";

/** What `fstat` sees of a stream: to WASI, of unknown type (as wasmtime calls pipes). It is in no directory, so it cannot be opened. */
export class StreamNode extends DeviceNode {
  override stat(): wasi.Filestat {
    return filestat(this, wasi.FILETYPE_UNKNOWN, 0n, 1n, this.times);
  }

  setTimes(): number {
    return 0;
  }

  override open(): number {
    return -Errno.ENXIO;
  }
}

/** Standard output or standard error. The host takes everything at once, so a write never waits. */
export class HostOutput extends KernelFd {
  readonly node: StreamNode;
  private readonly streams: HostStreams;
  readonly stream: "stdout" | "stderr";

  constructor(world: World, streams: HostStreams, stream: "stdout" | "stderr") {
    super();
    this.node = new StreamNode(world);
    this.streams = streams;
    this.stream = stream;
  }

  override fd_write(data: Uint8Array): WriteResult {
    if (data.length > 0) this.streams.write(this.stream, data.slice());
    return { ret: 0, nwritten: data.length };
  }
}

/** Standard input. */
export class HostInput extends KernelFd implements Waitable {
  readonly node: StreamNode;
  private readonly input: StandardInput;

  constructor(world: World) {
    super();
    this.node = new StreamNode(world);
    this.input = world.input;
  }

  get readable(): WaitQueue {
    return this.input.readable;
  }

  canRead(): boolean {
    return this.input.ready;
  }

  canWrite(): boolean {
    return true;
  }

  bytesToRead(): number {
    return this.input.available;
  }

  override fd_read(size: number): ReadResult {
    if (size > 0 && !this.input.ready) return { ret: wasi.ERRNO_AGAIN, data: NOTHING };
    return { ret: 0, data: this.input.take(size) };
  }
}
