/** Reading a terminal (POSIX.1-2024 11.1.5 to 11.1.7): a line at a time, or as VMIN and VTIME say. */
import { Errno } from "../../abi/errno.ts";
import { O_NONBLOCK } from "../../abi/flags.ts";
import { VMIN, VTIME } from "../../abi/termios.ts";
import { type Answer, WAIT } from "../answer.ts";
import type { Kernel } from "../kernel.ts";
import type { OpenFile } from "../open-file.ts";
import type { Process } from "../process.ts";
import { lookAtClock } from "../usage.ts";
import { sleepOn } from "../wait-queue.ts";
import { mayRead } from "./job-control.ts";
import { catchUp, isLineMode } from "./line-discipline.ts";
import type { Terminal } from "./terminal.ts";

/** VTIME counts tenths of a second. */
const TENTH = 100_000_000;

/** Up to `size` bytes, none at the end; or -errno, or WAIT. `process.progress` holds when the read began, if VTIME matters. */
export function readTerminal(
  kernel: Kernel,
  process: Process,
  file: OpenFile,
  terminal: Terminal,
  size: number,
): Uint8Array | Answer {
  if (size === 0) return new Uint8Array(0);
  const refusal = mayRead(kernel, process, terminal);
  if (refusal !== 0) return refusal;
  const lines = isLineMode(terminal);
  if (lines ? canReadLine(terminal) : isFilled(kernel, process, file, terminal, size)) {
    const taken = lines ? terminal.input.takeLine(size) : terminal.input.take(size);
    catchUp(kernel, terminal);
    return taken;
  }
  if ((file.flags & O_NONBLOCK) !== 0) return -Errno.EAGAIN;
  sleepOn(process, [terminal.readable], lines ? undefined : deadlineOf(process, terminal));
  return WAIT;
}

/** Would a read that wants no particular number of bytes be answered at once? */
export function canRead(terminal: Terminal): boolean {
  if (isLineMode(terminal)) return canReadLine(terminal);
  const { characters } = terminal.attributes;
  const least = characters[VTIME] === 0 ? Math.max(1, characters[VMIN] as number) : 1;
  return terminal.ended || terminal.input.finished >= least;
}

function canReadLine(terminal: Terminal): boolean {
  return terminal.ended || terminal.input.finished > 0;
}

/** Is a read in raw mode to be answered with what there is? */
function isFilled(kernel: Kernel, process: Process, file: OpenFile, terminal: Terminal, size: number): boolean {
  const { characters } = terminal.attributes;
  const { finished } = terminal.input;
  const least = characters[VMIN] as number;
  if (terminal.ended || finished >= Math.min(size, Math.max(1, least))) return true;
  if ((file.flags & O_NONBLOCK) !== 0) return finished > 0 || (least === 0 && characters[VTIME] === 0);
  if (least === 0 && characters[VTIME] === 0) return true;
  if (characters[VTIME] === 0) return false;
  process.progress ??= lookAtClock(kernel, process);
  const deadline = deadlineOf(process, terminal);
  return deadline !== undefined && deadline <= kernel.world.clock.elapsed;
}

/** Without VMIN a read waits so long; with VMIN, so long after each byte, and for ever for the first. */
function deadlineOf(process: Process, terminal: Terminal): number | undefined {
  const { input, attributes, lastTyped } = terminal;
  const { characters } = attributes;
  const start = process.progress;
  if (start === undefined) return undefined;
  const time = (characters[VTIME] as number) * TENTH;
  if (characters[VMIN] === 0) return start + time;
  return input.finished > 0 ? Math.max(start, lastTyped) + time : undefined;
}
