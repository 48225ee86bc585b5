/** The words of a command line: what options take, read or refused. */
import { InvalidArgumentError } from "commander";
import { NodeHostFiles } from "../../node/host-files.ts";
import { parseSchedule, type Schedule } from "../../scheduler/schedule.ts";
import type { Shard } from "../../scheduler/shard.ts";
import { LEVELS, type Level } from "../quiz/topic.ts";
import { UsageError } from "./usage-error.ts";

export function collect(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, value];
}

export function parseSeed(text: string): number {
  const seed = Number(text);
  if (!/^\d+$/.test(text) || seed > 0xffffffff)
    throw new InvalidArgumentError("Expected a whole number from 0 to 4294967295.");
  return seed;
}

export function parseCount(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError("Expected a whole number from 1 on.");
  return Number(text);
}

export function checkVariable(text: string): string {
  if (/^[^=]+=/.test(text)) return text;
  throw new UsageError(`Cannot set the variable "${text}": expected NAME=value`);
}

export function parseMount(text: string): { at: string; files: NodeHostFiles } {
  const separator = text.lastIndexOf("::");
  const host = separator < 0 ? text : text.slice(0, separator);
  const at = separator < 0 ? "" : text.slice(separator + 2);
  if (host === "" || !at.startsWith("/")) {
    throw new UsageError(`Cannot mount "${text}": expected host-directory::/path/in/the/guest, such as .::/data`);
  }
  try {
    return { at, files: new NodeHostFiles(host) };
  } catch (error) {
    throw new UsageError(`Cannot mount "${text}": ${(error as Error).message}`);
  }
}

/** A word as a shell would have to be given it. */
export function quoteWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

export function readSchedule(schedule: string): Schedule {
  try {
    return parseSchedule(schedule);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** How hard a quiz is. */
export function parseLevel(text: string): Level {
  const level = LEVELS.find((one) => String(one) === text);
  if (level === undefined) throw new InvalidArgumentError(`Expected a whole number from 1 to ${LEVELS.length}.`);
  return level;
}

/** How many questions a quiz has: more than these there are hardly. */
export function parseQuestions(text: string): number {
  if (!/^[1-9]\d?$|^100$/.test(text)) throw new InvalidArgumentError("Expected a whole number from 1 to 100.");
  return Number(text);
}

export function parseBound(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("Expected a whole number from 0 on.");
  return Number(text);
}

export function parseShard(text: string): Shard {
  const [, number = 0, of = 0] = (/^([1-9]\d{0,5})\/([1-9]\d{0,5})$/.exec(text) ?? []).map(Number);
  if (number === 0 || number > of)
    throw new InvalidArgumentError("Expected a part and how many there are, such as 2/4.");
  return { number, of };
}
