/** An open terminal. Reading needs to know who reads: `transfer.ts` sees this class and asks `terminal/reading.ts`. */
import { wasi } from "@bjorn3/browser_wasi_shim";
import type { Waitable } from "../open-file.ts";
import { show } from "../terminal/output.ts";
import { canRead } from "../terminal/reading.ts";
import type { Terminal } from "../terminal/terminal.ts";
import type { WaitQueue } from "../wait-queue.ts";
import { KernelFd, type WriteResult } from "./kernel-fd.ts";
import type { FileNode } from "./node.ts";

export class TerminalFd extends KernelFd implements Waitable {
  readonly node: FileNode;
  readonly terminal: Terminal;

  constructor(node: FileNode, terminal: Terminal) {
    super();
    this.node = node;
    this.terminal = terminal;
  }

  get readable(): WaitQueue {
    return this.terminal.readable;
  }

  get writable(): WaitQueue {
    return this.terminal.writable;
  }

  canRead(): boolean {
    return canRead(this.terminal);
  }

  canWrite(): boolean {
    return !this.terminal.stopped;
  }

  bytesToRead(): number {
    return this.terminal.input.available;
  }

  override fd_write(data: Uint8Array): WriteResult {
    return show(this.terminal, data) ? { ret: 0, nwritten: data.length } : { ret: wasi.ERRNO_AGAIN, nwritten: 0 };
  }
}
