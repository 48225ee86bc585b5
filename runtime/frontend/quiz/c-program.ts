/**
 * Writes C as a person would: from statements to a whole program, with the headers that it needs.
 *
 *     cProgram([block("if (fork() == 0)", 'printf("A");', "exit(0);"), "wait(NULL);"])
 */

/** Lines of C. What is false is left out. */
export type Code = string | false | readonly Code[];

/** Which words need which header. */
const HEADERS: readonly (readonly [header: string, words: RegExp])[] = [
  ["signal.h", /\b(kill|SIG[A-Z]+)\b/],
  ["stdio.h", /\b(printf|fflush|setbuf)\b/],
  ["stdlib.h", /\b(exit|atexit|malloc|free)\b/],
  ["sys/wait.h", /\b(wait|waitpid|W[A-Z]+)\b/],
  ["unistd.h", /\b(fork|_exit|pipe|read|write|close)\b/],
];

/** A statement over others: on one line where it is over a single simple one. */
export function block(head: string, ...body: readonly Code[]): readonly string[] {
  const lines = linesOf(body);
  if (lines.length === 1 && !/^(if|for|while)\b/.test(lines[0] as string)) return [`${head} ${lines[0]}`];
  return [`${head} {`, ...indented(lines), "}"];
}

/** A choice between two: with braces around both, or around none. */
export function branch(condition: string, yes: readonly Code[], no: readonly Code[]): readonly string[] {
  const [then, otherwise] = [linesOf(yes), linesOf(no)];
  if (then.length === 1 && otherwise.length === 1) return [`if (${condition}) ${then[0]}`, `else ${otherwise[0]}`];
  return [`if (${condition}) {`, ...indented(then), "} else {", ...indented(otherwise), "}"];
}

/** A function of the program, to stand before `main`. */
export function define(head: string, ...body: readonly Code[]): readonly string[] {
  return [head, "{", ...indented(linesOf(body)), "}"];
}

/** A whole program, given what is in `main` before it returns 0, unless it has left by then, and what stands before it. */
export function cProgram(main: Code, ...before: readonly (readonly string[])[]): string {
  const lines = linesOf(main);
  const isLeft = lines.at(-1)?.startsWith("_exit") === true;
  const functions = [...before, define("int main(void)", lines, !isLeft && "return 0;")];
  const text = functions.map((part) => part.join("\n")).join("\n\n");
  const headers = HEADERS.filter(([, words]) => words.test(text)).map(([header]) => `#include <${header}>`);
  return `${headers.join("\n")}\n\n${text}\n`;
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

function linesOf(code: Code): string[] {
  if (code === false) return [];
  return typeof code === "string" ? [code] : code.flatMap(linesOf);
}
