/** Calls on what surrounds a program: its arguments and variables, the clocks, chance. */
import { Errno } from "../../abi/errno.ts";
import type { Answer } from "../answer.ts";
import { readClock } from "../clocks.ts";
import { toBytes } from "../files/text.ts";
import { fillRandom } from "../files/transfer.ts";
import type { Kernel } from "../kernel.ts";
import { lookAtClock } from "../usage.ts";
import type { Handlers } from "./handler.ts";

/** Times are told to the nanosecond. */
const RESOLUTION = 1n;

export const environmentCalls: Handlers = {
  args_get: (kernel, process, argv: number, buffer: number): Answer => storeStrings(kernel, process.args, argv, buffer),

  args_sizes_get: (kernel, process, count: number, size: number): Answer =>
    storeSizes(kernel, process.args, count, size),

  environ_get: (kernel, process, environ: number, buffer: number): Answer =>
    storeStrings(kernel, process.environment, environ, buffer),

  environ_sizes_get: (kernel, process, count: number, size: number): Answer =>
    storeSizes(kernel, process.environment, count, size),

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

/** How many strings, and how many bytes they take with their NULs: bytes of UTF-8, not UTF-16 units. */
function storeSizes(kernel: Kernel, strings: readonly string[], count: number, size: number): Answer {
  kernel.memory.check(count, 4);
  kernel.memory.check(size, 4);
  kernel.memory.setU32(count, strings.length);
  kernel.memory.setU32(size, withNuls(strings).length);
  return 0;
}

/** The strings one after the other in the buffer, and where each begins in the array. */
function storeStrings(kernel: Kernel, strings: readonly string[], array: number, buffer: number): Answer {
  const { memory } = kernel;
  const bytes = withNuls(strings);
  memory.checkArray(array, strings.length, 4);
  memory.check(buffer, bytes.length);
  memory.write(buffer, bytes);
  let start = 0;
  for (let i = 0; i < strings.length; i++) {
    memory.setU32(array + 4 * i, buffer + start);
    start = bytes.indexOf(0, start) + 1;
  }
  return 0;
}

/** No string has a NUL within: they come from C strings, or the host's command line. */
function withNuls(strings: readonly string[]): Uint8Array {
  return toBytes(strings.map((text) => `${text.replaceAll("\0", "")}\0`).join(""));
}
