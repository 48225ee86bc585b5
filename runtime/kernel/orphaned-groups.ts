/**
 * Orphaned process groups (POSIX.1-2024 3.255): nobody outside the group, but of its session, is the parent of a member,
 * so nobody is left to let it go on when it stops. Hence what stops such a group does nothing, and a group that becomes
 * one while a member is stopped is hung up: SIGHUP, then SIGCONT (_Exit, "Consequences of Process Termination").
 */
import type { Pid } from "../abi/ids.ts";
import { Signal } from "../abi/signal.ts";
import { type Hangup, hangUp } from "./hangup.ts";
import type { Process } from "./process.ts";
import { membersOf } from "./process-groups.ts";
import type { World } from "./world.ts";

/** Is the group orphaned? Zombies tie nobody to anybody. */
export function isOrphaned(world: World, group: Pid): boolean {
  for (const process of world.processes.values()) {
    if (process.group === group && process.state.kind !== "zombie" && tie(world, process)) return false;
  }
  return true;
}

/** A process has ended, and these living children were handed to pid 1: which groups have lost their last tie by that? */
export function leaveGroups(world: World, ended: Process, children: readonly Process[]): Hangup[] {
  const groups = new Set<Pid>();
  for (const { group, session } of children) {
    if (group !== ended.group && session === ended.session) groups.add(group);
  }
  if (tie(world, ended)) groups.add(ended.group);
  return [...groups].flatMap((group) => hangUpIfOrphaned(world, group));
}

/** Does its parent tie its group to the rest of the session? */
function tie(world: World, process: Process): boolean {
  const parent = world.processes.get(process.parent);
  return parent !== undefined && parent.group !== process.group && parent.session === process.session;
}

function hangUpIfOrphaned(world: World, group: Pid): Hangup[] {
  const members = membersOf(world, group);
  if (!members.some(({ state }) => state.kind === "stopped") || !isOrphaned(world, group)) return [];
  return hangUp(members, [Signal.SIGHUP, Signal.SIGCONT], "its group is stopped, and orphaned");
}
