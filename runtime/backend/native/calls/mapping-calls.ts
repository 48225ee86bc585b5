/** Calls on ranges of the guest's memory, and on words that are shared. What is mapped is known here, what that does the host's. */
import { Errno } from "../../../abi/errno.ts";
import { PAGE_SIZE } from "../../../abi/layout.ts";
import {
  MADV_DOFORK,
  MADV_DONTFORK,
  MADV_DONTNEED,
  MADV_FREE,
  MADV_IDLE,
  MADV_KEEPONFORK,
  MADV_WIPEONFORK,
  MAP_ANONYMOUS,
  MAP_LOCKED,
  MAP_PRIVATE,
  MAP_TYPE,
  MCL_CURRENT,
  MCL_FUTURE,
  MCL_ONFAULT,
  MS_ASYNC,
  MS_INVALIDATE,
  MS_SYNC,
  PROT_MASK,
} from "../../../abi/mapping.ts";
import type { Span } from "../../../image/spans.ts";
import { choosePlace, giveRegion, refuseRequest, spanOf, usedWith } from "../../../kernel/mappings/place.ts";
import { hostFd } from "../descriptors.ts";
import { answerOf } from "../host-errno.ts";
import { hostSync } from "../host-flags.ts";
import { gaps, hostProtection, type NativeSpace } from "../native-space.ts";
import { remap } from "../remap.ts";
import type { NativeHandlers } from "./handler.ts";

const F_GETFD = 1;
/** Advice that the host acts on; other advice only makes programs faster. */
const HOSTS = [MADV_DONTNEED, MADV_FREE, MADV_WIPEONFORK, MADV_KEEPONFORK];

