/** All handlers, by the name of their row. */
import { accountCalls } from "./account-calls.ts";
import { descriptorCalls } from "./descriptor-calls.ts";
import { environmentCalls } from "./environment-calls.ts";
import { fileCalls } from "./file-calls.ts";
import type { NativeHandlers } from "./handler.ts";
import { lockCalls } from "./lock-calls.ts";
import { mappingCalls } from "./mapping-calls.ts";
import { pathCalls } from "./path-calls.ts";
import { pollCalls } from "./poll-calls.ts";
import { processCalls } from "./process-calls.ts";
import { signalCalls } from "./signal-calls.ts";
import { terminalCalls } from "./terminal-calls.ts";
import { timeCalls } from "./time-calls.ts";

export const NATIVE_HANDLERS: NativeHandlers = {
  ...environmentCalls,
  ...descriptorCalls,
  ...fileCalls,
  ...pathCalls,
  ...pollCalls,
  ...lockCalls,
  ...terminalCalls,
  ...processCalls,
  ...signalCalls,
  ...mappingCalls,
  ...timeCalls,
  ...accountCalls,
};
