/** Waiting for children. */
import { WNOHANG } from "../../abi/wait-status.ts";
import { check } from "./failure.ts";
import { host } from "./host.ts";

export interface Waited {
  /** 0 with WNOHANG, where none of the children meant has ended. */
  readonly pid: number;
  /** To be read with WIFEXITED, WEXITSTATUS, WIFSIGNALED, WTERMSIG ... */
  readonly status: number;
}

const numbers = new BigInt64Array(64);

/**
 * Waits until a child has ended: `pid`, any with -1, any of this process's group with 0, any of the group -pid. The event loop stands
 * still meanwhile; who wants it to turn asks `waitpidNoHang` when SIGCHLD comes. Children of `node:child_process` are reaped by Node: wait
 * for your own by their pids, or -1 takes theirs away.
 *
 * @throws NativeError ECHILD: there is no such child, or it has been waited for
 */
export function waitpid(pid = -1, options = 0): Waited {
  numbers[0] = 0n;
  const answer = check("waitpid", `waitpid(${pid})`, host().wait4(pid, options, numbers));
  return { pid: answer, status: answer === 0 ? 0 : Number(numbers[0]) };
}

/** As `waitpid`, but undefined where none has ended yet. @throws NativeError ECHILD */
export function waitpidNoHang(pid = -1): Waited | undefined {
  const waited = waitpid(pid, WNOHANG);
  return waited.pid === 0 ? undefined : waited;
}
