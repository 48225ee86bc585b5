/** Process ids, and finding processes. */
import { FIRST_PID, type Pid } from "../abi/ids.ts";
import type { Process } from "./process.ts";
import type { World } from "./world.ts";

/** Pids start again here when they run out (Linux: pid_max). */
const PID_MAX = 4_194_304;

/** A pid that no process, group or session has, nor a terminal takes for its. */
export function newPid(world: World): Pid {
  for (let pid = world.nextPid; ; pid++) {
    if (pid > PID_MAX) {
      pid = FIRST_PID;
      world.pidsWrapped = true;
    }
    if (isFree(world, pid)) {
      world.nextPid = pid + 1;
      return pid;
    }
  }
}

function isFree(world: World, pid: Pid): boolean {
  if (world.processes.has(pid)) return false;
  if (!world.pidsWrapped) return true;
  for (const { group, session } of world.processes.values()) if (group === pid || session === pid) return false;
  return world.terminal?.foreground !== pid;
}

/** Adds a process to the world, as a child of its parent. */
export function addProcess(world: World, process: Process): void {
  world.processes.set(process.pid, process);
  process.descriptors.owner = { pid: process.pid, locks: world.locks, races: world.races };
  world.processes.get(process.parent)?.children.add(process.pid);
  world.runQueue.add(process);
}

/** Takes a process that has ended out of the world: its pid may be given again. */
export function forget(world: World, process: Process): void {
  world.processes.delete(process.pid);
  world.processes.get(process.parent)?.children.delete(process.pid);
}

/** The processes that `kill` and `wait4` mean by `pid`: > 0 that one; 0 the caller's group; -1 all; < -1 a group. */
export function matches(process: Process, pid: number, caller: Process): boolean {
  if (pid > 0) return process.pid === pid;
  if (pid === 0) return process.group === caller.group;
  return pid === -1 || process.group === -pid;
}
