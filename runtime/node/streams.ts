/** The standard streams of this Node process, as the guest's. Synchronous, so that nothing is lost when the process ends. */
import { readSync, writeSync } from "node:fs";
import { HostStreams } from "../kernel/files/host.ts";

const FD = { stdin: 0, stdout: 1, stderr: 2 } as const;

/** How long to wait before trying again when the other side is slow, in milliseconds. */
const PAUSE = 5;

/** The reader of our output is gone: we end as a Unix program would. */
export class OutputClosed extends Error {
  override readonly name = "OutputClosed";
}

export class NodeStreams extends HostStreams {
  override write(stream: "stdout" | "stderr", bytes: Uint8Array): void {
    for (let written = 0; written < bytes.length; ) {
      try {
        written += writeSync(FD[stream], bytes, written);
      } catch (error) {
        if (codeOf(error) === "EPIPE") throw new OutputClosed(`Cannot write to ${stream}: its reader has closed it`);
        if (codeOf(error) !== "EAGAIN") throw error;
        pause();
      }
    }
  }
}

/** Waits for input and answers it; undefined at its end. */
export function readInput(): Uint8Array | undefined {
  const buffer = new Uint8Array(65536);
  for (;;) {
    try {
      const count = readSync(FD.stdin, buffer);
      return count === 0 ? undefined : buffer.slice(0, count);
    } catch (error) {
      const code = codeOf(error);
      if (code === "EOF" || code === "EIO" || code === "EBADF" || code === "EISDIR") return undefined;
      if (code !== "EAGAIN") throw error;
      pause();
    }
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | undefined)?.code;
}

function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);
}
