/**
 * What a system call's handler answers, as one number so that the hot path allocates nothing:
 *
 *     answer >= 0     the result
 *     -1 .. -4095     -errno
 *     WAIT            the caller sleeps on the queues that `sleepOn` put it on; the call is made again when it wakes
 *     CAPTURE         the call needs the caller's image (`fork`): stop the caller, then make the call again
 *     ENDED           the caller is no more (`proc_exit`, a deadly signal)
 *     REPLACED        the caller runs another program now (`execve`)
 *     JUMPED          the caller goes on with another of its stacks (`longjmp`)
 *     HOST            the host must prepare a program first; the world stands still, and then the call is made again
 */
import { errnoName } from "../abi/errno.ts";
import { RESTART } from "../abi/signal-flags.ts";

export type Answer = number;

export const WAIT = -0x10000;
export const CAPTURE = -0x10001;
export const ENDED = -0x10002;
export const REPLACED = -0x10003;
export const HOST = -0x10004;
export const JUMPED = -0x10005;

/** Is the answer one that the caller is given at once? */
export function isResult(answer: Answer): boolean {
  return answer > WAIT;
}

/** An answer as programs that watch want it. */
export type Answered =
  | { readonly kind: "result"; readonly value: number }
  /** `EAGAIN`: its number's name. */
  | { readonly kind: "error"; readonly errno: string }
  /** A handler runs first, and then the call is made again. */
  | { readonly kind: "interrupted" }
  /** It is made again when its caller wakes, or, where its stack had to be captured or a program prepared, at once. */
  | { readonly kind: "waits" | "again" }
  /** It does not return: its caller has ended, runs another program, or goes on elsewhere (`longjmp`). */
  | { readonly kind: "ended" | "replaced" | "jumped" };

const WITHOUT_RESULT: ReadonlyMap<Answer, Exclude<Answered["kind"], "result" | "error">> = new Map([
  [RESTART, "interrupted"],
  [WAIT, "waits"],
  [CAPTURE, "again"],
  [HOST, "again"],
  [ENDED, "ended"],
  [REPLACED, "replaced"],
  [JUMPED, "jumped"],
] as const);

export function readAnswer(answer: Answer): Answered {
  const kind = WITHOUT_RESULT.get(answer);
  if (kind !== undefined) return { kind };
  return answer < 0 ? { kind: "error", errno: errnoName(-answer) } : { kind: "result", value: answer };
}
