/** All handlers, by the name of their row. */
import { accountCalls } from "./account-calls.ts";
import { descriptorCalls } from "./descriptor-calls.ts";
import { environmentCalls } from "./environment-calls.ts";
import { fileCalls } from "./file-calls.ts";
import { groupCalls } from "./group-calls.ts";
import type { Handlers } from "./handler.ts";
import { lockCalls } from "./lock-calls.ts";
import { mappingCalls } from "./mapping-calls.ts";
import { pathCalls } from "./path-calls.ts";
import { pollCalls } from "./poll-calls.ts";
import { processCalls } from "./process-calls.ts";
import { signalCalls } from "./signal-calls.ts";
import { statusCalls } from "./status-calls.ts";
import { terminalCalls } from "./terminal-calls.ts";
import { timerCalls } from "./timer-calls.ts";

export const HANDLERS: Handlers = {
  ...environmentCalls,
  ...descriptorCalls,
  ...fileCalls,
  ...lockCalls,
  ...pathCalls,
  ...pollCalls,
  ...processCalls,
  ...groupCalls,
  ...terminalCalls,
  ...signalCalls,
  ...mappingCalls,
  ...statusCalls,
  ...accountCalls,
  ...timerCalls,
};
