/**
 * Bytes as letters that an address may have, and smaller: a checksum, and what they deflate to, as base64url. What comes back was sent by
 * anybody: it may be cut, changed, or made to fill the memory.
 */
import { deflateSync, Inflate } from "fflate";
import { fromBase64, toBase64 } from "./base64.ts";

/** A program of a megabyte is a large one. */
const MOST_LETTERS = 4 * 2 ** 20;
const MOST_BYTES = 16 * 2 ** 20;

/** A kilobyte becomes a megabyte at most: so often it is looked whether that is too much. */
const PIECE = 1024;
const CHECKSUM = 4;

export function pack(bytes: Uint8Array): string {
  const small = deflateSync(bytes, { level: 9 });
  const all = new Uint8Array(CHECKSUM + small.length);
  new DataView(all.buffer).setUint32(0, checksum(small));
  all.set(small, CHECKSUM);
  return toLetters(all);
}

/** Throws an Error that says what is wrong with them. */
export function unpack(letters: string): Uint8Array {
  if (letters.length > MOST_LETTERS) {
    throw new Error(`it has ${letters.length} characters, and at most ${MOST_LETTERS} are read`);
  }
  const all = fromLetters(letters);
  const small = all.subarray(CHECKSUM);
  if (all.length < CHECKSUM || new DataView(all.buffer).getUint32(0) !== checksum(small)) {
    throw new Error("it was cut or changed on its way. Ask for it once more, and copy all of it");
  }
  return inflate(small);
}

function inflate(small: Uint8Array): Uint8Array {
  const pieces: Uint8Array[] = [];
  let length = 0;
  const inflater = new Inflate((piece) => {
    pieces.push(piece);
    length += piece.length;
  });
  for (let at = 0; at < small.length && length <= MOST_BYTES; at += PIECE) {
    inflater.push(small.subarray(at, at + PIECE), at + PIECE >= small.length);
  }
  if (length > MOST_BYTES) throw new Error(`there is more in it than the ${MOST_BYTES / 2 ** 20} MiB that are read`);
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

function toLetters(bytes: Uint8Array): string {
  return toBase64(bytes).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function fromLetters(letters: string): Uint8Array {
  const odd = /[^\w-]/.exec(letters);
  if (odd !== null)
    throw new Error(`it has a character that no link has, ${JSON.stringify(odd[0])}: copy all of it, and no more`);
  if (letters.length % 4 === 1)
    throw new Error("it was cut or changed on its way. Ask for it once more, and copy all of it");
  return fromBase64(letters.replaceAll("-", "+").replaceAll("_", "/"));
}

/** FNV-1a: against accidents. */
function checksum(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
