/** What `fork` makes of mappings: the child's are its parent's, but for what was advised (Linux madvise(2)). */
import type { AddressSpace } from "../../image/address-space.ts";
import { Mappings } from "../../image/mappings.ts";
import { ZERO_PAGE } from "../../image/page.ts";

/** Gives a child its parent's mappings: what is shared stays shared. Locks are not inherited, nor is MCL_FUTURE. */
export function forkMappings({ mappings }: AddressSpace, child: AddressSpace): void {
  if (mappings === undefined) return;
  const own = new Mappings();
  for (const { from, to } of mappings.regions.list) own.regions.add(from, to);
  for (const mapping of mappings.list) {
    if (mapping.atFork !== "keep") {
      for (let page = mapping.from; page < mapping.to; page++) child.replace(page, ZERO_PAGE);
    }
    if (mapping.atFork === "drop") {
      own.regions.add(mapping.from, mapping.to);
      continue;
    }
    mapping.object?.retain();
    own.insert({ ...mapping });
  }
  own.seen = mappings.seen;
  child.mappings = own;
}
