/** Calls on processes: they fetch their arguments, check them, and delegate. */
import { Errno } from "../../abi/errno.ts";
import { ARG_MAX, PATH_MAX } from "../../abi/layout.ts";
import { alarm } from "../alarm.ts";
import { type Answer, ENDED } from "../answer.ts";
import { execute } from "../exec.ts";
import { endProcess } from "../exit.ts";
import { fork, vfork } from "../fork.ts";
import { jump, setJump } from "../jump.ts";
import { waitForChild, waitForState } from "../wait.ts";
import { readPath } from "./arguments.ts";
import type { Handlers } from "./handler.ts";
import { readStrings } from "./strings.ts";

export const processCalls: Handlers = {
  fork,
  vfork,

  setjmp: (kernel, process, env: number) => setJump(kernel, process, env),
  longjmp: (kernel, process, env: number, value: number) => jump(kernel, process, env, value),

  execve(kernel, process, path: number, length: number, argv: number, envp: number): Answer {
    if (length === 0) return -Errno.ENOENT;
    if (length >>> 0 > PATH_MAX) return -Errno.ENAMETOOLONG;
    const file = readPath(kernel.memory, path, length);
    if (typeof file === "number") return file;
    const budget = { left: ARG_MAX };
    const args = readStrings(kernel.memory, argv, budget);
    const environment = readStrings(kernel.memory, envp, budget);
    if (args === undefined || environment === undefined) return -Errno.E2BIG;
    return execute(kernel, process, file, args.length === 0 ? [""] : args, environment); // Linux: argv is never empty
  },

  wait4(kernel, process, pid: number, status: number, options: number, rusage: number): Answer {
    return waitForChild(kernel, process, pid, status, options, rusage);
  },

  waitid(kernel, process, kind: number, id: number, info: number, options: number, rusage: number): Answer {
    return waitForState(kernel, process, kind, id, info, options, rusage);
  },

  getpid: (_kernel, process) => process.pid,
  getppid: (_kernel, process) => process.parent,
  alarm: (kernel, process, seconds: number) => alarm(kernel, process, seconds),

  proc_exit(kernel, process, code: number): Answer {
    endProcess(kernel, process, { code: code & 0xff });
    return ENDED;
  },

  sched_yield: () => 0,
};
