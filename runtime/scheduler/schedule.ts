/**
 * A schedule: all that is needed to run the same program the same way again, as a value and as one printable word.
 *
 *     prong2:3fa9c1:loops:7:12b3a
 *     |      |      |     | |
 *     |      |      |     | `-- decisions: twelve as usual, then the second of the runnable processes (in pid order), three as
 *     |      |      |     |     usual, then the first; one that has no letter is its number from 0 on between points, .26.
 *     |      |      |     `---- the seed of the random numbers that guests draw
 *     |      |      `---------- where processes could be interrupted; loops+time, where time could pass at any decision; and which of
 *     |      |                  input, output and errors were a terminal: loops-ioe, loops+time-ioe
 *     |      `----------------- checksum of the program, and where it has any, of its arguments and environment: 3fa9c1-1c2e
 *     `------------------------ the version of this format, and of where programs are asked
 *
 * The usual choice is the process that runs, or else the next in pid order (`usual-choice.ts`). Time that can pass comes behind all
 * processes that can run: of two, it is c.
 */
import type { Preemption } from "../instrument/pipeline.ts";
import type { TimePasses } from "../kernel/clock.ts";

/** A decision that was not the usual one. */
export interface Deviation {
  /** How many decisions came before it. */
  readonly at: number;
  /** Which of the runnable processes it was, in pid order, from 0 on; time comes behind them. */
  readonly choice: number;
}

/** All decisions of a run: an unusual one each here and there. A decision is made where at least two can run. */
export interface Choices {
  readonly made: number;
  /** In the order in which they were made. */
  readonly unusual: readonly Deviation[];
}

/** What schedules of the same program, run in the same way, have in common. */
export interface RunKey {
  /** `checksums.ts` */
  readonly program: string;
  readonly input: string;
  readonly preempt: Preemption;
  /** When time could pass to the next deadline. */
  readonly time: TimePasses;
  /** Which standard streams guests saw as a terminal, `i`, `o`, `e`: they write otherwise to one. */
  readonly terminals: string;
  /** Of the random numbers that guests draw. */
  readonly seed: number;
}

export interface Schedule extends RunKey, Choices {}

/** Raise it when the same program would be asked elsewhere, too: old schedules would lead to other runs. */
const VERSION = "prong2";
const FORM = `${VERSION}:3fa9c1:loops:7:12b3a`;
const PREEMPTIONS: readonly string[] = ["syscalls", "loops", "memory"] satisfies Preemption[];
const ANY_TIME = "+time";
const LETTERS = "abcdefghijklmnopqrstuvwxyz";

/** How much of a word messages show. */
const LONGEST = 60;

/** The schedule as messages name it: how it begins. */
export function shortSchedule(schedule: Schedule): string {
  return cut(formatSchedule(schedule));
}

/** The schedule as one word, for people to keep and paste. */
export function formatSchedule(schedule: Schedule): string {
  const { program, input, preempt, time, terminals, seed } = schedule;
  const world = joined(time === "any" ? `${preempt}${ANY_TIME}` : preempt, terminals);
  return [VERSION, joined(program, input), world, seed, formatChoices(schedule)].join(":");
}

function joined(word: string, more: string): string {
  return more === "" ? word : `${word}-${more}`;
}

function formatChoices({ made, unusual }: Choices): string {
  let text = "";
  let at = 0;
  const usual = (until: number) => (until > at ? String(until - at) : "");
  for (const { at: next, choice } of unusual) {
    text += usual(next) + (LETTERS[choice] ?? `.${choice}.`);
    at = next + 1;
  }
  return text + usual(made);
}

/** Reads the word back; a `RangeError` says what is wrong with it. */
export function parseSchedule(text: string): Schedule {
  const [version = "", checksums = "", world = "", seedText = "", choices, ...rest] = text.trim().split(":");
  const refuse = (why: string) => new RangeError(`Cannot read the schedule ${quote(text)}: ${why}`);
  if (version !== VERSION) {
    const other = /^prong\d{1,3}$/.test(version) ? `${version} is another version's, and ` : "";
    throw refuse(`${other}expected it to begin with "${VERSION}:", the only format that this version reads`);
  }
  if (choices === undefined || rest.length > 0) throw refuse(`expected four colons, as in ${FORM}`);
  const match = /^([0-9a-f]{6})(?:-([0-9a-f]{4}))?$/.exec(checksums);
  if (match === null) throw refuse(`${quote(checksums)} is no checksum of a program: expected 3fa9c1 or 3fa9c1-1c2e`);
  const [, where = world, terminals = ""] = /^([\w+]+)-(io?e?|oe?|e)$/.exec(world) ?? [];
  const time = where.endsWith(ANY_TIME) ? "any" : "idle";
  const preempt = time === "any" ? where.slice(0, -ANY_TIME.length) : where;
  if (!isPreemption(preempt)) throw refuse(`${quote(preempt)} is none of ${PREEMPTIONS.join(", ")}`);
  if (!/^\d{1,10}$/.test(seedText) || Number(seedText) > 0xffffffff)
    throw refuse(`${quote(seedText)} is not a seed from 0 to 4294967295`);
  const [, program = "", input = ""] = match;
  return { program, input, preempt, time, terminals, seed: Number(seedText), ...parseChoices(choices, refuse) };
}

/** One decision that was unusual, or a number of usual ones. */
const ITEM = /([a-z])|\.(\d{1,7})\.|(\d{1,15})(?!\d)/y;

function parseChoices(text: string, refuse: (why: string) => RangeError): Choices {
  const unusual: Deviation[] = [];
  let made = 0;
  ITEM.lastIndex = 0;
  for (let at = 0; at < text.length; at = ITEM.lastIndex) {
    const match = ITEM.exec(text);
    if (match === null)
      throw refuse(`${quote(text.slice(at))} is neither a choice (b) nor a number of usual ones (12)`);
    const [, letter, number, count] = match;
    if (count === undefined) {
      unusual.push({ at: made, choice: letter === undefined ? Number(number) : LETTERS.indexOf(letter) });
      made++;
    } else made += Number(count);
    if (!Number.isSafeInteger(made)) throw refuse("it has more decisions than can be counted");
  }
  return { made, unusual };
}

function isPreemption(text: string): text is Preemption {
  return PREEMPTIONS.includes(text);
}

/** A word in a message: one line of a length that people read, whatever was pasted. */
function quote(text: string): string {
  const plain = JSON.stringify(text.slice(0, LONGEST + 1)).slice(1, -1);
  return `"${cut(plain.replace(/[^ -~]/g, (odd) => `\\u${odd.charCodeAt(0).toString(16).padStart(4, "0")}`))}"`;
}

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text;
}
