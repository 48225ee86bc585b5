/**
 * What reads and writes of pipes touch. Who reads no more than lies there already, and who writes to a pipe that was never full,
 * does the same whatever the other end does meanwhile: only the bytes themselves have to be written before they are read.
 */
import { PipeReader, type PipeWriter } from "./files/pipe.ts";
import { ADD, type Footprint, READ, type Touch, WRITE } from "./footprint.ts";

/** Of more bytes at once than this nobody keeps account: then the whole pipe is touched. */
const MOST = 64;

/** `first` is how that is touched which the reader would have waited for: the first byte, or the end. */
export function touchPipeRead(footprint: Footprint, { node }: PipeReader, size: number, first: Touch): void {
  const { ino, fill, bytesRead, writers } = node;
  if (fill === 0) {
    // Nothing is taken: it matters only whether there is a byte by now, or a writer.
    footprint.touch(`pipe ${ino}`, READ);
    footprint.touch(`out of ${ino}`, READ);
    footprint.touch(`byte ${bytesRead} of ${ino}`, READ);
    footprint.touch(`writers of ${ino}`, writers === 0 ? first : READ);
    return;
  }
  const isExact = size <= fill && size <= MOST;
  footprint.touch(`pipe ${ino}`, isExact ? READ : WRITE);
  footprint.touch(`out of ${ino}`, WRITE);
  if (size > 0) footprint.touch(`byte ${bytesRead} of ${ino}`, first);
  if (isExact) for (let i = 1; i < size; i++) footprint.touch(`byte ${bytesRead + i} of ${ino}`, READ);
}

export function touchPipeWrite(footprint: Footprint, { node }: PipeWriter, size: number): void {
  const { ino, bytesWritten, capacity } = node;
  const isExact = bytesWritten + size <= capacity && size <= MOST;
  footprint.touch(`readers of ${ino}`, READ);
  footprint.touch(`pipe ${ino}`, isExact ? READ : WRITE);
  footprint.touch(`into ${ino}`, WRITE);
  footprint.touch(`byte ${bytesWritten} of ${ino}`, WRITE);
  if (isExact) for (let i = 1; i < size; i++) footprint.touch(`byte ${bytesWritten + i} of ${ino}`, WRITE);
}

/** An end is closed: they are counted. */
export function touchPipeEnd(footprint: Footprint, end: PipeReader | PipeWriter): void {
  footprint.touch(`${end instanceof PipeReader ? "readers" : "writers"} of ${end.node.ino}`, ADD);
}
