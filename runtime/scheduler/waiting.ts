/** Why a process does not run: what it waits for, in words and as data, and who could bring it. For any moment of a world. */
import type { Pid } from "../abi/ids.ts";
import { Signal, signalName } from "../abi/signal.ts";
import { SYSCALL_TABLE } from "../abi/syscall-table.ts";
import type { End } from "../abi/wait-status.ts";
import type { KernelEvent } from "../kernel/event.ts";
import { PipeReader, PipeWriter } from "../kernel/files/pipe.ts";
import type { Process } from "../kernel/process.ts";
import type { World } from "../kernel/world.ts";
import type { Step } from "./history.ts";
import type { Waiter } from "./outcome.ts";

const STOP_SIGNALS: ReadonlySet<number> = new Set([Signal.SIGSTOP, Signal.SIGTSTP, Signal.SIGTTIN, Signal.SIGTTOU]);

/** How it is with a process. */
export interface Waiting extends Waiter {
  /** A zombie has ended, and its parent has not waited for it. */
  readonly state: Process["state"]["kind"];
  /** When it wakes at the latest, in virtual nanoseconds. */
  readonly until: number | undefined;
  /** Those without whom it cannot go on, where that is known: one of them has to do something, or all. */
  readonly on: readonly Pid[];
  /** How a zombie has ended. */
  readonly end: End | undefined;
}

/** Undefined where there is no such process. */
export function whyWaiting(world: World, pid: Pid): Waiting | undefined {
  const process = world.processes.get(pid);
  if (process === undefined) return undefined;
  const { state } = process;
  return {
    ...describeWaiter(world, process),
    state: state.kind,
    until: state.kind === "waiting" ? state.until : undefined,
    on: [...new Set(holdersOf(world, process))].sort((one, other) => one - other),
    end: state.kind === "zombie" ? state.end : undefined,
  };
}

/** As the report of a deadlock says it. */
export function describeWaiter(world: World, process: Process): Waiter {
  const { state, resume } = process;
  const waitsFor = state.kind === "waiting" ? state.on.map((queue) => queue.name) : [];
  if (state.kind === "stopped") waitsFor.push(`SIGCONT (stopped by ${signalName(state.by)})`);
  const call = resume.kind === "call" ? describePending(resume.call.syscall, resume.call.args) : "";
  return { pid: process.pid, args: process.args, call, waitsFor, because: explain(world, process) };
}

/** Who keeps the other end of the pipe open that a process sleeps on: the end that it waits for cannot come before. */
function explain(world: World, process: Process): string {
  const end = pipeEndOf(process);
  if (end === undefined) return "";
  const other = end instanceof PipeReader ? "write" : "read";
  const isOwn = eachHolder(world, end).every(([pid]) => pid === process.pid);
  const what = isOwn ? `it still holds the ${other} end open itself` : `its ${other} end is still open`;
  return `${what}: ${describeHolders(world, end)}`;
}

function holdersOf(world: World, process: Process): Pid[] {
  const { state, resume } = process;
  if (state.kind === "zombie") return world.processes.has(process.parent) ? [process.parent] : [];
  if (state.kind !== "waiting") return [];
  const isAsleepOn = (queue: unknown) => state.on.some((other) => other === queue);
  const lock = world.locks.waits.get(process.pid);
  if (lock !== undefined && isAsleepOn(lock.queue)) return [lock.holder];
  if (isAsleepOn(process.memoryReturned)) {
    return [...world.processes.values()].filter(({ borrowsFrom }) => borrowsFrom === process.pid).map(({ pid }) => pid);
  }
  if (isAsleepOn(process.childEnded)) {
    const wanted =
      resume.kind === "call" && SYSCALL_TABLE[resume.call.syscall]?.name === "wait4" ? resume.call.args[0] : 0;
    const living = [...process.children].filter((child) => world.processes.get(child)?.state.kind !== "zombie");
    return living.includes(Number(wanted)) ? [Number(wanted)] : living;
  }
  const end = pipeEndOf(process);
  return end === undefined ? [] : eachHolder(world, end).map(([pid]) => pid);
}

