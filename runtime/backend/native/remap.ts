/** `mremap` (Linux mremap(2)) of a range of the guest's memory: which range it may have is decided as in the emulator. */
import { Errno } from "../../abi/errno.ts";
import { PAGE_SIZE } from "../../abi/layout.ts";
import { MREMAP_FIXED, MREMAP_MAYMOVE } from "../../abi/mapping.ts";
import type { Mapping } from "../../image/mappings.ts";
import type { Span } from "../../image/spans.ts";
import { spanOf } from "../../kernel/mappings/place.ts";
import type { RemapRequest } from "../../kernel/mappings/remap.ts";
import type { HostCalls } from "./addon.ts";
import { answerOf } from "./host-errno.ts";
import type { NativeSpace } from "./native-space.ts";

/** Answers the new address; for errors see kernel/mappings/remap.ts. */
export function remap(host: HostCalls, space: NativeSpace, request: RemapRequest): number {
  const { flags } = request;
  const old = spanOf(request.address, request.length);
  const count = Math.ceil((request.newLength >>> 0) / PAGE_SIZE);
  if (old === undefined || count === 0 || (flags & ~(MREMAP_MAYMOVE | MREMAP_FIXED)) !== 0) return -Errno.EINVAL;
  const isFixed = (flags & MREMAP_FIXED) !== 0;
  if (old.from === old.to || (isFixed && (flags & MREMAP_MAYMOVE) === 0)) return -Errno.EINVAL;
  const mappings = space.toMap();
  const whole = mappings.find(old.from);
  if (whole === undefined || whole.to < old.to) return -Errno.EFAULT;
  const shorter = { from: old.from, to: Math.min(old.to, old.from + count) };
  if (isFixed) {
    const to = spanOf(request.newAddress, request.newLength);
    if (to === undefined || (to.from < old.to && to.to > old.from)) return -Errno.EINVAL;
    if (to.to > space.size) return -Errno.ENOSPC;
    space.unmap({ from: shorter.to, to: old.to });
    space.unmap(to);
    return move(host, space, shorter, to);
  }
  if (count <= old.to - old.from) {
    space.unmap({ from: shorter.to, to: old.to });
    return old.from * PAGE_SIZE;
  }
  const longer = { from: old.from, to: old.from + count };
  if (whole.to === old.to && mappings.isFree({ from: old.to, to: longer.to })) {
    const answer = host.extendRange(space.range(old), space.range(longer));
    if (answer < 0) return answerOf(answer);
    whole.to = longer.to;
    return old.from * PAGE_SIZE;
  }
  if ((flags & MREMAP_MAYMOVE) === 0) return -Errno.ENOMEM;
  const free = mappings.findFree(count);
  return free === undefined ? -Errno.ENOSPC : move(host, space, old, free);
}

function move(host: HostCalls, space: NativeSpace, old: Span, free: Span): number {
  const answer = host.moveRange(space.range(old), space.range(free));
  if (answer < 0) return answerOf(answer);
  const mappings = space.toMap();
  const [mapping] = mappings.carve(old.from, old.to) as [Mapping];
  const moved = { ...mapping, ...free };
  space.unmap(old);
  mappings.regions.add(free.from, free.to);
  mappings.insert(moved);
  return free.from * PAGE_SIZE;
}
