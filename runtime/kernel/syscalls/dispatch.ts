/** From a row of the system call table to its handler, and from an answer to what the guest's import returns. */
import { Errno } from "../../abi/errno.ts";
import { RESTART } from "../../abi/signal-flags.ts";
import { SYSCALL_TABLE, type SyscallRow, WASI_MODULE } from "../../abi/syscall-table.ts";
import { type Answer, isResult, WAIT } from "../answer.ts";
import { WRITE } from "../footprint.ts";
import { FAULT } from "../guest-memory.ts";
import { settleCall } from "../interrupt.ts";
import type { Kernel } from "../kernel.ts";
import { refresh } from "../mappings/share.ts";
import { settle } from "../page-faults.ts";
import { panic } from "../panic.ts";
import type { Process } from "../process.ts";
import { touchRange } from "../touch-memory.ts";
import { describeCall, describeResults } from "./describe.ts";
import type { Handler } from "./handler.ts";
import { HANDLERS } from "./handlers.ts";
import { touchAnswer, touchCall, WORD_CHANGE } from "./touch-call.ts";

/** Handlers by the index of their row. */
const BY_INDEX: readonly Handler[] = SYSCALL_TABLE.map(
  (row) => HANDLERS[row.name] ?? panic(`no handler for ${row.name}`),
);

const RESTARTS: readonly boolean[] = SYSCALL_TABLE.map((row) => row.restarts);

const IS_WASI: readonly boolean[] = SYSCALL_TABLE.map((row) => row.module === WASI_MODULE);

/** May the call read or write files? Those that the caller has mapped must hold what it has stored. */
const TOUCHES_FILES: readonly boolean[] = SYSCALL_TABLE.map((row) => row.touches.includes("files"));

type Argument = number | bigint | undefined;

/** Makes a system call for a process; `a` to `i` are its arguments, as many as its row has. */
export function dispatch(
  kernel: Kernel,
  process: Process,
  syscall: number,
  a?: Argument,
  b?: Argument,
  c?: Argument,
  d?: Argument,
  e?: Argument,
  f?: Argument,
  g?: Argument,
  h?: Argument,
  i?: Argument,
): Answer {
  const watched = kernel.watching;
  const mappings = process.image?.space.mappings;
  if (mappings !== undefined && mappings.files > 0 && TOUCHES_FILES[syscall] === true) settle(kernel, process);
  const { footprint } = kernel;
  if (footprint !== undefined) {
    touchCall(footprint, kernel, process, syscall, [a, b, c, d, e, f, g, h, i]);
    if (syscall !== WORD_CHANGE) kernel.memory.watch((from, to) => touchRange(footprint, process, from, to, WRITE));
  }
  if (watched) announce(kernel, process, syscall, [a, b, c, d, e, f, g, h, i]);
  let answer: Answer;
  try {
    answer = (BY_INDEX[syscall] as Handler)(kernel, process, a, b, c, d, e, f, g, h, i);
  } catch (error) {
    if (error !== FAULT) throw error;
    answer = -Errno.EFAULT;
  }
  if (answer === WAIT || process.signals.maskBefore !== undefined) {
    answer = settleCall(kernel, process, answer, RESTARTS[syscall] === true);
  }
  if (mappings !== undefined) refresh(kernel, process);
  if (footprint !== undefined) {
    kernel.memory.watch(undefined);
    touchAnswer(footprint, kernel, process, syscall, answer);
  }
  if (watched) report(kernel, process, syscall, answer, [a, b, c, d, e, f, g, h, i]);
  return answer;
}

/** What the guest's import returns for a result: WASI's calls answer errno itself, the others `-errno`. RESTART is for its wrapper. */
export function returnValue(syscall: number, answer: Answer): number {
  return IS_WASI[syscall] === true && answer < 0 && answer !== RESTART ? -answer : answer;
}

function announce(kernel: Kernel, process: Process, syscall: number, args: readonly Argument[]): void {
  const retry = process.resume.kind === "call";
  kernel.emit({ kind: "call", pid: process.pid, syscall, retry, text: describeCall(kernel, rowOf(syscall), args) });
}

function report(kernel: Kernel, process: Process, syscall: number, answer: Answer, args: readonly Argument[]): void {
  const waitsFor = process.state.kind === "waiting" ? process.state.on.map((queue) => queue.name) : [];
  const stored = isResult(answer) && answer >= 0 ? describeResults(kernel, rowOf(syscall), args) : "";
  kernel.emit({ kind: "answer", pid: process.pid, syscall, answer, final: isResult(answer), stored, waitsFor });
}

function rowOf(syscall: number): SyscallRow {
  return SYSCALL_TABLE[syscall] ?? panic(`no system call ${syscall}`);
}
