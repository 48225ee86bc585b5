/** Waiting for children (POSIX.1-2024 wait, waitpid, waitid; Linux wait4(2)). */
import { Errno } from "../abi/errno.ts";
import { SIGINFO_SIZE } from "../abi/layout.ts";
import { RUSAGE_SIZE } from "../abi/resource.ts";
import { Signal } from "../abi/signal.ts";
import { CLD_CONTINUED, CLD_EXITED, CLD_KILLED, CLD_STOPPED, P_ALL, P_PGID, P_PID } from "../abi/signal-flags.ts";
import {
  encodeEnd,
  encodeStop,
  STATUS_CONTINUED,
  WCONTINUED,
  WEXITED,
  WNOHANG,
  WNOWAIT,
  WUNTRACED,
} from "../abi/wait-status.ts";
import { type Answer, WAIT } from "./answer.ts";
import type { Kernel } from "./kernel.ts";
import type { Process } from "./process.ts";
import { forget, matches } from "./process-table.ts";
import { hasHeard, hasHeardOfAll } from "./races/channels.ts";
import { addChildUsage, storeRusage, usageWithChildren } from "./usage.ts";
import { sleepOn } from "./wait-queue.ts";

const NEVER_A_GROUP = -0x80000000;
const STATES = WEXITED | WUNTRACED | WCONTINUED;

/** What a child has to tell: as a status word, and as `siginfo_t` says it. */
interface News {
  readonly word: number;
  readonly code: number;
  readonly status: number;
}

/**
 * `wait4`: answers the pid of a child that ended (and reaps it), or that stopped or went on if the options ask for it, and stores
 * its status word. Children are looked at in the order of their birth.
 *
 * - ECHILD  no child, living or dead, is meant by `pid`
 * - EINVAL  unknown options
 * - ESRCH   `pid` is -2^31, which negates to nothing
 */
export function waitForChild(
  kernel: Kernel,
  process: Process,
  pid: number,
  status: number,
  options: number,
  rusage = 0,
): Answer {
  if ((options & ~(WNOHANG | WUNTRACED | WCONTINUED)) !== 0) return -Errno.EINVAL;
  if (pid === NEVER_A_GROUP) return -Errno.ESRCH;
  if (status !== 0) kernel.memory.check(status, 4); // before a child is reaped, so that no status is lost
  return findNews(kernel, process, pid, options | WEXITED, rusage, (_child, { word }) => {
    if (status !== 0) kernel.memory.setU32(status, word);
  });
}

/**
 * `waitid`: answers 0 and stores what became of a child, in a `siginfo_t`; all zeros with WNOHANG where there is nothing to tell.
 *
 * - ECHILD  no child is meant by `kind` and `id`
 * - EINVAL  unknown options, none that says what to wait for, or no such kind
 */
export function waitForState(
  kernel: Kernel,
  process: Process,
  kind: number,
  id: number,
  info: number,
  options: number,
  rusage = 0,
): Answer {
  if ((options & ~(STATES | WNOHANG | WNOWAIT)) !== 0 || (options & STATES) === 0) return -Errno.EINVAL;
  const pid = selector(process, kind, id);
  if (pid === undefined) return -Errno.EINVAL;
  if (info !== 0) kernel.memory.check(info, SIGINFO_SIZE);
  const answer = findNews(kernel, process, pid, options, rusage, (child, { code, status }) => {
    if (info === 0) return;
    kernel.memory.lend(info, SIGINFO_SIZE).fill(0);
    kernel.memory.setU32(info, Signal.SIGCHLD);
    kernel.memory.setU32(info + 8, code);
    kernel.memory.setU32(info + 12, child.pid);
    kernel.memory.setU32(info + 16, child.credentials.user.real);
    kernel.memory.setU32(info + 20, status);
  });
  if (answer === 0 && info !== 0) kernel.memory.lend(info, SIGINFO_SIZE).fill(0);
  return answer > 0 ? 0 : answer;
}

/** What `wait4` calls those whom `waitid` means; undefined for what means nobody. */
function selector(process: Process, kind: number, id: number): number | undefined {
  if (kind === P_ALL) return -1;
  if (kind === P_PID) return id > 0 ? id : undefined;
  if (kind !== P_PGID || id < 0) return undefined;
  return -(id === 0 ? process.group : id); // group 1 is nobody's here, so this is never "all"
}

/** Tells of the first child that has news, with what it has used, and answers its pid; 0 where nobody has, and the options say not to wait. */
function findNews(
  kernel: Kernel,
  process: Process,
  pid: number,
  options: number,
  rusage: number,
  tell: (child: Process, news: News) => void,
): Answer {
  let some = false;
  for (const childPid of process.children) {
    const child = kernel.process(childPid);
    if (!matches(child, pid, process)) continue;
    const isZombie = child.state.kind === "zombie";
    some ||= !isZombie || (options & WEXITED) !== 0;
    const news = newsOf(child, options);
    if (news === undefined) continue;
    if (rusage !== 0) kernel.memory.check(rusage, RUSAGE_SIZE); // before anything is told
    tell(child, news);
    if (rusage !== 0) storeRusage(kernel, rusage, usageWithChildren(child));
    hasHeard(kernel.world, process, child);
    if ((options & WNOWAIT) !== 0) return childPid;
    child.news = undefined;
    if (isZombie) {
      addChildUsage(process, child);
      forget(kernel.world, child);
      kernel.world.races?.order.forget(childPid);
      kernel.emit({ kind: "reap", pid: childPid, by: process.pid });
    }
    return childPid;
  }
  if (!some) {
    hasHeardOfAll(kernel.world, process);
    return -Errno.ECHILD;
  }
  if ((options & WNOHANG) !== 0) return 0;
  sleepOn(process, [process.childEnded]);
  return WAIT;
}

function newsOf({ state, news }: Process, options: number): News | undefined {
  if (state.kind === "zombie") {
    if ((options & WEXITED) === 0) return undefined;
    const { end } = state;
    const [code, status] = "code" in end ? [CLD_EXITED, end.code & 0xff] : [CLD_KILLED, end.signal];
    return { word: encodeEnd(end), code, status };
  }
  if (news === "stopped" && state.kind === "stopped" && (options & WUNTRACED) !== 0)
    return { word: encodeStop(state.by), code: CLD_STOPPED, status: state.by };
  if (news === "continued" && (options & WCONTINUED) !== 0)
    return { word: STATUS_CONTINUED, code: CLD_CONTINUED, status: Signal.SIGCONT };
  return undefined;
}
