/**
 * From what a program writes to what the terminal shows (OPOST): ends of lines, tabs, and in which column the next byte
 * will appear. Echoes go the same way, behind what was written before.
 */
import { ECHOCTL, IUTF8, OCRNL, OLCUC, ONLCR, ONLRET, ONOCR, OPOST, TABDLY, XTABS } from "../../abi/termios.ts";
import type { Terminal } from "./terminal.ts";

export const NEWLINE = 0x0a;
const RETURN = 0x0d;
export const TAB = 0x09;
const BACKSPACE = 0x08;
const SPACE = 0x20;
const DELETE = 0x7f;
const CARET = 0x5e;
const TAB_WIDTH = 8;
/** Echoes that wait are this many at most (Linux); the rest is lost. */
const ECHOES_MAX = 4096;

/** Shows what a program writes; false where output is held up. */
export function show(terminal: Terminal, bytes: Uint8Array): boolean {
  if (terminal.stopped) return false;
  if (bytes.length === 0) return true;
  if (terminal.cooked || (terminal.attributes.output & OPOST) === 0) {
    terminal.streams.write(terminal.stream, bytes.slice());
    return true;
  }
  const shown: number[] = [];
  for (const byte of bytes) process(terminal, byte, shown);
  terminal.streams.write(terminal.stream, Uint8Array.from(shown));
  return true;
}

/** Echoes a byte as a program would have written it. */
export function echoPlain(terminal: Terminal, byte: number): void {
  if (terminal.echoes.length >= ECHOES_MAX) return;
  if ((terminal.attributes.output & OPOST) === 0) terminal.echoes.push(byte);
  else process(terminal, byte, terminal.echoes);
}

/** Echoes a typed byte: control characters so that they can be seen (ECHOCTL), `^C`. */
export function echo(terminal: Terminal, byte: number): void {
  if ((terminal.attributes.local & ECHOCTL) === 0 || !isControl(byte) || byte === TAB) {
    echoPlain(terminal, byte);
    return;
  }
  if (terminal.echoes.length >= ECHOES_MAX) return;
  terminal.echoes.push(CARET, byte ^ 0x40);
  terminal.column += 2;
}

/** Echoes bytes just as they are, which move the cursor by so many columns. */
export function echoMoving(terminal: Terminal, bytes: readonly number[], columns: number): void {
  if (terminal.echoes.length >= ECHOES_MAX) return;
  terminal.echoes.push(...bytes);
  terminal.column = Math.max(0, terminal.column + columns);
}

/** Wipes out the last column. */
export function echoErase(terminal: Terminal): void {
  echoMoving(terminal, [BACKSPACE, SPACE, BACKSPACE], -1);
}

/** Wipes out a tab. `before`: the columns since the tab before it, or since the line began. */
export function echoEraseTab(terminal: Terminal, before: number, afterTab: boolean): void {
  const columns = before + (afterTab ? 0 : terminal.lineColumn);
  const count = TAB_WIDTH - (columns % TAB_WIDTH);
  echoMoving(terminal, new Array<number>(count).fill(BACKSPACE), -count);
}

/** Shows what has been echoed, unless output is held up. */
export function showEchoes(terminal: Terminal): void {
  if (terminal.stopped || terminal.echoes.length === 0) return;
  terminal.streams.write(terminal.stream, Uint8Array.from(terminal.echoes));
  terminal.echoes = [];
}

/** Holds output up. */
export function stopOutput(terminal: Terminal): void {
  terminal.stopped = true;
}

/** Lets output go on. */
export function startOutput(terminal: Terminal): void {
  if (!terminal.stopped) return;
  terminal.stopped = false;
  showEchoes(terminal);
  terminal.writable.wake();
}

export function isControl(byte: number): boolean {
  return byte < SPACE || byte === DELETE;
}

/** Is it a later byte of a character of UTF-8, where the terminal knows of such? It takes no column. */
export function isContinuation(terminal: Terminal, byte: number): boolean {
  return (terminal.attributes.input & IUTF8) !== 0 && (byte & 0xc0) === 0x80;
}

function process(terminal: Terminal, byte: number, shown: number[]): void {
  const { output } = terminal.attributes;
  switch (byte) {
    case NEWLINE:
      if ((output & ONLRET) !== 0) terminal.column = 0;
      if ((output & ONLCR) !== 0) {
        terminal.column = 0;
        shown.push(RETURN);
      }
      terminal.lineColumn = terminal.column;
      break;
    case RETURN:
      if ((output & ONOCR) !== 0 && terminal.column === 0) return;
      if ((output & OCRNL) !== 0) {
        if ((output & ONLRET) !== 0) terminal.column = terminal.lineColumn = 0;
        shown.push(NEWLINE);
        return;
      }
      terminal.column = terminal.lineColumn = 0;
      break;
    case TAB: {
      const spaces = TAB_WIDTH - (terminal.column % TAB_WIDTH);
      terminal.column += spaces;
      if ((output & TABDLY) === XTABS) {
        for (let i = 0; i < spaces; i++) shown.push(SPACE);
        return;
      }
      break;
    }
    case BACKSPACE:
      if (terminal.column > 0) terminal.column--;
      break;
    default:
      if (isControl(byte)) break;
      if (!isContinuation(terminal, byte)) terminal.column++;
      if ((output & OLCUC) !== 0 && byte >= 0x61 && byte <= 0x7a) {
        shown.push(byte - 0x20);
        return;
      }
  }
  shown.push(byte);
}
