/**
 * The status word that `wait4` stores, as Linux encodes it:
 *
 *     exited     code << 8
 *     killed     signal, | 0x80 when it dumped core (we never do)
 *     stopped    signal << 8 | 0x7f
 *     continued  0xffff
 */

/** How a process ended. */
export type End = { readonly code: number } | { readonly signal: number };

/** The status word of an end. */
export function encodeEnd(end: End): number {
  return "code" in end ? (end.code & 0xff) << 8 : end.signal & 0x7f;
}

/** What a shell would put in `$?`: the exit code, or 128 + the signal. */
export function exitCode(end: End): number {
  return "code" in end ? end.code & 0xff : 128 + end.signal;
}

/** WNOHANG: answer 0 at once instead of waiting. */
export const WNOHANG = 1;
/** WUNTRACED: also report children that stopped. */
export const WUNTRACED = 2;
/** WEXITED: report children that ended; always meant by `wait4`. */
export const WEXITED = 4;
/** WCONTINUED: also report children that went on. */
export const WCONTINUED = 8;
/** WNOWAIT: leave the child as it is, to be waited for again. */
export const WNOWAIT = 0x01000000;

/** The status word of a stop. */
export function encodeStop(signal: number): number {
  return (signal << 8) | 0x7f;
}

/** The status word of a child that went on. */
export const STATUS_CONTINUED = 0xffff;

/** Has the process exited? Then WEXITSTATUS is its code. */
export function WIFEXITED(status: number): boolean {
  return (status & 0x7f) === 0;
}

export function WEXITSTATUS(status: number): number {
  return (status >> 8) & 0xff;
}

/** Has a signal ended it? Then WTERMSIG is which. */
export function WIFSIGNALED(status: number): boolean {
  return (status & 0x7f) !== 0 && (status & 0x7f) !== 0x7f;
}

export function WTERMSIG(status: number): number {
  return status & 0x7f;
}

/** Has a signal stopped it? Then WSTOPSIG is which. */
export function WIFSTOPPED(status: number): boolean {
  return (status & 0xff) === 0x7f;
}

export function WSTOPSIG(status: number): number {
  return (status >> 8) & 0xff;
}

/** Has it gone on after a stop? */
export function WIFCONTINUED(status: number): boolean {
  return (status & 0xffff) === STATUS_CONTINUED;
}
