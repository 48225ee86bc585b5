/** Whose a terminal is (POSIX.1-2024 11.1.3): the session it controls, and what becomes of that when the leader ends. */
import { Errno } from "../../abi/errno.ts";
import { Signal } from "../../abi/signal.ts";
import type { Answer } from "../answer.ts";
import { type Hangup, hangUp } from "../hangup.ts";
import type { Process } from "../process.ts";
import { leadsSession, membersOf } from "../process-groups.ts";
import type { World } from "../world.ts";
import type { Terminal } from "./terminal.ts";

/** Makes a terminal that of a session leader's session, whose group is then in the foreground. */
export function takeTerminal(process: Process, terminal: Terminal): void {
  terminal.session = process.session;
  terminal.foreground = process.group;
  process.terminal = terminal;
}

/** What `open` without O_NOCTTY does: a session leader that has no controlling terminal takes one that nobody has. */
export function takeIfFree(process: Process, terminal: Terminal): void {
  if (!leadsSession(process) || process.terminal !== undefined || terminal.session !== undefined) return;
  takeTerminal(process, terminal);
}

/**
 * TIOCSCTTY: takes a terminal as its session's.
 *
 * - EPERM  the caller leads no session, or has a terminal, or another session has this one, or it is not open to be read
 */
export function acquire(process: Process, terminal: Terminal, readable: boolean): Answer {
  const leads = leadsSession(process);
  if (leads && terminal.session === process.session) return 0;
  if (!leads || process.terminal !== undefined || terminal.session !== undefined || !readable) return -Errno.EPERM;
  takeTerminal(process, terminal);
  return 0;
}

/** TIOCNOTTY: a process gives up its controlling terminal; a leader for its whole session, whose foreground is hung up. */
export function giveUpTerminal(world: World, process: Process): Hangup[] {
  return leave(world, process, [Signal.SIGHUP, Signal.SIGCONT], "the session has given up its terminal");
}

/** The end of a process: when it led a session its terminal is nobody's, and the group in the foreground is hung up. */
export function leaveTerminal(world: World, ended: Process): Hangup[] {
  return leave(world, ended, [Signal.SIGHUP], "the leader of the session has ended");
}

function leave(world: World, process: Process, signals: readonly number[], why: string): Hangup[] {
  const { terminal } = process;
  process.terminal = undefined;
  if (terminal === undefined || !leadsSession(process)) return [];
  const { foreground } = terminal;
  terminal.session = undefined;
  terminal.foreground = undefined;
  for (const other of world.processes.values()) {
    if (other.session === process.session) other.terminal = undefined;
  }
  return foreground === undefined ? [] : hangUp(membersOf(world, foreground), signals, why);
}
