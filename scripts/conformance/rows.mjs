/**
 * The rows of the conformance matrix: a C program each, in `test/conformance/programs/<area>/<row>.c`. A program opens with
 * the sentence that it shows; what its kernel of reference prints is in `test/conformance/expected/<area>/<row>.txt`.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { NOT_APPLICABLE, NOT_NATIVE, ONLY_EMULATED } from "./judgements.mjs";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url)).replace(/[/\\]$/, "");
export const PROGRAMS = join(ROOT, "test", "conformance", "programs");
const EXPECTED = join(ROOT, "test", "conformance", "expected");

/** The areas in the order of the table, and what they are about. */
export const AREAS = [
  ["different", "What is different in the child"],
  ["same", "What is the same in the child"],
  ["fork", "fork, _Fork, vfork, pthread_atfork"],
  ["exec", "exec"],
  ["exit", "exit, _exit, zombies and orphans"],
  ["wait", "wait, waitpid, waitid"],
  ["pipes", "Pipes"],
  ["signals", "Signals"],
  ["jobs", "Process groups and sessions"],
  ["terminal", "The controlling terminal"],
  ["mappings", "Mappings, shared memory, semaphores"],
  ["limits", "Limits"],
  ["files", "Files, locks, directories, readiness"],
  ["helpers", "Helpers: spawn, popen, system, timers, jumps"],
];

/**
 * @typedef {object} Row
 * @property {string} name "fork/eagain"
 * @property {string} area "fork"
 * @property {string} says What POSIX demands, in one sentence.
 * @property {string} [program] The path of the source; none where the row is not applicable.
 * @property {string} expected The path of the transcript.
 * @property {boolean} terminal Is its standard input a terminal, at which somebody types?
 * @property {string} [onlyEmulated] Why no host can be asked.
 * @property {string} [notNative] Why the native backend cannot be asked.
 * @property {string} [notApplicable] Why there is no program.
 */

/** All rows of an area, or of all, in the order of the table. @returns {Row[]} */
export function rows(area) {
  return AREAS.filter(([name]) => area === undefined || name === area).flatMap(([name]) => {
    const folder = join(PROGRAMS, name);
    const names = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith(".c")) : [];
    const programs = names.sort().map((file) => programRow(name, file.slice(0, -".c".length)));
    const others = NOT_APPLICABLE.filter((row) => row.name.startsWith(`${name}/`)).map((row) => ({
      ...row,
      area: name,
      expected: "",
      terminal: false,
    }));
    return [...programs, ...others].sort((one, other) => (one.name < other.name ? -1 : 1));
  });
}

/** The transcript that a row must print; undefined where none was recorded. */
export function expectedTranscript(row) {
  return existsSync(row.expected) ? readFileSync(row.expected, "utf8") : undefined;
}

function programRow(area, name) {
  const program = join(PROGRAMS, area, `${name}.c`);
  const full = `${area}/${name}`;
  return {
    name: full,
    area,
    says: sentenceOf(program),
    program,
    expected: join(EXPECTED, area, `${name}.txt`),
    terminal: area === "terminal",
    onlyEmulated: ONLY_EMULATED[full],
    notNative: ONLY_EMULATED[full] ?? NOT_NATIVE[full],
  };
}

/** The comment that a program opens with, as one line. */
function sentenceOf(path) {
  const comment = /^\/\*\s*([\s\S]*?)\s*\*\//.exec(readFileSync(path, "utf8"));
  if (comment === null) throw new Error(`Cannot read the sentence of ${path}: it must open with a comment`);
  return comment[1].replace(/\n\s*\*\s*/g, " ");
}
