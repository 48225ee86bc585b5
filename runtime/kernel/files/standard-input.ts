/** What the host typed or piped in. The machine pushes it; whoever reads first gets it, as on a terminal. */
import { WaitQueue } from "../wait-queue.ts";

export class StandardInput {
  private chunks: Uint8Array[] = [];
  /** Bytes that are here and unread. */
  available = 0;
  /** The host has closed its side: after the rest comes the end. */
  ended = false;
  readonly readable = new WaitQueue("standard input to have data");

  /** Bytes have come; they are ours to keep. */
  push(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.chunks.push(bytes);
    this.available += bytes.length;
    this.readable.wake();
  }

  /** No more will come. */
  end(): void {
    this.ended = true;
    this.readable.wake();
  }

  /** Would a read be answered at once? */
  get ready(): boolean {
    return this.available > 0 || this.ended;
  }

  /** Takes up to `size` bytes. */
  take(size: number): Uint8Array {
    const taken = new Uint8Array(Math.min(size, this.available));
    let filled = 0;
    while (filled < taken.length) {
      const chunk = this.chunks[0] as Uint8Array;
      const part = chunk.subarray(0, taken.length - filled);
      taken.set(part, filled);
      filled += part.length;
      if (part.length === chunk.length) this.chunks.shift();
      else this.chunks[0] = chunk.subarray(part.length);
    }
    this.available -= taken.length;
    return taken;
  }
}