export const mappingCalls: NativeHandlers = {
  mmap(
    { host, space },
    address: number,
    length: number,
    prot: number,
    flags: number,
    fd: number,
    offset: bigint,
  ): number {
    const ofFile = (flags & MAP_ANONYMOUS) === 0;
    const request = { address, length, flags, offset };
    const isOpen = !ofFile || offset % BigInt(PAGE_SIZE) !== 0n || host.fcntl(hostFd(fd), F_GETFD, 0) >= 0;
    const refusal = isOpen ? refuseRequest(request, ofFile) : -Errno.EBADF;
    if (refusal !== 0) return refusal;
    const mappings = space.toMap();
    const wanted = choosePlace(mappings, request, space.size);
    if (typeof wanted === "number") return wanted;
    if (usedWith(mappings, space.size, wanted) * PAGE_SIZE > space.mostUsed) return -Errno.ENOMEM;
    const shared = (flags & MAP_TYPE) !== MAP_PRIVATE;
    const file = ofFile ? hostFd(fd) : -1;
    const answer = host.map(space.range(wanted), hostProtection(prot), shared ? 1 : 0, file, Number(offset));
    if (answer < 0) return answerOf(answer);
    mappings.remove(wanted.from, wanted.to);
    mappings.locked.remove(wanted.from, wanted.to);
    const made = { protection: prot & PROT_MASK, mayWrite: true, object: undefined, at: 0, shared, seen: 0 };
    mappings.insert({ ...wanted, ...made, atFork: "keep" });
    mappings.regions.add(wanted.from, wanted.to);
    if (mappings.lockFuture || (flags & MAP_LOCKED) !== 0) lock(space, host.lock, wanted);
    space.guard();
    return wanted.from * PAGE_SIZE;
  },

  mmap_region({ space }, address: number, length: number): number {
    const span = giveRegion(space.toMap(), address, length, space.size);
    if (span === undefined) return -Errno.EINVAL;
    space.close(span);
    return 0;
  },

  munmap({ space }, address: number, length: number): number {
    const span = spanOf(address, length);
    if (span === undefined || span.from === span.to) return -Errno.EINVAL;
    space.unmap(span);
    space.guard();
    return 0;
  },

  mprotect({ host, space }, address: number, length: number, protection: number): number {
    if ((address >>> 0) % PAGE_SIZE !== 0 || (protection & ~PROT_MASK) !== 0) return -Errno.EINVAL;
    if (length === 0) return 0;
    const span = spanOf(address, length);
    const covered = span === undefined || span.to > space.size ? undefined : space.toMap().cover(span.from, span.to);
    if (covered === undefined || span === undefined) return -Errno.ENOMEM;
    const answer = host.protect(space.range(span), hostProtection(protection));
    if (answer < 0) return answerOf(answer);
    for (const mapping of covered) mapping.protection = protection;
    return 0;
  },

  /** What is to be left out of children is taken out of them when they are made (`NativeSpace.fork`). */
  madvise({ host, space }, address: number, length: number, advice: number): number {
    const isAdvice = HOSTS.includes(advice) || MADV_IDLE.includes(advice) || isOfFork(advice);
    const span = spanOf(address, length);
    if (!isAdvice || span === undefined) return -Errno.EINVAL;
    if (length === 0) return 0;
    const mappings = space.toMap();
    const to = Math.min(span.to, space.size);
    const covered = to <= span.from ? undefined : mappings.cover(span.from, to);
    for (const mapping of covered ?? mappings.carve(span.from, to)) {
      if (isOfFork(advice)) mapping.atFork = advice === MADV_DONTFORK ? "drop" : "keep";
      const answer = HOSTS.includes(advice) ? answerOf(host.advise(space.range(mapping), advice)) : 0;
      if (answer < 0) return answer;
    }
    return covered === undefined || to < span.to ? -Errno.ENOMEM : 0;
  },

  msync({ host, space }, address: number, length: number, flags: number): number {
    const span = spanOf(address, length);
    if ((address >>> 0) % PAGE_SIZE !== 0 || (flags & ~(MS_ASYNC | MS_INVALIDATE | MS_SYNC)) !== 0)
      return -Errno.EINVAL;
    if ((flags & MS_ASYNC) !== 0 && (flags & MS_SYNC) !== 0) return -Errno.EINVAL;
    if (span === undefined) return -Errno.ENOMEM;
    const mappings = space.toMap();
    if ((flags & MS_INVALIDATE) !== 0 && mappings.locked.touches(span.from, span.to)) return -Errno.EBUSY;
    if (span.to > space.size || !mappings.isCovered(span.from, span.to)) return -Errno.ENOMEM;
    return answerOf(host.sync(space.range(span), hostSync(flags)));
  },

  mlock: ({ host, space }, address: number, length: number) => lockPages(space, host.lock, address, length),
  munlock: ({ host, space }, address: number, length: number) => lockPages(space, host.unlock, address, length),

  /** The guest's memory only: Node's is larger than anybody may lock. */
  mlockall({ host, space }, flags: number): number {
    if ((flags & ~(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT)) !== 0 || flags === MCL_ONFAULT) return -Errno.EINVAL;
    const mappings = space.toMap();
    mappings.lockFuture = (flags & MCL_FUTURE) !== 0;
    if (flags === 0) return lock(space, host.unlock, { from: 0, to: space.size });
    if ((flags & MCL_CURRENT) === 0) return 0;
    const closed = mappings.regions.list.flatMap((region) => gaps(mappings.touching(region.from, region.to), region));
    for (const part of gaps(closed, { from: 0, to: space.size })) {
      const answer = lock(space, host.lock, part);
      if (answer < 0) return answer;
    }
    return 0;
  },

  mremap: ({ host, space }, address: number, length: number, newLength: number, flags: number, newAddress: number) =>
    remap(host, space, { address, length, newLength, flags, newAddress }),

  word_change({ host, memory }, address: number, low: number, high: number, by: number, timeout: bigint): number {
    if ((address & 3) !== 0) return -Errno.EINVAL;
    const word = by === 0 ? memory.slice(address, 4) : memory.lend(address, 4);
    return answerOf(host.changeWord(word, low, high, by, Number(timeout)));
  },
};

function isOfFork(advice: number): boolean {
  return advice === MADV_DONTFORK || advice === MADV_DOFORK;
}

/** Locks or unlocks the pages that a range touches. */
function lockPages(space: NativeSpace, call: (range: Uint8Array) => number, address: number, length: number): number {
  const [start, size] = [address >>> 0, length >>> 0];
  const from = Math.floor(start / PAGE_SIZE);
  const to = size === 0 ? from : Math.ceil((start + size) / PAGE_SIZE);
  if (to > 2 ** 32 / PAGE_SIZE) return -Errno.EINVAL;
  if (to > space.size || !space.toMap().isCovered(from, to)) return -Errno.ENOMEM;
  return lock(space, call, { from, to });
}

function lock(space: NativeSpace, call: (range: Uint8Array) => number, { from, to }: Span): number {
  return answerOf(call(space.range({ from, to })));
}
