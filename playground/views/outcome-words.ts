/** What a search has found, in words: how sure it is, how runs end, who waits for whom, what races. */
import {
  describeEnd,
  type Exploration,
  type FoundOutcome,
  type Race,
  type RaceAccess,
  type RunEnd,
  sourceName,
  type Waiter,
} from "../../runtime/index.ts";
import { counted, listed } from "./words.ts";

/** "1,240 schedules", "about 7.2e+18 schedules". */
export function schedulesWords(count: number): string {
  return Number.isSafeInteger(count) ? counted(count, "schedule") : `about ${count.toPrecision(2)} schedules`;
}

/** What was found, in a sentence. */
export function foundWords({ complete, outcomes, schedules }: Exploration): string {
  const tried = `in ${schedulesWords(schedules)}`;
  const [count] = [outcomes.length];
  if (count === 0) return `No run came to an end ${tried}.`;
  const what = counted(count, "outcome");
  if (complete)
    return count === 1
      ? `Only one outcome is possible, ${tried}.`
      : `There are ${what}, ${tried}. No other is possible.`;
  return `${what} ${count === 1 ? "was" : "were"} found ${tried}. There may be more.`;
}

/** What the person must know of a search: why it may not have seen everything, and what it took for granted. */
export function caveats({ ended, bounded, cut, wantedInput, reduced, steps }: Exploration): string[] {
  return [
    ...(ended ? [`The search was given ${counted(steps, "step")}, and had not seen everything by then.`] : []),
    ...(bounded ? ["Schedules with more preemptions than the bound were left out."] : []),
    ...(cut ? ["Some runs did not end, and were given up."] : []),
    ...(wantedInput === true ? ["Some runs waited for input: they found its end at once."] : []),
    ...(reduced
      ? ["Schedules that differ only in the order of turns which have nothing to do with each other count as one."]
      : []),
  ];
}

/** How large a part of the schedules leads to an outcome, from 0 to 1. */
export function shareOf({ count }: Pick<FoundOutcome, "count">, schedules: number): number {
  return schedules > 0 ? Math.min(1, count / schedules) : 0;
}

/** "32 %", "under 1 %". */
export function shareWords(share: number): string {
  if (share === 1) return "all";
  const percent = Math.round(share * 100);
  if (percent === 0) return "under 1 %";
  return percent === 100 ? "over 99 %" : `${percent} %`;
}

export function endWords(end: RunEnd): string {
  switch (end.kind) {
    case "ended":
      return `The first process ${"code" in end.end ? describeEnd(end.end) : `is ${describeEnd(end.end)}`}`;
    case "deadlock":
      return `Deadlock: ${end.waiters.length === 1 ? "a process waits" : `${end.waiters.length} processes wait`} for what can never come`;
    case "loop":
      return "Goes round for ever: it comes to a state in which it has been before";
    case "cut":
      return "Did not end, and was given up";
  }
}

/** "Process 3 (reader) sleeps in fd_read(3) and waits for pipe 1 to have data. That cannot come: ..." */
export function waiterWords({ pid, args, call, waitsFor, because }: Waiter): string {
  const name = (args[0] ?? "").replace(/^.*\//, "");
  const who = `Process ${pid}${name === "" ? "" : ` (${name})`}`;
  const where = call === "" ? "" : ` sleeps in ${call} and`;
  const what = waitsFor.length === 0 ? "something unknown" : waitsFor.join(" or ");
  const why = because === "" ? "" : `. ${becauseWords(because)}`;
  return `${who}${where} waits for ${what}${why}.`;
}

/** The kernel says who holds what as "4 in [2], [3]": descriptors and pids. */
function becauseWords(because: string): string {
  const never = /read end/.test(because)
    ? "Nothing is read, and no error comes either"
    : "Nothing is written, and no end of file comes either";
  const holders = because.replace(/(\d+) in ((?:\[\d+\](?:, )?)+)/g, (_, fd: string, holders: string) => {
    const pids = [...holders.matchAll(/\d+/g)].map(([pid]) => pid);
    return `as descriptor ${fd} in ${pids.length === 1 ? "process" : "processes"} ${listed(pids)}`;
  });
  return `${never}, as ${holders.replace(/open( itself)?: as/, "open$1, as")}`;
}

/** Two accesses that race, and why nothing orders them: a sentence each. */
export function raceWords({ first, second, why }: Race): string[] {
  return [
    `${capital(accessWords(first))}.`,
    `${capital(accessWords(second))}.`,
    reasonWords(first.pid, second.pid, why),
  ];
}

function accessWords({ pid, writes, range, place }: RaceAccess): string {
  const name = sourceName(place.function);
  const where = place.line === undefined ? `in ${name}` : `in ${name}, at ${place.line}`;
  return `process ${pid} ${writes ? "writes" : "reads"} ${counted(range.to - range.from, "byte")} of shared memory ${where}`;
}

function reasonWords(first: number, second: number, why: Race["why"]): string {
  switch (why.kind) {
    case "next":
      return "Each of them could be the next thing that is done: nothing orders them.";
    case "unheard":
      return `Process ${second} has never heard of process ${first}, so nothing orders them.`;
    case "heard":
      return `What process ${second} had last heard of process ${first}, by ${why.by}, was before that: nothing orders them.`;
  }
}

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
