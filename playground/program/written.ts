/**
 * What a screen must be given to show what the run has written up to a moment: forward in a run that is what is new, backward, or on
 * another branch, all of it again; and no more than the end of it, as nobody scrolls through megabytes.
 */
import type { Chunk, SeenStep } from "../run/orders.ts";

/** The moment that a screen shows: all steps before `position` of these. */
export interface Shown {
  readonly steps: readonly SeenStep[];
  readonly position: number;
}

export interface Change {
  readonly kind: "append" | "rewrite";
  readonly chunks: readonly Chunk[];
  /** Was anything written before these that is left out? */
  readonly isCut: boolean;
}

/** The most bytes that are written again. */
const MOST_BYTES = 256 * 1024;

/** Undefined where both moments look the same. */
export function changeOf(shown: Shown | undefined, { steps, position }: Shown, most = MOST_BYTES): Change | undefined {
  const before = shown?.position ?? 0;
  const both = Math.min(before, position);
  // Steps are of one branch of one run: where one is the same, so are all before it.
  const isSameRun = both === 0 || shown?.steps[both - 1] === steps[both - 1];
  if (isSameRun && position >= before) {
    const added = lastChunks(steps, before, position, most);
    if (!added.isCut) return added.chunks.length === 0 ? undefined : { kind: "append", ...added };
  }
  if (isSameRun && shown !== undefined && isSilent(shown.steps, position, before)) return undefined;
  return { kind: "rewrite", ...lastChunks(steps, 0, position, most) };
}

function isSilent(steps: readonly SeenStep[], from: number, to: number): boolean {
  for (let index = from; index < to; index++) if (steps[index]?.output.length !== 0) return false;
  return to > from;
}

/** The last chunks that these steps wrote: as many as have this many bytes together. */
function lastChunks(steps: readonly SeenStep[], from: number, to: number, most: number): Omit<Change, "kind"> {
  const chunks: Chunk[] = [];
  let bytes = 0;
  for (let index = to - 1; index >= from; index--) {
    const output = steps[index]?.output ?? [];
    for (let place = output.length - 1; place >= 0; place--) {
      const chunk = output[place] as Chunk;
      bytes += chunk.bytes.length;
      if (bytes > most) {
        chunks.push({ ...chunk, bytes: wholeLines(chunk.bytes.subarray(bytes - most)) });
        return { chunks: chunks.reverse(), isCut: true };
      }
      chunks.push(chunk);
    }
  }
  return { chunks: chunks.reverse(), isCut: false };
}

/** What is cut begins with a line, if there is one. */
function wholeLines(bytes: Uint8Array): Uint8Array {
  const end = bytes.indexOf(10);
  return bytes.subarray(end + 1);
}
