/** The times that `utimensat` and its like set. */
import { wasi } from "@bjorn3/browser_wasi_shim";
import { Errno } from "../../abi/errno.ts";
import { unsigned } from "./arguments.ts";

export interface ChosenTimes {
  readonly accessed: bigint | undefined;
  readonly modified: bigint | undefined;
}

/** What WASI's flags choose: a time given, now, or to leave it alone; -EINVAL for two of them at once. */
export function chooseTimes(now: bigint, accessed: bigint, modified: bigint, flags: number): ChosenTimes | number {
  const { FSTFLAGS_ATIM, FSTFLAGS_ATIM_NOW, FSTFLAGS_MTIM, FSTFLAGS_MTIM_NOW } = wasi;
  const both = (one: number, other: number) => (flags & one) !== 0 && (flags & other) !== 0;
  if (both(FSTFLAGS_ATIM, FSTFLAGS_ATIM_NOW) || both(FSTFLAGS_MTIM, FSTFLAGS_MTIM_NOW)) return -Errno.EINVAL;
  const choose = (time: bigint, given: number, current: number) =>
    (flags & given) !== 0 ? unsigned(time) : (flags & current) !== 0 ? now : undefined;
  return {
    accessed: choose(accessed, FSTFLAGS_ATIM, FSTFLAGS_ATIM_NOW),
    modified: choose(modified, FSTFLAGS_MTIM, FSTFLAGS_MTIM_NOW),
  };
}
