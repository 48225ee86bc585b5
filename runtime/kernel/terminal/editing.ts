/** Taking back what was typed, in the line that is being edited and before the eyes (Linux's N_TTY: VERASE, VWERASE, VKILL). */
import { ECHO, ECHOCTL, ECHOE, ECHOK, ECHOKE, ECHOPRT, VERASE } from "../../abi/termios.ts";
import { echo, echoErase, echoEraseTab, echoPlain, isContinuation, isControl, NEWLINE, TAB } from "./output.ts";
import type { Terminal } from "./terminal.ts";

const BACKSLASH = 0x5c;
const SLASH = 0x2f;
const UNDERSCORE = 0x5f;

/** Takes back the last character: all its bytes, where the terminal knows of UTF-8. */
export function eraseCharacter(terminal: Terminal): void {
  const count = lastCharacter(terminal);
  if (count === 0) return;
  take(terminal, count, true);
  endErasingAtStart(terminal);
}

/** Takes back the last word, and what is between it and the end. */
export function eraseWord(terminal: Terminal): void {
  let inWord = false;
  for (let count = lastCharacter(terminal); count > 0; count = lastCharacter(terminal)) {
    const isLetter = isOfWord(terminal.input.fromEnd(count - 1));
    if (inWord && !isLetter) break;
    inWord ||= isLetter;
    take(terminal, count, false);
  }
  endErasingAtStart(terminal);
}

/** Takes back the whole line. `byte` is what asked for it, shown where the line is not wiped out. */
export function eraseLine(terminal: Terminal, byte: number): void {
  const { input, attributes } = terminal;
  if (input.unfinished === 0) return;
  const { local } = attributes;
  const wipes = ECHOK | ECHOKE | ECHOE;
  if ((local & ECHO) === 0 || (local & wipes) !== wipes) {
    input.eraseLast(input.unfinished);
    if ((local & ECHO) === 0) return;
    endErasing(terminal);
    echo(terminal, byte);
    if ((local & ECHOK) !== 0) echoPlain(terminal, NEWLINE);
    return;
  }
  for (let count = lastCharacter(terminal); count > 0; count = lastCharacter(terminal)) take(terminal, count, false);
  endErasingAtStart(terminal);
}

/** Closes what was shown as erased (ECHOPRT): `\olleh/`. */
export function endErasing(terminal: Terminal): void {
  if (!terminal.erasing) return;
  terminal.erasing = false;
  echoPlain(terminal, SLASH);
}

function endErasingAtStart(terminal: Terminal): void {
  if (terminal.input.unfinished === 0 && (terminal.attributes.local & ECHO) !== 0) endErasing(terminal);
}

/** How many bytes the last character has; 0 where there is none that is whole. */
function lastCharacter(terminal: Terminal): number {
  const { input } = terminal;
  for (let count = 1; count <= input.unfinished; count++) {
    if (!isContinuation(terminal, input.fromEnd(count - 1))) return count;
  }
  return 0;
}

/** Takes one character back. `single`: it was asked for alone. */
function take(terminal: Terminal, count: number, single: boolean): void {
  const { input } = terminal;
  const { local, characters } = terminal.attributes;
  const first = input.fromEnd(count - 1);
  const rest = Array.from({ length: count - 1 }, (_, i) => input.fromEnd(count - 2 - i));
  input.eraseLast(count);
  if ((local & ECHO) === 0) return;
  if ((local & ECHOPRT) !== 0) {
    if (!terminal.erasing) echoPlain(terminal, BACKSLASH);
    terminal.erasing = true;
    echo(terminal, first);
    for (const byte of rest) echoPlain(terminal, byte);
  } else if (single && (local & ECHOE) === 0) echo(terminal, characters[VERASE] as number);
  else if (first === TAB) eraseTab(terminal);
  else {
    if (isControl(first) && (local & ECHOCTL) !== 0) echoErase(terminal);
    if (!isControl(first) || (local & ECHOCTL) !== 0) echoErase(terminal);
  }
}

/** How far a tab led depends on what is before it in its line. */
function eraseTab(terminal: Terminal): void {
  const { input, attributes } = terminal;
  let columns = 0;
  for (let distance = 0; distance < input.unfinished; distance++) {
    const byte = input.fromEnd(distance);
    if (byte === TAB) {
      echoEraseTab(terminal, columns, true);
      return;
    }
    if (isControl(byte)) columns += (attributes.local & ECHOCTL) !== 0 ? 2 : 0;
    else if (!isContinuation(terminal, byte)) columns++;
  }
  echoEraseTab(terminal, columns, false);
}

function isOfWord(byte: number): boolean {
  return (
    (byte >= 0x30 && byte <= 0x39) ||
    (byte >= 0x41 && byte <= 0x5a) ||
    (byte >= 0x61 && byte <= 0x7a) ||
    byte === UNDERSCORE
  );
}
