/** Calls on mappings, and on words of memory that are shared: they fetch their arguments, and delegate. */
import { Errno } from "../../abi/errno.ts";
import { MAP_ANONYMOUS } from "../../abi/mapping.ts";
import type { Answer } from "../answer.ts";
import { advise } from "../mappings/advise.ts";
import { lock, lockAll } from "../mappings/lock.ts";
import { addRegion, map } from "../mappings/map.ts";
import { protect } from "../mappings/protect.ts";
import { remap } from "../mappings/remap.ts";
import { sync } from "../mappings/sync.ts";
import { munmap } from "../mappings/unmap.ts";
import { changeWord } from "../word.ts";
import { openFileOf } from "./arguments.ts";
import type { Handlers } from "./handler.ts";

export const mappingCalls: Handlers = {
  mmap(
    kernel,
    process,
    address: number,
    length: number,
    protection: number,
    flags: number,
    fd: number,
    offset: bigint,
  ): Answer {
    const isAnonymous = (flags & MAP_ANONYMOUS) !== 0;
    const file = isAnonymous ? undefined : openFileOf(process, fd);
    if (!isAnonymous && file === undefined && offset % 4096n === 0n) return -Errno.EBADF;
    return map(kernel, process, { address, length, protection, flags, file, offset });
  },

  mmap_region: addRegion,
  munmap,
  mprotect: protect,
  madvise: advise,
  msync: sync,
  mlock: (kernel, process, address: number, length: number) => lock(kernel, process, address, length, true),
  munlock: (kernel, process, address: number, length: number) => lock(kernel, process, address, length, false),
  mlockall: lockAll,

  mremap(kernel, process, address: number, length: number, newLength: number, flags: number, newAddress: number) {
    return remap(kernel, process, { address, length, newLength, flags, newAddress });
  },

  word_change(kernel, process, address: number, low: number, high: number, by: number, timeout: bigint): Answer {
    return changeWord(kernel, process, { address, low, high, by, timeout });
  },
};
