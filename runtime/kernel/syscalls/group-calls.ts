/** Calls on process groups and sessions. */
import { groupOf, sessionOf, setGroup, startSession } from "../process-groups.ts";
import type { Handlers } from "./handler.ts";

export const groupCalls: Handlers = {
  setpgid: (kernel, process, pid: number, group: number) => setGroup(kernel, process, pid, group),
  getpgid: (kernel, process, pid: number) => groupOf(kernel, process, pid),
  setsid: (kernel, process) => startSession(kernel, process),
  getsid: (kernel, process, pid: number) => sessionOf(kernel, process, pid),
};
