/**
 * Calls on terminals: `ioctl(2)` with the requests of ioctl_tty(2), and some that any descriptor takes. Their numbers, and what
 * they point at, are Linux's; a host that is none answers ENOTTY.
 */
import { Errno } from "../../../abi/errno.ts";
import * as tty from "../../../abi/termios.ts";
import type { GuestMemory } from "../../../kernel/guest-memory.ts";
import { hostFd } from "../descriptors.ts";
import { answerOf } from "../host-errno.ts";
import type { NativeProcess } from "../native-process.ts";
import { isOpen } from "./descriptor-calls.ts";
import type { NativeHandlers } from "./handler.ts";

/** How many bytes a request points at; 0: its argument is a number. */
const SIZES: ReadonlyMap<number, number> = new Map([
  [tty.TCGETS, tty.TERMIOS_SIZE],
  [tty.TCSETS, tty.TERMIOS_SIZE],
  [tty.TCSETSW, tty.TERMIOS_SIZE],
  [tty.TCSETSF, tty.TERMIOS_SIZE],
  [tty.TIOCGWINSZ, tty.WINSIZE_SIZE],
  [tty.TIOCSWINSZ, tty.WINSIZE_SIZE],
  ...[tty.TIOCOUTQ, tty.TIOCGPGRP, tty.TIOCSPGRP, tty.TIOCGSID, tty.FIONREAD, tty.FIONBIO].map(
    (request) => [request, 4] as const,
  ),
  ...[tty.TCFLSH, tty.TCXONC, tty.TCSBRK, tty.TCSBRKP, tty.TIOCSCTTY, tty.TIOCNOTTY].map(
    (request) => [request, 0] as const,
  ),
  ...[tty.FIOCLEX, tty.FIONCLEX].map((request) => [request, 0] as const),
]);
const CONTROL = 8;
const SPEEDS = 52;
/** No address, so that the host finds first what else is wrong. */
const BAD_ADDRESS = 1;

export const terminalCalls: NativeHandlers = {
  ioctl(process, fd: number, request: number, argument: number): number {
    const { host, memory } = process;
    const size = SIZES.get(request);
    if (size === undefined) return isOpen(process, fd) ? -Errno.ENOTTY : -Errno.EBADF;
    const isNumber = size === 0;
    const bytes = !isNumber && memory.has(argument, size) ? memory.lend(argument, size) : null;
    const answer = answerOf(host.ioctl(hostFd(fd), request, bytes, isNumber ? argument : BAD_ADDRESS));
    if (request === tty.TCGETS && answer === 0) storeSpeeds(memory, argument);
    return answer;
  },

  /** Answers the length with the NUL. */
  ttyname(process: NativeProcess, fd: number, buffer: number, size: number): number {
    const path = process.memory.lend(buffer, size);
    const answer = answerOf(process.host.ttyname(hostFd(fd), path));
    return answer < 0 ? answer : path.indexOf(0) + 1;
  },
};

/** Linux's own `termios` is the beginning of the guest's, which has the speeds again behind it. */
function storeSpeeds(memory: GuestMemory, address: number): void {
  const speed = memory.u32(address + CONTROL) & tty.CBAUD;
  memory.setU32(address + SPEEDS, speed);
  memory.setU32(address + SPEEDS + 4, speed);
}
