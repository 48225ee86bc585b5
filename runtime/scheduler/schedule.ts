/**
 * A schedule: all that is needed to run the same program the same way again, as a value and as one printable word.
 *
 *     prong1:7:0x12,1,0x3,2
 *     |      | |
 *     |      | `-- at each decision, which of the runnable processes (in pid order) ran: 0 twelve times, 1, 0 three times, 2
 *     |      `---- the seed of the random numbers that guests draw
 *     `----------- the version of this format
 */
import type { Pid } from "../abi/ids.ts";
import { NOBODY, type Policy } from "./policy.ts";

export interface Schedule {
  readonly seed: number;
  /** At each decision with more than one runnable process, the index of the one that ran. */
  readonly choices: readonly number[];
}

const VERSION = "prong1";

/** The schedule as one word, for people to keep and paste. */
export function formatSchedule({ seed, choices }: Schedule): string {
  const runs: string[] = [];
  for (let i = 0; i < choices.length; ) {
    let end = i + 1;
    while (end < choices.length && choices[end] === choices[i]) end++;
    runs.push(end - i === 1 ? String(choices[i]) : `${choices[i]}x${end - i}`);
    i = end;
  }
  return `${VERSION}:${seed}:${runs.join(",")}`;
}

/** Reads the word back; a `RangeError` says what is wrong with it. */
export function parseSchedule(text: string): Schedule {
  const [version, seedText = "", runsText = "", ...rest] = text.trim().split(":");
  if (version !== VERSION)
    throw refuse(text, `expected it to begin with "${VERSION}:", the only format this version reads`);
  if (!/^\d{1,10}$/.test(seedText) || Number(seedText) > 0xffffffff)
    throw refuse(text, `${quote(seedText)} is not a seed from 0 to 4294967295`);
  if (rest.length > 0) throw refuse(text, "expected two colons");
  const choices: number[] = [];
  for (const run of runsText === "" ? [] : runsText.split(",")) {
    const match = /^(\d{1,7})(?:x([1-9]\d{0,8}))?$/.exec(run);
    if (match === null) throw refuse(text, `${quote(run)} is neither a choice (3) nor a run of them (3x12)`);
    const count = match[2] === undefined ? 1 : Number(match[2]);
    if (choices.length + count > MAX_CHOICES) throw refuse(text, `it has more than ${MAX_CHOICES} choices`);
    for (let i = 0; i < count; i++) choices.push(Number(match[1]));
  }
  return { seed: Number(seedText), choices };
}

/** Keeps a pasted word from filling the memory. */
const MAX_CHOICES = 10_000_000;

function refuse(text: string, why: string): RangeError {
  return new RangeError(`Cannot read the schedule ${quote(text)}: ${why}`);
}

/** In one line, whatever was pasted. */
function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}...` : text);
}

/** Lets another policy decide, and writes down what it decided. */
export class Recorder implements Policy {
  private readonly policy: Policy;
  private readonly seed: number;
  /** Run-length coded, as a long run makes millions of decisions: a choice, and how often in a row it was made. */
  private readonly choices: number[] = [];
  private readonly counts: number[] = [];

  constructor(policy: Policy, seed: number) {
    this.policy = policy;
    this.seed = seed >>> 0; // as RandomNumbers takes it, so that it can be read back
  }

  beginRun(): boolean {
    this.choices.length = 0;
    this.counts.length = 0;
    return this.policy.beginRun();
  }

  nextProcess(runnable: readonly Pid[], current: Pid | undefined, last: Pid | undefined): Pid {
    const pid = this.policy.nextProcess(runnable, current, last);
    if (pid !== NOBODY) this.decided(runnable, pid);
    return pid;
  }

  decided(runnable: readonly Pid[], pid: Pid): void {
    const choice = runnable.indexOf(pid);
    const end = this.choices.length - 1;
    if (this.choices[end] === choice) {
      this.counts[end] = (this.counts[end] ?? 0) + 1;
    } else {
      this.choices.push(choice);
      this.counts.push(1);
    }
  }

  nextRandom(): number {
    return this.policy.nextRandom();
  }

  /** What has been decided so far in this run. */
  get schedule(): Schedule {
    const choices = this.choices.flatMap((choice, i) => new Array<number>(this.counts[i] ?? 0).fill(choice));
    return { seed: this.seed, choices };
  }
}
