import { expect, it } from "vitest";
import type { WaitingSince } from "../../../runtime/backend/emulated/time-travel.ts";
import { waitingLine } from "../../../runtime/frontend/format/waiting.ts";

const waiting: WaitingSince = {
  pid: 3,
  args: ["/bin/reader", "a\nb"],
  state: "waiting",
  call: "fd_read(3)",
  waitsFor: ["pipe 1 to have data"],
  because: "",
  until: undefined,
  on: [],
  end: undefined,
  since: 12,
};

it.each<[string, Partial<WaitingSince>]>([
  ["in fd_read(3): waits for pipe 1 to have data since step 12", {}],
  ["in fd_read(3): waits for pipe 1 to have data", { since: undefined }],
  [
    "in fd_read(3): waits for pipe 1 to have data (its write end is still open: 4 in [2]) since step 12",
    { because: "its write end is still open: 4 in [2]", on: [2] },
  ],
  [
    "in wait4(-1): waits for a child to end (it is up to 4, 5) since step 12",
    { call: "wait4(-1)", waitsFor: ["a child to end"], on: [4, 5] },
  ],
  ["in poll: waits for the time 0.000002000 since step 12", { call: "poll", waitsFor: [], until: 2000 }],
  [
    ": waits for SIGCONT (stopped by SIGTSTP) since step 12",
    { call: "", state: "stopped", waitsFor: ["SIGCONT (stopped by SIGTSTP)"] },
  ],
  [
    ": exits with 3 in step 12, and its parent, 2, has not waited for it",
    { call: "", state: "zombie", waitsFor: [], end: { code: 3 }, on: [2] },
  ],
  [": could run, and ran last in step 12", { call: "", state: "runnable", waitsFor: [] }],
  [": could run", { call: "", state: "runnable", waitsFor: [], since: undefined }],
])("[3] /bin/reader %s", (line, change) => {
  expect(waitingLine({ ...waiting, ...change })).toBe(`[3] /bin/reader a\\x0ab${line[0] === ":" ? "" : " "}${line}`);
});
