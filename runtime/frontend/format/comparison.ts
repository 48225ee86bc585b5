/** What comparing the emulator with the host has found, for people and as JSON. */
import { errnoName } from "../../abi/errno.ts";
import type { Difference } from "../../backend/compare.ts";
import type { RunsComparison } from "../../backend/native/compare-runs.ts";
import type { RecordedCall, RecordedEnd, Recording } from "../../backend/recording.ts";
import { describeEnd } from "./end.ts";
import { counted, type EndJson, outputLines, plainEndJson, runEndText } from "./outcomes.ts";
import { printable } from "./printable.ts";

/** One difference, as lines: what is seen of it, and the call that it began with. */
export function differenceLines({ seen, call }: Difference): string[] {
  const lines = [];
  if (seen.what === "end") {
    lines.push(
      "different: how the first process ended",
      `  emulator: ${endText(seen.end.emulated)}`,
      `  host:     ${endText(seen.end.native)}`,
    );
  } else {
    const stream = seen.what === "stdout" ? "standard output" : "standard error";
    lines.push(
      `different: line ${seen.line} of ${stream}`,
      `  emulator: ${lineText(seen.text.emulated)}`,
      `  host:     ${lineText(seen.text.native)}`,
    );
  }
  if (call === undefined) {
    lines.push("no call was answered otherwise: only the order of events was another. Compare many runs: --runs 20");
  } else {
    lines.push(
      `the first call that differs: process ${call.process}, its call ${call.number}`,
      `  emulator: ${callText(call.call.emulated)}`,
      `  host:     ${callText(call.call.native)}`,
    );
  }
  return lines;
}

/** How many runs had which outcome, and what the emulator does not know. */
export function runsLines({ found, shown, unknown }: RunsComparison): string[] {
  const lines: string[] = [];
  for (const { outcome, runs } of shown) {
    lines.push(`${counted(runs, "run")} on the host: ${runEndText(outcome.end)}`, ...outputLines(outcome));
  }
  for (const { recording, runs } of unknown) {
    lines.push(`${counted(runs, "run")} on the host, and unknown to the emulator: ${endText(recording.end)}`);
    lines.push(...outputLines(recording));
  }
  const seen = shown.filter(({ runs }) => runs > 0).length;
  const known = `${counted(shown.length, "outcome")} that the emulator finds${found.complete ? "" : " (the search is not complete)"}`;
  const strangers = unknown.reduce((sum, { runs }) => sum + runs, 0);
  const total = shown.reduce((sum, { runs }) => sum + runs, 0) + strangers;
  const verdict = unknown.length === 0 ? "same" : "different";
  const others = unknown.length === 0 ? "" : `, and ${strangers} had another`;
  lines.push(`${verdict}: ${counted(total, "run")} on the host showed ${seen} of the ${known}${others}`);
  return lines;
}

export interface ComparisonJson {
  readonly same: boolean;
  readonly emulator?: OutcomeOfRun;
  readonly host?: OutcomeOfRun;
  /** The first call that was answered otherwise: process "1.2", its call 4. */
  readonly call?: {
    readonly process: string;
    readonly number: number;
    readonly emulator: string | null;
    readonly host: string | null;
  };
  /** With --runs. */
  readonly complete?: boolean;
  readonly outcomes?: readonly (OutcomeOfRun & { readonly runs: number })[];
  readonly unknown?: readonly (OutcomeOfRun & { readonly runs: number })[];
}

interface OutcomeOfRun {
  readonly stdout: string;
  readonly stderr: string;
  readonly end: EndJson | { readonly endless: true };
}

export function differenceJson(emulated: Recording, native: Recording, found: Difference | undefined): ComparisonJson {
  const both = { emulator: runJson(emulated), host: runJson(native) };
  if (found?.call === undefined) return { same: found === undefined, ...both };
  const { process, number, call } = found.call;
  const [emulator, host] = [call.emulated, call.native].map((one) => (one === undefined ? null : callText(one)));
  return { same: false, ...both, call: { process, number, emulator: emulator ?? null, host: host ?? null } };
}

export function runsJson({ found, shown, unknown }: RunsComparison): ComparisonJson {
  return {
    same: unknown.length === 0,
    complete: found.complete,
    outcomes: shown.map(({ outcome: { stdout, stderr, end }, runs }) => {
      return { stdout, stderr, end: end.kind === "ended" ? plainEndJson(end.end) : { endless: true as const }, runs };
    }),
    unknown: unknown.map(({ recording, runs }) => ({ ...runJson(recording), runs })),
  };
}

function runJson({ stdout, stderr, end }: Recording): OutcomeOfRun {
  return { stdout, stderr, end: endJson(end) };
}

function endJson(end: RecordedEnd): OutcomeOfRun["end"] {
  if (end === "does not end") return { endless: true };
  return plainEndJson(end);
}

function endText(end: RecordedEnd): string {
  return end === "does not end" ? end : describeEnd(end);
}

function lineText(line: string | undefined): string {
  return line === undefined ? "(the end)" : JSON.stringify(line);
}

function callText(call: RecordedCall | undefined): string {
  if (call === undefined) return "(no such call)";
  const { text, answer } = call;
  if (answer === undefined) return printable(`${text} does not return`);
  return printable(`${text} = ${answer < 0 ? errnoName(-answer) : answer}`);
}
