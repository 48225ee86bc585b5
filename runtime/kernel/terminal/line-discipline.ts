/**
 * From what is typed to what can be read (POSIX.1-2024 11, Linux's N_TTY): lines that can be edited, echoes, signals to the
 * group in the foreground, output held up and let go on.
 *
 * `type` takes what the host brings; `catchUp` goes on with what there was no room for, once somebody has read.
 */
import { Signal } from "../../abi/signal.ts";
import {
  ECHO,
  ECHOCTL,
  ECHONL,
  ICANON,
  ICRNL,
  IEXTEN,
  IGNCR,
  INLCR,
  ISIG,
  ISTRIP,
  IUCLC,
  IXANY,
  IXON,
  NOFLSH,
  PARMRK,
  VEOF,
  VEOL,
  VEOL2,
  VERASE,
  VINTR,
  VKILL,
  VLNEXT,
  VQUIT,
  VREPRINT,
  VSTART,
  VSTOP,
  VSUSP,
  VWERASE,
} from "../../abi/termios.ts";
import type { Kernel } from "../kernel.ts";
import { raise } from "../signals.ts";
import { endErasing, eraseCharacter, eraseLine, eraseWord } from "./editing.ts";
import { END_OF_FILE } from "./input-queue.ts";
import { echo, echoMoving, echoPlain, NEWLINE, showEchoes, startOutput, stopOutput } from "./output.ts";
import type { Terminal } from "./terminal.ts";

/** What is typed while nobody reads is kept up to this many bytes (Linux: as many as a pseudo-terminal buffers). */
const BACKLOG_MAX = 65536;

/** So many bytes of echoes are shown together, where more is typed at once. */
const ECHOES_AT_ONCE = 1024;

const RETURN = 0x0d;
const CARET = 0x5e;
const BACKSPACE = 0x08;
const MARK = 0xff;

const SIGNALS: readonly (readonly [place: number, signal: number, name: string])[] = [
  [VINTR, Signal.SIGINT, "VINTR"],
  [VQUIT, Signal.SIGQUIT, "VQUIT"],
  [VSUSP, Signal.SIGTSTP, "VSUSP"],
];

/** The host has typed. What does not fit any more is lost. */
export function type(kernel: Kernel, terminal: Terminal, bytes: Uint8Array): void {
  if (bytes.length === 0) return;
  terminal.lastTyped = kernel.world.clock.elapsed;
  for (let typed = 0; typed < bytes.length && terminal.backlog.length < BACKLOG_MAX; ) {
    const { backlog } = terminal;
    const part = bytes.subarray(typed, typed + BACKLOG_MAX - backlog.length);
    terminal.backlog = new Uint8Array(backlog.length + part.length);
    terminal.backlog.set(backlog);
    terminal.backlog.set(part, backlog.length);
    typed += part.length;
    catchUp(kernel, terminal);
  }
}

/** Nobody will type any more: who reads gets the rest, then the end. */
export function endTyping(terminal: Terminal): void {
  terminal.ended = true;
  terminal.input.finish();
  terminal.readable.wake();
}

/** Takes what was typed as far as there is room. */
export function catchUp(kernel: Kernel, terminal: Terminal): void {
  const { input, backlog } = terminal;
  let taken = 0;
  for (; taken < backlog.length; taken++) {
    if (input.room <= 0) {
      // A line that is too long must still be ended: its last byte gives way to the next.
      if (terminal.cooked || !isLineMode(terminal) || input.finished > 0) break;
      if (input.room < 0) input.eraseLast(1);
    }
    const byte = backlog[taken] as number;
    if (terminal.cooked) takeCooked(terminal, byte);
    else receive(kernel, terminal, byte);
    if (terminal.echoes.length >= ECHOES_AT_ONCE) showEchoes(terminal);
  }
  if (taken > 0) terminal.backlog = backlog.slice(taken);
  showEchoes(terminal);
  if (terminal.cooked) input.finish();
  if (input.finished > 0) terminal.readable.wake();
}

/** Does the terminal give whole lines? */
export function isLineMode(terminal: Terminal): boolean {
  return terminal.cooked || (terminal.attributes.local & ICANON) !== 0;
}

/** Forgets what was typed and not read. */
export function flushInput(terminal: Terminal): void {
  terminal.input.flush();
  terminal.backlog = new Uint8Array(0);
}

function takeCooked(terminal: Terminal, byte: number): void {
  if (byte === NEWLINE) terminal.input.putEnd(byte);
  else terminal.input.put(byte);
}

