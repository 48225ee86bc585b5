/** All handlers, by the name of their row. */
import { descriptorCalls } from "./descriptor-calls.ts";
import { environmentCalls } from "./environment-calls.ts";
import type { NativeHandlers } from "./handler.ts";
import { processCalls } from "./process-calls.ts";
import { signalCalls } from "./signal-calls.ts";

export const NATIVE_HANDLERS: NativeHandlers = {
  ...environmentCalls,
  ...descriptorCalls,
  ...processCalls,
  ...signalCalls,
};
