/** What to do when nobody is runnable: time jumps, or the host must help, or the run is over. */

import { signalName } from "../abi/signal.ts";
import { SYSCALL_TABLE } from "../abi/syscall-table.ts";
import { PipeReader, PipeWriter } from "../kernel/files/pipe.ts";
import type { Process } from "../kernel/process.ts";
import type { World } from "../kernel/world.ts";
import type { Outcome, TypingWish, Waiter } from "./outcome.ts";

const NEVER = Number.POSITIVE_INFINITY;

/** Undefined when time has jumped to the next deadline and somebody can go on. */
export function idle(world: World): Outcome | undefined {
  if (world.firstEnd !== undefined && world.processes.size === 0) return { kind: "ended", end: world.firstEnd };
  if (!world.input.ended && world.input.readable.sleepers.length > 0) return { kind: "wants-input" };
  const deadline = Math.min(world.runQueue.nextDeadline ?? NEVER, world.alarms.next ?? NEVER);
  const wish = wishToType(world, deadline);
  if (wish !== undefined) return { kind: "wants-input", ...wish };
  if (deadline < NEVER) {
    world.clock.advanceTo(deadline); // the machine sees to what is due then
    return undefined;
  }
  const waiters = [...world.processes.values()].filter((process) => process.state.kind !== "zombie");
  return { kind: "deadlock", waiters: waiters.map((process) => describeWaiter(world, process)), end: world.firstEnd };
}

/** Whether somebody may type now: undefined without a terminal, or when the host has just said that nobody does. */
function wishToType(world: World, deadline: number): TypingWish | undefined {
  const { terminal, hostPassed } = world;
  world.hostPassed = false;
  if (terminal === undefined || terminal.ended || hostPassed) return undefined;
  const within = deadline < NEVER ? deadline - world.clock.elapsed : undefined;
  if (terminal.readable.sleepers.length > 0) return { hope: "data", within };
  const reached = [...world.processes.values()].filter(
    ({ group, state }) => group === terminal.foreground && state.kind !== "zombie",
  );
  if (terminal.cooked || reached.length === 0) return undefined;
  return { hope: reached.some(waitsForSignal) ? "signal" : "rescue", within };
}

function waitsForSignal({ state, signalled }: Process): boolean {
  return state.kind === "waiting" && state.on.includes(signalled);
}

/** What a process waits for that sleeps or is stopped, and who keeps it waiting. */
export function describeWaiter(world: World, process: Process): Waiter {
  const { state, resume } = process;
  const waitsFor = state.kind === "waiting" ? state.on.map((queue) => queue.name) : [];
  if (state.kind === "stopped") waitsFor.push(`SIGCONT (stopped by ${signalName(state.by)})`);
  const call = resume.kind === "call" ? describePending(resume.call.syscall, resume.call.args) : "";
  return { pid: process.pid, args: process.args, call, waitsFor, because: explain(world, process) };
}

/** Who keeps the other end of the pipe open that a process sleeps on: the end that it waits for cannot come before. */
function explain(world: World, process: Process): string {
  if (process.resume.kind !== "call") return "";
  const { syscall, args } = process.resume.call;
  if (SYSCALL_TABLE[syscall]?.parameters[0]?.kind !== "fd") return "";
  const end = process.descriptors.get(Number(args[0]))?.file.fd;
  if (end instanceof PipeReader) return `its write end is still open: ${holders(world, end, PipeWriter)}`;
  if (end instanceof PipeWriter) return `its read end is still open: ${holders(world, end, PipeReader)}`;
  return "";
}

/** "4 in [2] and [3]": the descriptors that name the other end of a pipe. */
function holders(world: World, end: PipeReader | PipeWriter, other: typeof PipeReader | typeof PipeWriter): string {
  const byDescriptor = new Map<number, string[]>();
  for (const process of world.processes.values()) {
    for (const [fd, { file }] of process.descriptors.entries()) {
      if (!(file.fd instanceof other) || file.fd.node !== end.node) continue;
      byDescriptor.set(fd, [...(byDescriptor.get(fd) ?? []), `[${process.pid}]`]);
    }
  }
  return [...byDescriptor].map(([fd, pids]) => `${fd} in ${pids.join(", ")}`).join("; ");
}

/** A call without its memory: names and plain numbers only. */
function describePending(syscall: number, args: readonly (number | bigint)[]): string {
  const row = SYSCALL_TABLE[syscall];
  if (row === undefined) return "";
  const first = row.parameters[0];
  return first !== undefined && ["fd", "pid"].includes(first.kind) ? `${row.name}(${args[0]})` : row.name;
}
