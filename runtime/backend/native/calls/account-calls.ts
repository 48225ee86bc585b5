/** Calls on limits, usage, priorities, identity. */
import { arch, hostname, release, type, version } from "node:os";
import { Errno } from "../../../abi/errno.ts";
import { RLIM_INFINITY, RLIMIT_AS, RLIMIT_DATA, RLIMIT_SIZE, RUSAGE_SIZE, TMS_SIZE } from "../../../abi/resource.ts";
import { storeNames } from "../../../kernel/utsname.ts";
import { answerOf } from "../host-errno.ts";
import { fromHost, hostLimit, isIdle, toHost } from "../host-limits.ts";
import type { NativeProcess } from "../native-process.ts";
import type { NativeHandlers } from "./handler.ts";
import { storeUsage } from "./process-calls.ts";

/** The most supplementary groups that there may be (Linux). */
const GROUPS_MAX = 65536;

const before = new BigInt64Array(2);
const ids = new Uint32Array(3);

export const accountCalls: NativeHandlers = {
  prlimit(process, pid: number, resource: number, wanted: number, old: number): number {
    const { host, memory, space } = process;
    const limit =
      wanted === 0
        ? null
        : BigInt64Array.of(toHost(resource, memory.u64(wanted)), toHost(resource, memory.u64(wanted + 8)));
    const own = hostLimit(resource);
    if (own === undefined) return -Errno.EINVAL;
    if (isIdle(resource)) before.fill(BigInt.asIntN(64, RLIM_INFINITY));
    else {
      const answer = answerOf(host.limit(pid, own, limit, before));
      if (answer < 0) return answer;
      if (limit !== null && (resource === RLIMIT_AS || resource === RLIMIT_DATA)) space.guard();
    }
    if (old === 0) return 0;
    memory.check(old, RLIMIT_SIZE);
    memory.setU64(old, fromHost(resource, before[0] ?? 0n));
    memory.setU64(old + 8, fromHost(resource, before[1] ?? 0n));
    return 0;
  },

  getrusage({ host, memory, numbers }, who: number, usage: number): number {
    const answer = answerOf(host.getrusage(who, numbers));
    if (answer < 0) return answer;
    memory.check(usage, RUSAGE_SIZE);
    storeUsage(memory, usage, numbers);
    return 0;
  },

  times({ host, memory, numbers }, times: number, ticks: number): number {
    if (times !== 0) memory.check(times, TMS_SIZE);
    memory.check(ticks, 8);
    const passed = host.times(numbers);
    for (let i = 0; times !== 0 && i < 4; i++) memory.setU64(times + 8 * i, numbers[i] ?? 0n);
    memory.setU64(ticks, BigInt(passed));
    return 0;
  },

  getpriority: ({ host }, which: number, who: number) => answerOf(host.getPriority(which, who)),
  setpriority: ({ host }, which: number, who: number, nice: number) => answerOf(host.setPriority(which, who, nice)),

  getresuid: (process, ...addresses: number[]) => storeIds(process, process.host.getresuid(ids), addresses),
  getresgid: (process, ...addresses: number[]) => storeIds(process, process.host.getresgid(ids), addresses),
  setresuid: ({ host }, real: number, effective: number, saved: number) =>
    answerOf(host.setresuid(real, effective, saved)),
  setresgid: ({ host }, real: number, effective: number, saved: number) =>
    answerOf(host.setresgid(real, effective, saved)),

  getgroups({ host, memory }, room: number, groups: number): number {
    if (room < 0) return -Errno.EINVAL;
    const held = new Uint32Array(GROUPS_MAX);
    const count = answerOf(host.getgroups(held));
    if (count <= 0 || room === 0) return count;
    if (room < count) return -Errno.EINVAL;
    memory.checkArray(groups, count, 4);
    for (let i = 0; i < count; i++) memory.setU32(groups + 4 * i, held[i] ?? 0);
    return count;
  },

  setgroups({ host, memory }, count: number, groups: number): number {
    if (count >>> 0 > GROUPS_MAX) return -Errno.EINVAL;
    memory.checkArray(groups, count, 4);
    return answerOf(host.setgroups(Uint32Array.from({ length: count }, (_, i) => memory.u32(groups + 4 * i))));
  },

  /** The host's names: whose kernel else is it? */
  uname({ memory }, names: number): number {
    storeNames(memory, names, [type(), hostname(), release(), version(), arch(), "(none)"]);
    return 0;
  },
};

function storeIds({ memory }: NativeProcess, answer: number, addresses: readonly number[]): number {
  if (answer < 0) return answerOf(answer);
  for (const address of addresses) memory.check(address, 4);
  addresses.forEach((address, i) => {
    memory.setU32(address, ids[i] ?? 0);
  });
  return 0;
}
