/** Calls on limits, usage, priorities, identity: they fetch their arguments, check them, and delegate. */
import { Errno } from "../../abi/errno.ts";
import { RLIMIT_SIZE, RUSAGE_CHILDREN, RUSAGE_SELF, RUSAGE_SIZE, RUSAGE_THREAD, TMS_SIZE } from "../../abi/resource.ts";
import type { Answer } from "../answer.ts";
import { changeIds, type Ids } from "../credentials.ts";
import type { Kernel } from "../kernel.ts";
import { getPriority, setPriority } from "../priority.ts";
import type { Process } from "../process.ts";
import { changeLimit } from "../resource-limits.ts";
import { lookAtClock, ownUsage, storeRusage, toTicks } from "../usage.ts";
import { storeUtsname } from "../utsname.ts";
import type { Handlers } from "./handler.ts";

/** The most supplementary groups that a call may name (Linux). */
const GROUPS_MAX = 65536;

export const accountCalls: Handlers = {
  /** Linux's order: what is wanted is fetched first, and the address of the old limit matters only once all else is right. */
  prlimit(kernel, process, pid: number, resource: number, wanted: number, old: number): Answer {
    const { memory } = kernel;
    const limit = wanted === 0 ? undefined : { soft: memory.u64(wanted), hard: memory.u64(wanted + 8) };
    const before = changeLimit(kernel, process, pid, resource, limit);
    if (typeof before === "number") return before;
    if (old === 0) return 0;
    memory.check(old, RLIMIT_SIZE);
    memory.setU64(old, before.soft);
    memory.setU64(old + 8, before.hard);
    return 0;
  },

  /** POSIX.1-2024 getrusage: EINVAL for others than RUSAGE_SELF, RUSAGE_CHILDREN and RUSAGE_THREAD. */
  getrusage(kernel, process, who: number, usage: number): Answer {
    if (who !== RUSAGE_SELF && who !== RUSAGE_CHILDREN && who !== RUSAGE_THREAD) return -Errno.EINVAL;
    kernel.memory.check(usage, RUSAGE_SIZE);
    lookAtClock(kernel, process);
    storeRusage(kernel, usage, who === RUSAGE_CHILDREN ? process.childUsage : ownUsage(process));
    return 0;
  },

  /** POSIX.1-2024 times; NULL for what is not wanted, as on Linux. */
  times(kernel, process, times: number, ticks: number): Answer {
    const { memory } = kernel;
    if (times !== 0) memory.check(times, TMS_SIZE);
    memory.check(ticks, 8);
    const elapsed = lookAtClock(kernel, process);
    const { usage, childUsage } = process;
    if (times !== 0) {
      kernel.world.usageTold = true;
      [usage.user, usage.system, childUsage.user, childUsage.system].forEach((time, i) => {
        memory.setU64(times + 8 * i, toTicks(time));
      });
    }
    memory.setU64(ticks, toTicks(elapsed));
    return 0;
  },

  getpriority: (kernel, process, which: number, who: number) => getPriority(kernel, process, which, who),

  setpriority: (kernel, process, which: number, who: number, nice: number) =>
    setPriority(kernel, process, which, who, nice),

  getresuid: (kernel, process, real: number, effective: number, saved: number) =>
    storeIds(kernel, process.credentials.user, [real, effective, saved]),

  getresgid: (kernel, process, real: number, effective: number, saved: number) =>
    storeIds(kernel, process.credentials.group, [real, effective, saved]),

  setresuid: (_kernel, process, real: number, effective: number, saved: number) =>
    setIds(process, "user", { real, effective, saved }),

  setresgid: (_kernel, process, real: number, effective: number, saved: number) =>
    setIds(process, "group", { real, effective, saved }),

  /** POSIX.1-2024 getgroups: EINVAL for too little room; without any, only how many there are. */
  getgroups(kernel, process, room: number, groups: number): Answer {
    const { memory } = kernel;
    const { groups: held } = process.credentials;
    if (room < 0) return -Errno.EINVAL;
    if (room === 0) return held.length;
    if (room < held.length) return -Errno.EINVAL;
    memory.checkArray(groups, held.length, 4);
    held.forEach((group, i) => {
      memory.setU32(groups + 4 * i, group);
    });
    return held.length;
  },

  /** Linux setgroups(2): only root may, which is asked first. */
  setgroups(kernel, process, count: number, groups: number): Answer {
    const { credentials } = process;
    if (credentials.user.effective !== 0) return -Errno.EPERM;
    if (count >>> 0 > GROUPS_MAX) return -Errno.EINVAL;
    kernel.memory.checkArray(groups, count, 4);
    const held = Array.from({ length: count }, (_, i) => kernel.memory.u32(groups + 4 * i));
    process.credentials = { ...credentials, groups: held };
    return 0;
  },

  uname(kernel, _process, names: number): Answer {
    storeUtsname(kernel.memory, names);
    return 0;
  },
};

function storeIds({ memory }: Kernel, { real, effective, saved }: Ids, addresses: readonly number[]): Answer {
  for (const address of addresses) memory.check(address, 4);
  [real, effective, saved].forEach((id, i) => {
    memory.setU32(addresses[i] as number, id);
  });
  return 0;
}

function setIds(process: Process, kind: "user" | "group", ids: Ids): Answer {
  const changed = changeIds(process.credentials, kind, ids);
  if (typeof changed === "number") return changed;
  process.credentials = changed;
  return 0;
}
