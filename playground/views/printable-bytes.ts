/** Bytes as people read them: text with its line ends and other controls written out, or hexadecimal where it is none. */

const ESCAPES: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t", "\0": "\\0" };

export function printableBytes(bytes: Uint8Array): string {
  let text: string;
  try {
    // What is shown may end within a character.
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return hexBytes(bytes);
  }
  const controls = text.match(/\p{Cc}/gu)?.filter((control) => control !== "\n" && control !== "\t").length ?? 0;
  if (controls * 4 > text.length) return hexBytes(bytes);
  return text.replace(
    /\p{Cc}/gu,
    (control) => ESCAPES[control] ?? `\\x${control.charCodeAt(0).toString(16).padStart(2, "0")}`,
  );
}

/** "0a 1f". */
export function hexBytes(bytes: Uint8Array): string {
  return [...bytes].map(hexByte).join(" ");
}

export function hexByte(byte: number): string {
  return byte.toString(16).padStart(2, "0");
}
