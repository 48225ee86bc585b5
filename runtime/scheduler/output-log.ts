/**
 * What guests have written so far, as a value that can be gone back to: a chain of writes, each with the hash of its stream up
 * to there. Streams belong to the host and are no part of the world, so whoever goes back in time takes the log along. Whoever
 * watches a run may note what else is to count as seen: runs that are to be told apart by more than their output.
 */
import { HostStreams } from "../kernel/files/host.ts";

export type StreamName = "stdout" | "stderr";

/** A moment of the log. */
export interface Written {
  readonly before: Written | undefined;
  readonly stream: StreamName;
  readonly bytes: Uint8Array;
  /** Of all that was written to each stream so far: the same bytes in other pieces, the same hash. */
  readonly hashes: Readonly<Record<StreamName, bigint>>;
  /** What was noted so far, once each, in no order of time. */
  readonly notes?: readonly string[] | undefined;
}

const NO_BYTES = new Uint8Array();
const NOTHING = { stdout: 1n, stderr: 1n };
const FACTOR = 0x5851f42d4c957f2dn;
const MASK = (1n << 64n) - 1n;

export class OutputLog extends HostStreams {
  /** The last write; assign an earlier one to go back. */
  last: Written | undefined;

  override write(stream: StreamName, bytes: Uint8Array): void {
    const hashes = this.last?.hashes ?? NOTHING;
    let hash = hashes[stream];
    for (const byte of bytes) hash = (hash * FACTOR + BigInt(byte) + 1n) & MASK;
    this.last = { before: this.last, stream, bytes, hashes: { ...hashes, [stream]: hash }, notes: this.notes };
  }

  /** Notes that something has happened. What is noted in another order is the same. */
  note(what: string): void {
    if (this.notes?.includes(what) === true) return;
    const notes = [...(this.notes ?? []), what].sort();
    this.last = { before: this.last, stream: "stdout", bytes: NO_BYTES, hashes: this.last?.hashes ?? NOTHING, notes };
  }

  /** Undefined where nothing was noted. */
  get notes(): readonly string[] | undefined {
    return this.last?.notes;
  }

  /** The hashes of both streams, and what was noted, as text. */
  get key(): string {
    const { stdout, stderr } = this.last?.hashes ?? NOTHING;
    return [stdout, stderr, ...(this.notes ?? [])].join(" ");
  }

  /** All that was written to a stream. */
  text(stream: StreamName): string {
    const pieces: Uint8Array[] = [];
    for (let at = this.last; at !== undefined; at = at.before) if (at.stream === stream) pieces.unshift(at.bytes);
    const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
    return pieces.map((piece) => decoder.decode(piece, { stream: true })).join("") + decoder.decode();
  }
}
