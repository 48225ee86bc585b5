/**
 * What a guest on the host calls, as lines of JSON in a stream that all its processes write to: a line when a call is answered, and
 * one when a call is made that may not return. Not in a file: the guest may limit how large those become.
 */
import type { SyscallRow } from "../../abi/syscall-table.ts";
import { describeCall } from "../../kernel/syscalls/describe.ts";
import type { HostCalls } from "./addon.ts";
import { FIRST } from "./descriptors.ts";
import type { NativeProcess } from "./native-process.ts";

/** Where whoever starts a guest opens the stream: just below the guest's own descriptors. */
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

/** A whole line in one write: others write at the same time. */
function write(host: HostCalls, line: CallLine): void {
  host.write(LOG_FD, [new TextEncoder().encode(`${JSON.stringify(line)}\n`)]);
}

/** The lines of such a stream; a last one that is not whole is left out: its process was killed. */
export function readCallLog(text: string): CallLine[] {
  return text
    .split("\n")
    .filter((line) => line.endsWith("}"))
    .map((line) => JSON.parse(line) as CallLine);
}
