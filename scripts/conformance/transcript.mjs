/**
 * What is kept of a run: all that was written, and how it ended. Two runs are the same when these texts are equal, byte by byte.
 *
 *     child: exited with 3
 *     -- standard error
 *     what was written there, or by the terminal
 *     -- exited with 0
 */

/** The text of a run. `end` is what Node tells of a child: a code or a signal's name. */
export function transcript({ stdout, stderr, end }) {
  const lines = [withNewline(stdout)];
  if (stderr !== "") lines.push("-- standard error\n", withNewline(visible(stderr)));
  lines.push(`-- ${end}\n`);
  return lines.join("");
}

/** `exited with 3`, `killed by SIGTERM`. */
export function endText(code, signal) {
  return signal ? `killed by ${signal}` : `exited with ${code}`;
}

function withNewline(text) {
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}

/** Control characters as a terminal shows them: a transcript is to be read. */
function visible(text) {
  const shown = [...text].map((character) => {
    const isControl = (character < " " && character !== "\n" && character !== "\t") || character === "\x7f";
    return isControl ? `^${String.fromCharCode(character.charCodeAt(0) ^ 0x40)}` : character;
  });
  return shown.join("");
}

/** The first line in which two transcripts differ, for a message. */
export function firstDifference(expected, actual) {
  const [wanted, got] = [expected.split("\n"), actual.split("\n")];
  const at = wanted.findIndex((line, i) => line !== got[i]);
  const line = at === -1 ? wanted.length : at;
  return `line ${line + 1}: expected "${wanted[line] ?? "(the end)"}", got "${got[line] ?? "(the end)"}"`;
}
