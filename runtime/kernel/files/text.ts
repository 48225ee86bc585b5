/** Between strings and the UTF-8 bytes that guests have. */

const encoder = new TextEncoder();
// A byte order mark is part of a name like any other character.
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export function toBytes(text: string): Uint8Array {
  return encoder.encode(text);
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
  return encoder.encode(text).length;
}

/** Does a string take more than so many bytes of UTF-8? Mostly known without encoding: a UTF-16 unit takes 1 to 3. */
export function isLongerThan(text: string, bytes: number): boolean {
  return text.length * 3 > bytes && (text.length > bytes || byteLength(text) > bytes);
}
