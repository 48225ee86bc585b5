/** Calls on what surrounds a program: its arguments and variables, the clocks, chance. */
import { Errno } from "../../abi/errno.ts";
import type { Answer } from "../answer.ts";
import { readClock } from "../clocks.ts";
import { fillRandom } from "../files/transfer.ts";
import { lookAtClock } from "../usage.ts";
import type { Handlers } from "./handler.ts";
import { storeSizes, storeStrings } from "./strings.ts";

/** Times are told to the nanosecond. */
const RESOLUTION = 1n;

export const environmentCalls: Handlers = {
  args_get: (kernel, process, argv: number, buffer: number): Answer =>
    storeStrings(kernel.memory, process.args, argv, buffer),

  args_sizes_get: (kernel, process, count: number, size: number): Answer =>
    storeSizes(kernel.memory, process.args, count, size),

  environ_get: (kernel, process, environ: number, buffer: number): Answer =>
    storeStrings(kernel.memory, process.environment, environ, buffer),

  environ_sizes_get: (kernel, process, count: number, size: number): Answer =>
    storeSizes(kernel.memory, process.environment, count, size),

  clock_res_get(kernel, process, clock: number, resolution: number): Answer {
    kernel.memory.check(resolution, 8);
    if (readClock(kernel, process, clock) === undefined) return -Errno.EINVAL;
    kernel.memory.setU64(resolution, RESOLUTION);
    return 0;
  },

  clock_time_get(kernel, process, clock: number, _precision: bigint, time: number): Answer {
    kernel.memory.check(time, 8);
    if (readClock(kernel, process, clock) === undefined) return -Errno.EINVAL;
    lookAtClock(kernel, process);
    kernel.memory.setU64(time, readClock(kernel, process, clock) ?? 0n);
    return 0;
  },

  random_get(kernel, _process, buffer: number, size: number): Answer {
    fillRandom(kernel, kernel.memory.lend(buffer, size));
    return 0;
  },
};
