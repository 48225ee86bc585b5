/**
 * What a run did, written down so that it can be compared with another: in the emulator, or on a host. Pids are left out of it: a
 * process is known by who made it.
 */
import type { Pid } from "../abi/ids.ts";
import type { End } from "../abi/wait-status.ts";

/** How a run ended: as its first process did, or not at all. */
export type RecordedEnd = End | "does not end";

/** A call of a process, and what it was answered. */
export interface RecordedCall {
  readonly name: string;
  /** The call as people read it: `wait4(-1, 0)`. */
  readonly text: string;
  /** A result, or minus an errno; undefined for a call that did not return. */
  answer: number | undefined;
}

export interface RecordedProcess {
  readonly pid: Pid;
  /** "1" is the first process, "1.2" its second child, "1.2.1" that one's first. */
  readonly name: string;
  readonly calls: readonly RecordedCall[];
}

export interface Recording {
  readonly stdout: string;
  readonly stderr: string;
  readonly end: RecordedEnd;
  /** In the order of their names. */
  readonly processes: readonly RecordedProcess[];
}

/** The calls whose answers are pids of children. */
export const FORKS: ReadonlySet<string> = new Set(["fork", "vfork"]);

/** Writes down the calls of a run, as they are answered. */
export class Recorder {
  readonly #calls = new Map<Pid, RecordedCall[]>();

  /** A call is made that may not return: it is answered if it does. */
  begin(pid: Pid, name: string, text: string): void {
    this.#of(pid).push({ name, text, answer: undefined });
  }

  /** A call is answered: the one that was begun, or one that was not. That of a fork is its parent's, not the child's. */
  answer(pid: Pid, name: string, text: string, answer: number): void {
    if (answer === 0 && FORKS.has(name)) return;
    const calls = this.#of(pid);
    const last = calls.at(-1);
    if (last !== undefined && last.answer === undefined && last.name === name) last.answer = answer;
    else calls.push({ name, text, answer });
  }

  /** All processes by their names, the first's being `first`. */
  processes(first: Pid): RecordedProcess[] {
    const found: RecordedProcess[] = [];
    const visit = (pid: Pid, name: string) => {
      const calls = this.#calls.get(pid) ?? [];
      found.push({ pid, name, calls });
      const children = calls.flatMap((call) =>
        FORKS.has(call.name) && (call.answer ?? 0) > 0 ? [call.answer as Pid] : [],
      );
      for (const [index, child] of children.entries()) visit(child, `${name}.${index + 1}`);
    };
    visit(first, "1");
    return found;
  }

  #of(pid: Pid): RecordedCall[] {
    const calls = this.#calls.get(pid) ?? [];
    this.#calls.set(pid, calls);
    return calls;
  }
}

/** A text in which each of some pids is written `pid A`, `pid B`, ... in the order in which they come: so two runs can be compared. */
export function withoutPids(text: string, pids: ReadonlySet<Pid>): string {
  const names = new Map<string, string>();
  return text.replace(/\d+/g, (digits) => {
    if (!pids.has(Number(digits))) return digits;
    const name =
      names.get(digits) ??
      `pid ${String.fromCharCode(65 + (names.size % 26))}${names.size < 26 ? "" : Math.floor(names.size / 26)}`;
    names.set(digits, name);
    return name;
  });
}
