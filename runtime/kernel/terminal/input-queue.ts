/**
 * What was typed and not yet read. The end of it may be a line that is still being edited: only what is finished can be
 * read. It holds as much as Linux's does, so that programs find the same limits: a line has at most 4095 bytes and its end.
 *
 *     read ...        | finished lines, or in raw mode all | the line being edited |
 *             bytesRead                        bytesFinished               bytesTyped
 */
export const INPUT_MAX = 4096;

/** What stands in the place of a typed end of file: it ends a line and is itself never read. */
export const END_OF_FILE = -1;

/** How a byte came here. */
const ORDINARY = 0;
const ENDS_LINE = 1;
const IS_END_OF_FILE = 2;

export class InputQueue {
  private readonly bytes = new Uint8Array(INPUT_MAX);
  private readonly marks = new Uint8Array(INPUT_MAX);
  /** They only grow; a byte's place is its count modulo `INPUT_MAX`. */
  bytesRead = 0;
  bytesFinished = 0;
  bytesTyped = 0;

  /** How many more bytes there is room for, one being kept for the end of a line: down to -1. */
  get room(): number {
    return INPUT_MAX - 1 - (this.bytesTyped - this.bytesRead);
  }

  /** Bytes of the line that is being edited. */
  get unfinished(): number {
    return this.bytesTyped - this.bytesFinished;
  }

  /** Bytes that can be read, ends of file among them. */
  get finished(): number {
    return this.bytesFinished - this.bytesRead;
  }

  /** Bytes that can be read, without ends of file. */
  get available(): number {
    let count = 0;
    for (let at = this.bytesRead; at < this.bytesFinished; at++) {
      if (this.marks[at % INPUT_MAX] !== IS_END_OF_FILE) count++;
    }
    return count;
  }

  put(byte: number): void {
    const place = this.bytesTyped++ % INPUT_MAX;
    this.bytes[place] = byte;
    this.marks[place] = ORDINARY;
  }

  /** Puts what ends a line, or END_OF_FILE: the line can be read. */
  putEnd(byte: number): void {
    const place = this.bytesTyped % INPUT_MAX;
    this.put(byte === END_OF_FILE ? 0 : byte);
    this.marks[place] = byte === END_OF_FILE ? IS_END_OF_FILE : ENDS_LINE;
    this.finish();
  }

  /** What has been typed so far can be read. */
  finish(): void {
    this.bytesFinished = this.bytesTyped;
  }

  /** The byte that was typed so many before the end: 0 is the last. */
  fromEnd(distance: number): number {
    return this.bytes[(this.bytesTyped - 1 - distance) % INPUT_MAX] as number;
  }

  /** Takes back the last bytes of the line that is being edited. */
  eraseLast(count: number): void {
    this.bytesTyped -= count;
  }

  /** Forgets everything. */
  flush(): void {
    this.bytesRead = this.bytesTyped;
    this.bytesFinished = this.bytesTyped;
  }

  /** Takes up to `size` bytes of the first line, with its end where it fits; none for an end of file. */
  takeLine(size: number): Uint8Array {
    let length = 0;
    while (length < Math.min(size, this.finished)) {
      const mark = this.marks[(this.bytesRead + length) % INPUT_MAX];
      if (mark === IS_END_OF_FILE) {
        const line = this.take(length);
        this.bytesRead++;
        return line;
      }
      length++;
      if (mark === ENDS_LINE) break;
    }
    return this.take(length);
  }

  /** Takes up to `size` of the bytes that can be read, whatever they are. */
  take(size: number): Uint8Array {
    const taken = new Uint8Array(Math.min(size, this.finished));
    for (let i = 0; i < taken.length; i++) taken[i] = this.bytes[this.bytesRead++ % INPUT_MAX] as number;
    return taken;
  }

  /** Lines begin to matter, or no longer do: what is here can all be read, as one line. */
  forgetLines(): void {
    this.marks.fill(ORDINARY);
    this.finish();
    if (this.finished > 0) this.marks[(this.bytesTyped - 1) % INPUT_MAX] = ENDS_LINE;
  }
}