function receive(kernel: Kernel, terminal: Terminal, typed: number): void {
  const { attributes } = terminal;
  const { input: flags, local } = attributes;
  let byte = (flags & ISTRIP) === 0 ? typed : typed & 0x7f;
  if ((flags & IUCLC) !== 0 && (local & IEXTEN) !== 0 && byte >= 0x41 && byte <= 0x5a) byte += 0x20;
  if (terminal.literal) {
    terminal.literal = false;
    keep(terminal, byte, true);
    return;
  }
  if ((flags & IXON) !== 0) {
    if (attributes.is(byte, VSTART)) {
      if (!terminal.stoppedByCall) startOutput(terminal);
      return;
    }
    if (attributes.is(byte, VSTOP)) {
      stopOutput(terminal);
      return;
    }
  }
  if ((local & ISIG) !== 0 && typeSignal(kernel, terminal, byte)) return;
  if ((flags & IXON) !== 0 && (flags & IXANY) !== 0 && !terminal.stoppedByCall) startOutput(terminal);
  if (byte === RETURN) {
    if ((flags & IGNCR) !== 0) return;
    if ((flags & ICRNL) !== 0) byte = NEWLINE;
  } else if (byte === NEWLINE && (flags & INLCR) !== 0) byte = RETURN;
  if ((local & ICANON) === 0 || !edit(terminal, byte)) keep(terminal, byte);
}

/** Sends the signal that a byte stands for; false if it stands for none. */
function typeSignal(kernel: Kernel, terminal: Terminal, byte: number): boolean {
  const { attributes } = terminal;
  const row = SIGNALS.find(([place]) => attributes.is(byte, place));
  if (row === undefined) return false;
  const [, signal, name] = row;
  signalForeground(kernel, terminal, signal, `${name} typed at the terminal`);
  if ((attributes.local & NOFLSH) === 0) {
    terminal.input.flush();
    terminal.echoes = [];
  }
  if ((attributes.input & IXON) !== 0 && !terminal.stoppedByCall) startOutput(terminal);
  if ((attributes.local & ECHO) !== 0) echo(terminal, byte);
  return true;
}

/** Sends a signal to all of the group in the foreground. */
export function signalForeground(kernel: Kernel, terminal: Terminal, signal: number, why: string): void {
  const { foreground } = terminal;
  if (foreground === undefined) return;
  for (const process of [...kernel.world.processes.values()]) {
    if (process.group === foreground) raise(kernel, process, signal, why);
  }
}

/** What a byte means while a line is edited; false if it is one of the line. */
function edit(terminal: Terminal, byte: number): boolean {
  const { attributes, input } = terminal;
  const { local } = attributes;
  const extended = (local & IEXTEN) !== 0;
  const echoes = (local & ECHO) !== 0;
  if (attributes.is(byte, VERASE)) eraseCharacter(terminal);
  else if (attributes.is(byte, VKILL)) eraseLine(terminal, byte);
  else if (extended && attributes.is(byte, VWERASE)) eraseWord(terminal);
  else if (extended && attributes.is(byte, VLNEXT)) {
    terminal.literal = true;
    if (echoes) endErasing(terminal);
    if (echoes && (local & ECHOCTL) !== 0) echoMoving(terminal, [CARET, BACKSPACE], 0);
  } else if (extended && echoes && attributes.is(byte, VREPRINT)) {
    endErasing(terminal);
    echo(terminal, byte);
    echoPlain(terminal, NEWLINE);
    for (let distance = input.unfinished - 1; distance >= 0; distance--) echo(terminal, input.fromEnd(distance));
  } else if (byte === NEWLINE) {
    if (echoes || (local & ECHONL) !== 0) echoPlain(terminal, NEWLINE);
    input.putEnd(byte);
  } else if (attributes.is(byte, VEOF)) input.putEnd(END_OF_FILE);
  else if (attributes.is(byte, VEOL) || (extended && attributes.is(byte, VEOL2))) {
    if (echoes) echoTyped(terminal, byte);
    input.putEnd(byte);
  } else return false;
  return true;
}

/** A byte that is nothing but itself. A new line that is meant so is shown as the control character that it is. */
function keep(terminal: Terminal, byte: number, literally = false): void {
  const { attributes, input } = terminal;
  if ((attributes.local & ECHO) !== 0) {
    endErasing(terminal);
    if (byte === NEWLINE && !literally) echoPlain(terminal, byte);
    else echoTyped(terminal, byte);
  }
  if (byte === MARK && (attributes.input & PARMRK) !== 0) input.put(byte);
  input.put(byte);
  if ((attributes.local & ICANON) === 0) input.finish();
}

/** Echoes a byte of a line, noting where the line began. */
function echoTyped(terminal: Terminal, byte: number): void {
  if (terminal.input.unfinished === 0) terminal.lineColumn = terminal.column;
  echo(terminal, byte);
}
