/**
 * A pipe with a name (POSIX.1-2024 mkfifo, open; fifo(7)). Who opens one end waits until somebody opens the other; then
 * both have it, even if one of them closes it before the other has run again.
 */

import type { Fd } from "@bjorn3/browser_wasi_shim";
import { Errno } from "../../abi/errno.ts";
import { WAIT } from "../answer.ts";
import { sleepOn, WaitQueue, wakeUp } from "../wait-queue.ts";
import type { World } from "../world.ts";
import type { OpenOptions } from "./node.ts";
import type { Permissions } from "./permissions.ts";
import { Pipe, PipeReader, PipeReaderAndWriter, PipeWriter } from "./pipe.ts";

export class NamedPipe extends Pipe {
  /** How many names it has. */
  override links = 0;
  /** What it was called when it was made, for people. */
  readonly path: string;
  /** Who waits to open one end sleeps here, named for the other end. */
  readonly awaitingWriter: WaitQueue;
  readonly awaitingReader: WaitQueue;

  constructor(world: World, permissions: Permissions, path: string) {
    super(world, path);
    this.permissions = permissions;
    this.path = path;
    this.awaitingWriter = new WaitQueue(`somebody to open ${path} for writing`);
    this.awaitingReader = new WaitQueue(`somebody to open ${path} for reading`);
  }

  /**
   * - ENXIO  it is to be written, without waiting (no `by`), and nobody has it open to be read
   *
   * Both ends at once (Linux; POSIX leaves it undefined), and reading without waiting, always succeed.
   */
  override open({ read, write, by }: OpenOptions): Fd | number {
    if (read && write) {
      const both = new PipeReaderAndWriter(this);
      this.admit(this.awaitingReader, () => new PipeWriter(this));
      this.admit(this.awaitingWriter, () => new PipeReader(this));
      return both;
    }
    if (write) {
      if (this.readers === 0 && this.awaitingWriter.sleepers.length === 0) {
        if (by === undefined) return -Errno.ENXIO;
        sleepOn(by, [this.awaitingReader]);
        return WAIT;
      }
      const writer = new PipeWriter(this);
      this.admit(this.awaitingWriter, () => new PipeReader(this));
      return writer;
    }
    if (this.writers === 0 && this.awaitingReader.sleepers.length === 0 && by !== undefined) {
      sleepOn(by, [this.awaitingWriter]);
      return WAIT;
    }
    const reader = new PipeReader(this);
    this.admit(this.awaitingReader, () => new PipeWriter(this));
    return reader;
  }

  /** Gives everybody who waits in a queue the end they wait for: their `open` finds it when it is made again. */
  private admit(queue: WaitQueue, end: () => Fd): void {
    for (const process of queue.sleepers.slice()) {
      process.opened = end();
      wakeUp(process);
    }
  }
}
