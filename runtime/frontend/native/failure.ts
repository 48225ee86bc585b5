/** What the host's kernel refuses becomes an error as Node's own are: with `code`, `errno` and `syscall`. */
import { constants } from "node:os";
import { getSystemErrorMap } from "node:util";

export interface NativeError extends Error {
  /** The errno's name: "ECHILD". */
  readonly code: string;
  /** Minus the errno's number, as everywhere in Node. */
  readonly errno: number;
  readonly syscall: string;
}

/** Of those that Node has no sentence for. */
const SENTENCES: Readonly<Record<string, string>> = { ECHILD: "no child processes" };

/** The first name of a number is the usual one: EAGAIN, not EWOULDBLOCK. */
const NAMES = new Map(
  Object.entries(constants.errno)
    .reverse()
    .map(([name, number]) => [-number, name]),
);

/** The error of a call that answered minus an errno. `why` says more than the errno's own sentence does. */
export function failure(syscall: string, what: string, errno: number, why?: string): NativeError {
  const code = NAMES.get(errno) ?? `E${-errno}`;
  const sentence = getSystemErrorMap().get(errno)?.[1] ?? SENTENCES[code] ?? "the host refused it";
  const error = new Error(`Cannot ${what}: ${why ?? sentence} (${code})`);
  return Object.assign(error, { code, errno, syscall });
}

/** The errno of a name, as `failure` takes it. */
export function errnoOf(name: keyof typeof constants.errno): number {
  return -constants.errno[name];
}

/** An answer >= 0 as it is. @throws NativeError */
export function check(syscall: string, what: string, answer: number): number {
  if (answer < 0) throw failure(syscall, what, answer);
  return answer;
}
