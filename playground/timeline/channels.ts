/**
 * What goes from process to process: signals, bytes through pipes, the news of an end. All of one kind between the same two lanes
 * is a channel. In a channel nothing overtakes anything, so both ends are sorted and what lies in some steps is found at once.
 */
import type { Lane } from "./lane.ts";

/** `wait`: from the end of a child to the wait that hears of it. */
export type ArrowKind = "signal" | "pipe" | "wait";

export interface Arrow {
  /** The steps in which it was sent, and arrived. */
  readonly sent: number;
  readonly came: number;
  /** "6 bytes by pipe 1", "SIGINT". */
  readonly text: string;
}

export interface Channel {
  readonly kind: ArrowKind;
  readonly from: Lane;
  readonly to: Lane;
  readonly arrows: Arrow[];
}

export class Channels {
  readonly #byName = new Map<string, Channel>();
  readonly #byLane = new Map<Lane, Channel[]>();

  /** `what` keeps apart what may overtake each other: two pipes between the same two. */
  add(kind: ArrowKind, from: Lane, to: Lane, arrow: Arrow, what = ""): void {
    const name = `${kind} ${from.index} ${to.index} ${what}`;
    let channel = this.#byName.get(name);
    if (channel === undefined) {
      channel = { kind, from, to, arrows: [] };
      this.#byName.set(name, channel);
      for (const lane of new Set([from, to])) this.#addTo(lane, channel);
    }
    channel.arrows.push(arrow);
  }

  /** Those that begin or end at a lane. */
  of(lane: Lane): readonly Channel[] {
    return this.#byLane.get(lane) ?? [];
  }

  #addTo(lane: Lane, channel: Channel): void {
    const channels = this.#byLane.get(lane);
    if (channels === undefined) this.#byLane.set(lane, [channel]);
    else channels.push(channel);
  }
}

/** Bytes that went into a pipe, up to this position of all that ever went through it. */
interface Written {
  readonly by: Lane;
  readonly step: number;
  readonly to: number;
}

interface Pipe {
  readonly written: Written[];
  /** How many of them have been read to their end. */
  read: number;
}

/** Who wrote what somebody reads from a pipe: bytes are told apart by their position in all that ever went through it. */
export class PipeFlow {
  readonly #pipes = new Map<number, Pipe>();

  write(inode: number, by: Lane, step: number, from: number, to: number): void {
    let pipe = this.#pipes.get(inode);
    if (pipe === undefined || from < (pipe.written.at(-1)?.to ?? 0)) {
      pipe = { written: [], read: 0 }; // a new one, or a named pipe that was opened anew
      this.#pipes.set(inode, pipe);
    }
    pipe.written.push({ by, step, to });
  }

  /** Tells who wrote these bytes and when, the first first. */
  read(
    inode: number,
    from: number,
    to: number,
  ): { readonly by: Lane; readonly step: number; readonly count: number }[] {
    const pipe = this.#pipes.get(inode);
    if (pipe === undefined) return [];
    const { written } = pipe;
    const parts: { by: Lane; step: number; count: number }[] = [];
    for (let at = from; at < to; ) {
      const write = written[pipe.read];
      if (write === undefined) break;
      if (write.to <= at) {
        pipe.read++;
        continue;
      }
      const end = Math.min(to, write.to);
      const last = parts.at(-1);
      if (last?.by === write.by && last.step === write.step) last.count += end - at;
      else parts.push({ by: write.by, step: write.step, count: end - at });
      at = end;
    }
    return parts;
  }
}
