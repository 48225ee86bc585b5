/** Guests name their arguments as they like: what goes to a terminal in a line of ours must neither break nor paint it. */

/** The text with its control characters written out: `a\x0ab`. */
export function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, (control) => `\\x${control.charCodeAt(0).toString(16).padStart(2, "0")}`);
}
