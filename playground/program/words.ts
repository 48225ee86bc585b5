/** A program's arguments as one line, as a shell reads them: words, quoted where they have spaces. */

/** `a "b c" 'd'` -> ["a", "b c", "d"]. A quote that nobody closes goes to the end. */
export function readWords(line: string): string[] {
  const words: string[] = [];
  const word = /(?:"((?:[^"\\]|\\.)*)(?:"|$)|'([^']*)(?:'|$)|\\(.)|([^\s"'\\]+))/y;
  let current: string | undefined;
  for (let at = 0; at < line.length; ) {
    word.lastIndex = at;
    const found = word.exec(line);
    if (found === null) {
      if (current !== undefined) words.push(current);
      current = undefined;
      at++;
      continue;
    }
    const [all, double, single, escaped, plain] = found;
    current = (current ?? "") + (double?.replace(/\\(["\\])/g, "$1") ?? single ?? escaped ?? plain);
    at += all.length;
  }
  return current === undefined ? words : [...words, current];
}

/** A line that `readWords` reads as these. */
export function writeWords(words: readonly string[]): string {
  return words.map((word) => (/^[\w./:=@%+,-]+$/.test(word) ? word : `"${word.replace(/["\\]/g, "\\$&")}"`)).join(" ");
}
