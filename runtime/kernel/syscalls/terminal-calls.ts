/**
 * Calls on terminals: `ioctl(2)` with the requests of ioctl_tty(2), and some that any descriptor takes. The order in which
 * things are found wrong is Linux's: the descriptor, the request, whether the caller is in the background, the address.
 */
import { Errno } from "../../abi/errno.ts";
import { FD_CLOEXEC, O_NONBLOCK, O_RDONLY } from "../../abi/flags.ts";
import * as tty from "../../abi/termios.ts";
import { type Answer, ENDED } from "../answer.ts";
import type { Descriptor } from "../descriptor-table.ts";
import { TerminalFd } from "../files/terminal-fd.ts";
import { toBytes } from "../files/text.ts";
import type { Kernel } from "../kernel.ts";
import { asWaitable } from "../open-file.ts";
import type { Process } from "../process.ts";
import { sendAll } from "../signals.ts";
import { changeAttributes, changeWindow, controlFlow, flush } from "../terminal/changing.ts";
import { acquire, giveUpTerminal } from "../terminal/controlling-terminal.ts";
import { foregroundOf, setForeground } from "../terminal/foreground.ts";
import { mayChange } from "../terminal/job-control.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { Termios } from "../terminal/termios.ts";
import { openFileOf } from "./arguments.ts";
import type { Handlers } from "./handler.ts";

type Request = (kernel: Kernel, process: Process, terminal: Terminal, argument: number, entry: Descriptor) => Answer;

export const terminalCalls: Handlers = {
  /** EBADF, ENOTTY for a request that the file does not know, and what the request says. */
  ioctl(kernel, process, fd: number, request: number, argument: number): Answer {
    const entry = process.descriptors.get(fd);
    if (entry === undefined) return -Errno.EBADF;
    const { file } = entry;
    switch (request) {
      case tty.FIOCLEX:
        entry.flags |= FD_CLOEXEC;
        return 0;
      case tty.FIONCLEX:
        entry.flags &= ~FD_CLOEXEC;
        return 0;
      case tty.FIONBIO:
        file.flags = kernel.memory.u32(argument) !== 0 ? file.flags | O_NONBLOCK : file.flags & ~O_NONBLOCK;
        return 0;
      case tty.FIONREAD: {
        const count = asWaitable(file.fd)?.bytesToRead?.();
        if (count === undefined) return -Errno.ENOTTY;
        kernel.memory.setU32(argument, count);
        return 0;
      }
    }
    const handler = REQUESTS.get(request);
    if (handler === undefined || !(file.fd instanceof TerminalFd)) return -Errno.ENOTTY;
    return handler(kernel, process, file.fd.terminal, argument, entry);
  },

  /** POSIX.1-2024 ttyname_r: EBADF, ENOTTY, ERANGE. Answers the length with the NUL. */
  ttyname(kernel, process, fd: number, buffer: number, size: number): Answer {
    kernel.memory.check(buffer, size);
    const file = openFileOf(process, fd);
    if (file === undefined) return -Errno.EBADF;
    if (!(file.fd instanceof TerminalFd)) return -Errno.ENOTTY;
    const bytes = toBytes(`${file.name}\0`);
    if (bytes.length > size >>> 0) return -Errno.ERANGE;
    kernel.memory.write(buffer, bytes);
    return bytes.length;
  },
};

const REQUESTS: ReadonlyMap<number, Request> = new Map<number, Request>([
  [tty.TCGETS, getAttributes],
  [tty.TCSETS, fromForeground(setAttributes)],
  [tty.TCSETSW, fromForeground(setAttributes)],
  [tty.TCSETSF, fromForeground(setAttributesAndFlush)],
  [tty.TCFLSH, fromForeground((_kernel, _process, terminal, what) => flush(terminal, what))],
  [tty.TCXONC, fromForeground((_kernel, _process, terminal, what) => controlFlow(terminal, what))],
  [tty.TCSBRK, fromForeground(() => 0)], // what is written is shown at once, and there is no line to break
  [tty.TCSBRKP, fromForeground(() => 0)],
  [tty.TIOCOUTQ, (kernel, _process, _terminal, argument) => store(kernel, argument, 0)],
  [tty.TIOCGWINSZ, getWindow],
  [tty.TIOCSWINSZ, setWindow],
  [tty.TIOCGPGRP, (kernel, process, terminal, argument) => storeIf(kernel, argument, foregroundOf(process, terminal))],
  [tty.TIOCSPGRP, setForegroundFrom],
  [tty.TIOCGSID, getSession],
  [
    tty.TIOCSCTTY,
    (_kernel, process, terminal, _argument, { file }) => acquire(process, terminal, (file.flags & O_RDONLY) !== 0),
  ],
  [tty.TIOCNOTTY, giveUp],
]);

/** Makes a request wait until its caller is in the foreground. */
function fromForeground(request: Request): Request {
  return (kernel, process, terminal, argument, entry) => {
    const refusal = mayChange(kernel, process, terminal);
    return refusal === 0 ? request(kernel, process, terminal, argument, entry) : refusal;
  };
}

function getAttributes({ memory }: Kernel, _process: Process, terminal: Terminal, address: number): Answer {
  terminal.attributes.store(memory, address);
  return 0;
}

function setAttributes(kernel: Kernel, _process: Process, terminal: Terminal, address: number): Answer {
  const attributes = new Termios();
  attributes.load(kernel.memory, address);
  return changeAttributes(kernel, terminal, attributes, false);
}

function setAttributesAndFlush(kernel: Kernel, _process: Process, terminal: Terminal, address: number): Answer {
  const attributes = new Termios();
  attributes.load(kernel.memory, address);
  return changeAttributes(kernel, terminal, attributes, true);
}

function getWindow({ memory }: Kernel, _process: Process, { window }: Terminal, address: number): Answer {
  memory.check(address, tty.WINSIZE_SIZE);
  [window.rows, window.columns, window.width, window.height].forEach((size, i) => {
    memory.setU16(address + 2 * i, size);
  });
  return 0;
}

function setWindow(kernel: Kernel, _process: Process, terminal: Terminal, address: number): Answer {
  const { memory } = kernel;
  const at = memory.check(address, tty.WINSIZE_SIZE);
  const [rows, columns, width, height] = [memory.u16(at), memory.u16(at + 2), memory.u16(at + 4), memory.u16(at + 6)];
  changeWindow(kernel, terminal, { rows, columns, width, height });
  return 0;
}

function setForegroundFrom(kernel: Kernel, process: Process, terminal: Terminal, address: number): Answer {
  const refusal = mayChange(kernel, process, terminal);
  if (refusal !== 0) return refusal === -Errno.EIO ? -Errno.ENOTTY : refusal; // Linux
  return setForeground(kernel.world, process, terminal, kernel.memory.u32(address) | 0);
}

function getSession(kernel: Kernel, process: Process, terminal: Terminal, address: number): Answer {
  if (process.terminal !== terminal || terminal.session === undefined) return -Errno.ENOTTY;
  return store(kernel, address, terminal.session);
}

function giveUp(kernel: Kernel, process: Process, terminal: Terminal): Answer {
  if (process.terminal !== terminal) return -Errno.ENOTTY;
  sendAll(kernel, giveUpTerminal(kernel.world, process));
  return process.state.kind === "zombie" ? ENDED : 0;
}

function storeIf(kernel: Kernel, address: number, answer: Answer): Answer {
  return answer < 0 ? answer : store(kernel, address, answer);
}

function store({ memory }: Kernel, address: number, value: number): Answer {
  memory.setU32(address, value);
  return 0;
}
