/** What to do when nobody is runnable: time jumps, or the host must help, or the run is over. */
import { SYSCALL_TABLE } from "../abi/syscall-table.ts";
import { signalName } from "../abi/signal.ts";
import type { Process } from "../kernel/process.ts";
import type { World } from "../kernel/world.ts";
import type { Outcome, Waiter } from "./outcome.ts";

/** Undefined when time has jumped to the next deadline and somebody can go on. */
export function idle(world: World): Outcome | undefined {
  if (world.firstEnd !== undefined && world.processes.size === 0) return { kind: "ended", end: world.firstEnd };
  if (!world.input.ended && world.input.readable.sleepers.length > 0) return { kind: "wants-input" };
  const deadline = world.runQueue.nextDeadline;
  if (deadline !== undefined) {
    world.clock.advanceTo(deadline);
    world.runQueue.expire(deadline);
    return undefined;
  }
  const waiters = [...world.processes.values()].filter((process) => process.state.kind !== "zombie").map(describeWaiter);
  return { kind: "deadlock", waiters, end: world.firstEnd };
}

function describeWaiter(process: Process): Waiter {
  const { state, resume } = process;
  const waitsFor = state.kind === "waiting" ? state.on.map((queue) => queue.name) : [];
  if (state.kind === "stopped") waitsFor.push(`SIGCONT (stopped by ${signalName(state.by)})`);
  const call = resume.kind === "call" ? describePending(resume.call.syscall, resume.call.args) : "";
  return { pid: process.pid, args: process.args, call, waitsFor };
}

/** A call without its memory: names and plain numbers only. */
function describePending(syscall: number, args: readonly (number | bigint)[]): string {
  const row = SYSCALL_TABLE[syscall];
  if (row === undefined) return "";
  const first = row.parameters[0];
  return first !== undefined && ["fd", "pid"].includes(first.kind) ? `${row.name}(${args[0]})` : row.name;
}
