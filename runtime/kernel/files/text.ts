/** Between strings and the UTF-8 bytes that guests have. */

const encoder = new TextEncoder();
// A byte order mark is part of a name like any other character.
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** A lone surrogate stands for the byte in its last eight bits (see `toTextOfAny`). */
const ESCAPE = 0xdc00;
const ESCAPED = /[\udc80-\udcff]/u; // with `u` only lone ones match

/** The bytes of a text; those that `toTextOfAny` escaped are what they were. */
export function toBytes(text: string): Uint8Array {
  if (!ESCAPED.test(text)) return encoder.encode(text);
  const bytes: number[] = [];
  for (const letter of text) {
    if (ESCAPED.test(letter)) bytes.push(letter.charCodeAt(0) & 0xff);
    else bytes.push(...encoder.encode(letter));
  }
  return new Uint8Array(bytes);
}

/**
 * A text for any bytes: a byte that is no part of UTF-8 becomes a lone surrogate, from which `toBytes` makes it again
 * (Python's "surrogateescape", PEP 383). For arguments and variables, which Unix hands on whatever they are.
 */
export function toTextOfAny(bytes: Uint8Array): string {
  const whole = toText(bytes);
  if (whole !== undefined) return whole;
  let text = "";
  for (let at = 0; at < bytes.length; ) {
    const size = letterSize(bytes[at] as number);
    const letter = toText(bytes.subarray(at, at + size));
    text += letter ?? String.fromCharCode(ESCAPE + (bytes[at] as number));
    at += letter === undefined ? 1 : size;
  }
  return text;
}

/** How many bytes a letter takes, by its first one. */
function letterSize(first: number): number {
  if (first < 0xc0) return 1;
  return first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

/** The text that bytes spell, or undefined where they are not UTF-8. */
export function toText(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/** How many bytes of UTF-8 a string takes. */
export function byteLength(text: string): number {
  return toBytes(text).length;
}

/** Does a string take more than so many bytes of UTF-8? Mostly known without encoding: a UTF-16 unit takes 1 to 3. */
export function isLongerThan(text: string, bytes: number): boolean {
  return text.length * 3 > bytes && (text.length > bytes || byteLength(text) > bytes);
}
