import { expect, test } from "vitest";
import { MS_SYNC } from "../../../runtime/abi/mapping.ts";
import { CLOCK_MONOTONIC, CLOCK_PROCESS_CPUTIME_ID } from "../../../runtime/abi/resource.ts";
import { hostClock, hostSync } from "../../../runtime/backend/native/host-flags.ts";

test.runIf(process.platform === "linux")("a guest's numbers are Linux's", () => {
  for (const clock of [CLOCK_MONOTONIC, CLOCK_PROCESS_CPUTIME_ID, -6, 99]) expect(hostClock(clock)).toBe(clock);
  expect(hostSync(MS_SYNC)).toBe(MS_SYNC);
});
