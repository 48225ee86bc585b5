/** Calls on processes. */
import { Errno } from "../../../abi/errno.ts";
import { ARG_MAX, PATH_MAX, SIGINFO_SIZE } from "../../../abi/layout.ts";
import { RUSAGE_SIZE } from "../../../abi/resource.ts";
import type { GuestMemory } from "../../../kernel/guest-memory.ts";
import { readStrings } from "../../../kernel/syscalls/strings.ts";
import { execute } from "../execute.ts";
import { fork, vfork } from "../fork.ts";
import { answerOf } from "../host-errno.ts";
import type { NativeHandlers } from "./handler.ts";

/** In a status word: the process left a core file. The emulator's never do. */
const CORE_FLAG = 0x80;

export const processCalls: NativeHandlers = {
  fork: (process) => answerOf(fork(process)),
  vfork: (process) => answerOf(vfork(process)),

  execve(process, path: number, length: number, argv: number, envp: number): number {
    if (length === 0) return -Errno.ENOENT;
    if (length >>> 0 > PATH_MAX) return -Errno.ENAMETOOLONG;
    const file = process.memory.slice(path, length).slice();
    const budget = { left: ARG_MAX };
    const args = readStrings(process.memory, argv, budget);
    const environment = readStrings(process.memory, envp, budget);
    if (args === undefined || environment === undefined) return -Errno.E2BIG;
    return execute(process, file, args.length === 0 ? [""] : args, environment); // Linux: argv is never empty
  },

  wait4(process, pid: number, status: number, options: number, usage: number): number {
    if (status !== 0) process.memory.check(status, 4); // before a child is reaped, so that no status is lost
    if (usage !== 0) process.memory.check(usage, RUSAGE_SIZE);
    const answer = answerOf(process.host.wait4(pid, options, process.numbers));
    if (answer <= 0) return answer;
    if (status !== 0) process.memory.setU32(status, withoutCore(process.number(0)));
    if (usage !== 0) storeUsage(process.memory, usage, process.numbers.subarray(1));
    return answer;
  },

  waitid(process, kind: number, id: number, info: number, options: number, usage: number): number {
    if (info !== 0) process.memory.check(info, SIGINFO_SIZE);
    if (usage !== 0) process.memory.check(usage, RUSAGE_SIZE);
    const answer = answerOf(process.host.waitid(kind, id, options, process.numbers));
    if (answer < 0) return answer;
    if (info !== 0) {
      process.memory.lend(info, SIGINFO_SIZE).fill(0);
      [0, 8, 12, 16, 20].forEach((at, i) => {
        process.memory.setU32(info + at, process.number(i));
      });
    }
    if (usage !== 0) storeUsage(process.memory, usage, process.numbers.subarray(5));
    return 0;
  },

  getpid: ({ host }) => host.getpid(),
  getppid: ({ host }) => host.getppid(),
  setpgid: ({ host }, pid: number, group: number) => answerOf(host.setpgid(pid, group)),
  getpgid: ({ host }, pid: number) => answerOf(host.getpgid(pid)),
  setsid: ({ host }) => answerOf(host.setsid()),
  getsid: ({ host }, pid: number) => answerOf(host.getsid(pid)),

  proc_exit: ({ host }, code: number): number => host.exit(code & 0xff),

  sched_yield: () => 0,

  /** Only looks at the address: what a jump is, is jumping-guest.ts's. */
  setjmp: ({ memory }, env: number) => memory.check(env, 4) * 0,
  longjmp: ({ memory }, env: number) => memory.check(env, 4) * 0,
};

/** Whether a core file is left depends on the host's settings. */
function withoutCore(status: number): number {
  const isDeath = (status & 0x7f) !== 0 && (status & 0x7f) !== 0x7f;
  return isDeath ? status & ~CORE_FLAG : status;
}

/** Stores a `rusage` (see abi/resource.ts) from the host's: the same numbers, each of 64 bits. */
export function storeUsage(memory: GuestMemory, address: number, numbers: BigInt64Array): void {
  for (let i = 0; i < 4; i++) memory.setU64(address + 8 * i, numbers[i] ?? 0n);
  for (let i = 4; i < 18; i++) memory.setU32(address + 16 + 4 * i, Number(numbers[i] ?? 0n));
}
