/** Runs a program that only writes, and captures its stack in every write: it goes on in resumed frames from line to line. */
import { ByHand, type Image, make, SUSPEND } from "../instrument/by-hand.ts";

class Exit extends Error {}

/** What the program writes, under the least WASI that its C library gets along with. */
export function outputWhenCaptured(program: Uint8Array, words: readonly string[]): string {
  const output: Uint8Array[] = [];
  const texts = words.map((word) => new TextEncoder().encode(`${word}\0`));
  const size = texts.reduce((sum, { length }) => sum + length, 0);

  const calls: Record<string, (...args: number[]) => number | typeof SUSPEND> = {
    args_sizes_get: (countAt, sizeAt) => {
      store(countAt, texts.length);
      store(sizeAt, size);
      return 0;
    },
    args_get: (pointersAt, textAt) => {
      let at = textAt;
      for (const [index, text] of texts.entries()) {
        store(pointersAt + 4 * index, at);
        guest.guestBytes().set(text, at);
        at += text.length;
      }
      return 0;
    },
    fd_write: (_fd, vectorsAt, count, writtenAt) => {
      let written = 0;
      for (let at = vectorsAt; at < vectorsAt + 8 * count; at += 8) {
        const [from, length] = [guest.u32(at), guest.u32(at + 4)];
        output.push(guest.guestBytes().slice(from, from + length));
        written += length;
      }
      store(writtenAt, written);
      return SUSPEND;
    },
    proc_exit: (code) => {
      throw new Exit(`ended with ${code}`);
    },
  };

  const guest = new ByHand(make(program), (name, args) => calls[name]?.(...(args as number[])) ?? 0);
  const store = (at: number, value: number) => new DataView(guest.memory.buffer).setUint32(at, value, true);

  try {
    for (let image: Image | undefined = guest.start(); image !== undefined; ) image = guest.resume(image, 0);
  } catch (error) {
    if (!(error instanceof Exit) || error.message !== "ended with 0") throw error;
  }
  return new TextDecoder().decode(Buffer.concat(output));
}
