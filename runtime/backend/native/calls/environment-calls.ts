/** Calls on what surrounds a program: its arguments and variables, chance. */
import { randomFillSync } from "node:crypto";
import { storeSizes, storeStrings } from "../../../kernel/syscalls/strings.ts";
import type { NativeHandlers } from "./handler.ts";

export const environmentCalls: NativeHandlers = {
  args_get: ({ memory, start }, argv: number, buffer: number) => storeStrings(memory, start.args, argv, buffer),
  args_sizes_get: ({ memory, start }, count: number, size: number) => storeSizes(memory, start.args, count, size),
  environ_get: ({ memory, start }, environ: number, buffer: number) =>
    storeStrings(memory, start.environment, environ, buffer),
  environ_sizes_get: ({ memory, start }, count: number, size: number) =>
    storeSizes(memory, start.environment, count, size),

  random_get({ memory }, buffer: number, size: number): number {
    randomFillSync(memory.lend(buffer, size));
    return 0;
  },
};
