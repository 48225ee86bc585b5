/** Changing a terminal: what `tcsetattr`, `tcflush`, `tcflow` and the host, when its window changes, do to it. */
import { Errno } from "../../abi/errno.ts";
import { Signal } from "../../abi/signal.ts";
import {
  ICANON,
  IXON,
  TCIFLUSH,
  TCIOFF,
  TCIOFLUSH,
  TCION,
  TCOFLUSH,
  TCOOFF,
  TCOON,
  VSTART,
  VSTOP,
} from "../../abi/termios.ts";
import type { Answer } from "../answer.ts";
import type { Kernel } from "../kernel.ts";
import { catchUp, flushInput, signalForeground } from "./line-discipline.ts";
import { startOutput, stopOutput } from "./output.ts";
import type { Terminal, Window } from "./terminal.ts";
import type { Termios } from "./termios.ts";

/** Takes other attributes, perhaps forgetting first what was typed. What was typed before is kept, but not as lines. */
export function changeAttributes(kernel: Kernel, terminal: Terminal, attributes: Termios, flushes: boolean): Answer {
  if (flushes) flushInput(terminal);
  const before = terminal.attributes;
  terminal.attributes = attributes;
  if (((before.local ^ attributes.local) & ICANON) !== 0) {
    terminal.input.forgetLines();
    terminal.literal = false;
    terminal.erasing = false;
  }
  if ((before.input & IXON) !== 0 && (attributes.input & IXON) === 0 && !terminal.stoppedByCall) startOutput(terminal);
  catchUp(kernel, terminal);
  terminal.readable.wake();
  return 0;
}

/** `tcflush`: forgets what was typed, or echoes that are held up. EINVAL for anything else. */
export function flush(terminal: Terminal, what: number): Answer {
  if (what < TCIFLUSH || what > TCIOFLUSH) return -Errno.EINVAL;
  if (what !== TCOFLUSH) flushInput(terminal);
  if (what !== TCIFLUSH) terminal.echoes = [];
  return 0;
}

/** `tcflow`: holds output up, or lets it go on; or tells the other side to, by the control characters for that. */
export function controlFlow(terminal: Terminal, what: number): Answer {
  switch (what) {
    case TCOOFF:
      terminal.stoppedByCall = true;
      stopOutput(terminal);
      return 0;
    case TCOON:
      if (terminal.stoppedByCall) startOutput(terminal);
      terminal.stoppedByCall = false;
      return 0;
    case TCIOFF:
      return tell(terminal, VSTOP);
    case TCION:
      return tell(terminal, VSTART);
    default:
      return -Errno.EINVAL;
  }
}

/** The window has another size: the group in the foreground is told. */
export function changeWindow(kernel: Kernel, terminal: Terminal, window: Window): void {
  const size = { width: 0, height: 0, ...window };
  const { rows, columns, width, height } = terminal.window;
  if (rows === size.rows && columns === size.columns && width === size.width && height === size.height) return;
  terminal.window = size;
  signalForeground(kernel, terminal, Signal.SIGWINCH, "the window has another size");
}

function tell(terminal: Terminal, place: number): Answer {
  const character = terminal.attributes.characters[place] as number;
  if (character !== 0) terminal.streams.write(terminal.stream, Uint8Array.of(character));
  return 0;
}
