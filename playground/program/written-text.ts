/**
 * What a run without a terminal has written, as text: runs of one stream each. Characters that would do something at a terminal are
 * shown as what they are.
 */
import type { Chunk } from "../run/orders.ts";

export interface Passage {
  readonly stream: Chunk["stream"];
  readonly text: string;
}

/** With those that turn the direction of what follows. */
const CONTROLS = /(?![\n\t])\p{Cc}|\p{Bidi_Control}/gu;

export function readPassages(chunks: readonly Chunk[]): readonly Passage[] {
  // A character may begin in one chunk of a stream and end in the next one.
  const decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };
  const passages: { stream: Chunk["stream"]; text: string }[] = [];
  for (const { stream, bytes } of chunks) {
    const text = decoders[stream].decode(bytes, { stream: true }).replace(CONTROLS, picture);
    const last = passages.at(-1);
    if (last?.stream === stream) last.text += text;
    else if (text !== "") passages.push({ stream, text });
  }
  return passages;
}

/** Unicode has a picture of each that ASCII has, U+2400 and on. */
function picture(control: string): string {
  const code = control.charCodeAt(0);
  if (code === 0x7f) return "\u2421";
  return code < 0x20 ? String.fromCharCode(0x2400 + code) : "\ufffd";
}
