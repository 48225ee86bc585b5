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

type Hashes = Readonly<Record<StreamName, bigint>>;

const NO_BYTES = new Uint8Array();
const NOTHING: Hashes = { stdout: 1n, stderr: 1n };
const FACTOR = 0x5851f42d4c957f2dn;
const MASK = (1n << 64n) - 1n;

/** Its hashes are found out when they are asked for: that takes a microsecond a byte, and only searches ask. */
class Write implements Written {
  readonly before: Write | undefined;
  readonly stream: StreamName;
  readonly bytes: Uint8Array;
  readonly notes: readonly string[] | undefined;
  #hashes: Hashes | undefined;

  constructor(before: Write | undefined, stream: StreamName, bytes: Uint8Array, notes: readonly string[] | undefined) {
    this.before = before;
    this.stream = stream;
    this.bytes = bytes;
    this.notes = notes;
  }

  get hashes(): Hashes {
    const unknown: Write[] = [];
    let known: Hashes | undefined;
    for (let at: Write | undefined = this; at !== undefined && known === undefined; at = at.before) {
      known = at.#hashes;
      if (known === undefined) unknown.push(at);
    }
    let hashes = known ?? NOTHING;
    for (const write of unknown.reverse()) {
      hashes = { ...hashes, [write.stream]: hashOf(write.bytes, hashes[write.stream]) };
      write.#hashes = hashes;
    }
    return hashes;
  }
}

function hashOf(bytes: Uint8Array, before: bigint): bigint {
  let hash = before;
  for (const byte of bytes) hash = (hash * FACTOR + BigInt(byte) + 1n) & MASK;
  return hash;
}

export class OutputLog extends HostStreams {
  /** The last write; assign an earlier one to go back. */
  last: Written | undefined;

  override write(stream: StreamName, bytes: Uint8Array): void {
    this.last = new Write(this.last as Write | undefined, stream, bytes, this.notes);
  }

  /** Notes that something has happened. What is noted in another order is the same. */
  note(what: string): void {
    if (this.notes?.includes(what) === true) return;
    const notes = [...(this.notes ?? []), what].sort();
    this.last = new Write(this.last as Write | undefined, "stdout", NO_BYTES, notes);
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
    for (let at = this.last; at !== undefined; at = at.before) if (at.stream === stream) pieces.push(at.bytes);
    pieces.reverse();
    const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
    return pieces.map((piece) => decoder.decode(piece, { stream: true })).join("") + decoder.decode();
  }
}
