/** All handlers, by the name of their row. */
import { accountCalls } from "./account-calls.ts";
import { descriptorCalls } from "./descriptor-calls.ts";
import { environmentCalls } from "./environment-calls.ts";
import type { NativeHandlers } from "./handler.ts";
import { mappingCalls } from "./mapping-calls.ts";
import { processCalls } from "./process-calls.ts";
import { signalCalls } from "./signal-calls.ts";
import { timeCalls } from "./time-calls.ts";

export const NATIVE_HANDLERS: NativeHandlers = {
  ...environmentCalls,
  ...descriptorCalls,
  ...processCalls,
  ...signalCalls,
  ...mappingCalls,
  ...timeCalls,
  ...accountCalls,
};