/** The end of a pipe that the call is about in which a process sleeps. */
function pipeEndOf({ state, resume, descriptors }: Process): PipeReader | PipeWriter | undefined {
  if (resume.kind !== "call" || state.kind === "runnable" || state.kind === "zombie") return undefined;
  const { syscall, args } = resume.call;
  if (SYSCALL_TABLE[syscall]?.parameters[0]?.kind !== "fd") return undefined;
  const end = descriptors.get(Number(args[0]))?.file.fd;
  return end instanceof PipeReader || end instanceof PipeWriter ? end : undefined;
}

/** Who has the other end of a pipe open, and by which descriptors. */
function eachHolder(world: World, end: PipeReader | PipeWriter): [pid: Pid, fd: number][] {
  const other = end instanceof PipeReader ? PipeWriter : PipeReader;
  return [...world.processes.values()].flatMap(({ pid, descriptors }) =>
    descriptors
      .entries()
      .filter(([, { file }]) => file.fd instanceof other && file.fd.node === end.node)
      .map(([fd]): [Pid, number] => [pid, fd]),
  );
}

/** "4 in [2] and [3]": the descriptors that name the other end of a pipe. */
function describeHolders(world: World, end: PipeReader | PipeWriter): string {
  const byDescriptor = new Map<number, string[]>();
  for (const [pid, fd] of eachHolder(world, end)) byDescriptor.set(fd, [...(byDescriptor.get(fd) ?? []), `[${pid}]`]);
  return [...byDescriptor].map(([fd, pids]) => `${fd} in ${pids.join(", ")}`).join("; ");
}

/** A call without its memory: names and plain numbers only. */
function describePending(syscall: number, args: readonly (number | bigint)[]): string {
  const row = SYSCALL_TABLE[syscall];
  if (row === undefined) return "";
  const first = row.parameters[0];
  return first !== undefined && ["fd", "pid"].includes(first.kind) ? `${row.name}(${args[0]})` : row.name;
}

/**
 * Since which step it has been so, of those before `position`: the one in which the call was made, the signal came that stopped it,
 * it ended, or, of one that could run, it last ran (or was made). Undefined where no step tells: it has been there from the start.
 */
export function sinceWhen(waiting: Waiting, position: number, stepAt: (number: number) => Step): number | undefined {
  return sinceWhenAll([waiting], position, stepAt)[0];
}

/** As `sinceWhen`, of each of these: a history is gone back in once. */
export function sinceWhenAll(
  all: readonly Waiting[],
  position: number,
  stepAt: (number: number) => Step,
): (number | undefined)[] {
  const since = new Map<Pid, number>();
  const left = new Map(all.map((waiting) => [waiting.pid, waiting.state]));
  for (let number = position - 1; number >= 0 && left.size > 0; number--) {
    const { pid, events } = stepAt(number);
    const found = (one: Pid) => {
      since.set(one, number);
      left.delete(one);
    };
    if (pid !== undefined && left.get(pid) === "runnable") found(pid);
    for (const event of events) {
      const one = toldOf(event);
      const state = one === undefined ? undefined : left.get(one);
      if (one !== undefined && state !== undefined && tells(event, state)) found(one);
    }
  }
  return all.map(({ pid }) => since.get(pid));
}

/** Whose state an event may have begun. */
function toldOf(event: KernelEvent): Pid | undefined {
  if (event.kind === "fork") return event.child;
  return event.kind === "call" || event.kind === "signal" || event.kind === "exit" ? event.pid : undefined;
}

/** Did it begin this state of the process that it tells of? */
function tells(event: KernelEvent, state: Waiting["state"]): boolean {
  switch (state) {
    case "waiting":
      return event.kind === "call" && !event.retry;
    case "stopped":
      return event.kind === "signal" && STOP_SIGNALS.has(event.signal);
    case "zombie":
      return event.kind === "exit";
    case "runnable":
      return event.kind === "fork";
  }
}
