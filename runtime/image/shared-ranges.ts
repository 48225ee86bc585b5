/** Which parts of shared objects a range of addresses shows: none, one, or several where mappings lie side by side. */
import { PAGE_SIZE } from "../abi/layout.ts";
import type { Range } from "./access.ts";
import type { AddressSpace } from "./address-space.ts";
import type { SharedObject } from "./shared-object.ts";

/** Bytes of a shared object: from the first to the one behind the last. */
export interface SharedRange extends Range {
  readonly object: SharedObject;
}

/** In the order of the addresses. What is the process's own memory is in none of them. */
export function sharedRanges({ mappings }: AddressSpace, { from, to }: Range): SharedRange[] {
  if (mappings === undefined || mappings.shared === 0 || from >= to) return [];
  const ranges: SharedRange[] = [];
  for (const mapping of mappings.touching(Math.floor(from / PAGE_SIZE), Math.ceil(to / PAGE_SIZE))) {
    const { object, shared } = mapping;
    if (!shared || object === undefined) continue;
    const toObject = (mapping.at - mapping.from) * PAGE_SIZE;
    ranges.push({
      object,
      from: Math.max(from, mapping.from * PAGE_SIZE) + toObject,
      to: Math.min(to, mapping.to * PAGE_SIZE) + toObject,
    });
  }
  return ranges;
}
