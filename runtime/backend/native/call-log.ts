/**
 * What a guest on the host calls, as lines of JSON in a file that all its processes append to: a line when a call is answered, and
 * one when a call is made that may not return.
 */
import type { SyscallRow } from "../../abi/syscall-table.ts";
import { describeCall } from "../../kernel/syscalls/describe.ts";
import type { HostCalls } from "./addon.ts";
import { FIRST } from "./descriptors.ts";
import type { NativeProcess } from "./native-process.ts";

/** Where whoever starts a guest opens the file: just below the guest's own descriptors. */
export const LOG_FD = FIRST - 1;

/** One line: which process, which call, and what it was answered, if it was. */
export interface CallLine {
  readonly pid: number;
  readonly name: string;
  readonly text: string;
  readonly answer?: number;
}

type Argument = number | bigint;
type Call = (...args: Argument[]) => number;

/** The call, which writes down what it does. */
export function logged(process: NativeProcess, row: SyscallRow, isWasi: boolean, call: Call): Call {
  const { host } = process;
  return (...args) => {
    process.space.look();
    const text = describeCall(process, row, args); // before it is made: what is read into replaces what was there
    const { name } = row;
    if (row.result === "never") write(host, { pid: host.getpid(), name, text });
    const result = call(...args);
    write(host, { pid: host.getpid(), name, text, answer: isWasi ? 0 - result : result });
    return result;
  };
}

/** A whole line in one write: others append to the file at the same time. */
function write(host: HostCalls, line: CallLine): void {
  host.write(LOG_FD, [new TextEncoder().encode(`${JSON.stringify(line)}\n`)]);
}

/** The lines of such a file; a last one that is not whole is left out: its process was killed. */
export function readCallLog(text: string): CallLine[] {
  return text
    .split("\n")
    .filter((line) => line.endsWith("}"))
    .map((line) => JSON.parse(line) as CallLine);
}
