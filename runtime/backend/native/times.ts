/** The times that `utimensat` and its like set, as the addon takes them. */
import { chooseTimes } from "../../kernel/syscalls/times.ts";

const NANOSECONDS = 1_000_000_000n;
/** No time that a guest could give: it stands for the time of the call. */
const NOW = -1n;

/** Seconds and nanoseconds of both, in their order. */
export type HostTimes = readonly [number, number, number, number];

/** What WASI's flags choose; -EINVAL for two of them at once. In nanoseconds, -1 means now, and -2 leaves a time alone. */
export function chosenTimes(accessed: bigint, modified: bigint, flags: number): HostTimes | number {
  const times = chooseTimes(NOW, accessed, modified, flags);
  return typeof times === "number" ? times : [...split(times.accessed), ...split(times.modified)];
}

function split(time: bigint | undefined): [number, number] {
  if (time === undefined) return [0, -2];
  return time === NOW ? [0, -1] : [Number(time / NANOSECONDS), Number(time % NANOSECONDS)];
}
