import { describe, expect, it } from "vitest";
import { CLOCK_MONOTONIC, CLOCK_PROCESS_CPUTIME_ID, CLOCK_REALTIME } from "../../../runtime/abi/resource.ts";
import { compare } from "../../../runtime/backend/compare.ts";
import { recordEmulated } from "../../../runtime/backend/emulated/record.ts";
import { ahead, formatOrigin, originNow, parseOrigin } from "../../../runtime/backend/native/own-time.ts";
import { BIRTH } from "../../../runtime/kernel/clock.ts";
import { compileText, instrumentCache } from "../../guests/run-guest.ts";
import { describeNative, onNative } from "./native.ts";

describe("a guest's own time", () => {
  const origin = { realtime: BIRTH + 500n, monotonic: 70n };

  it.each([
    ["its realtime clock begins with the emulator's", CLOCK_REALTIME, 500n],
    ["its monotonic clock begins at 0", CLOCK_MONOTONIC, 70n],
    ["its CPU time is its own", CLOCK_PROCESS_CPUTIME_ID, 0n],
    ["another process's CPU time is that one's", -6, 0n],
  ])("%s", (_, clock, nanoseconds) => {
    expect(ahead(origin, clock)).toBe(nanoseconds);
    expect(ahead(undefined, clock)).toBe(0n);
  });

  it("is handed on to the programs that it becomes", () => {
    const now = originNow();
    expect(parseOrigin(formatOrigin(now))).toEqual(now);
  });
});

describeNative("what is printed of clocks", () => {
  it("is the same on the host, waits until a time too", async () => {
    const program = await compileText(`
      #include <stdio.h>
      #include <time.h>
      int main(void)
      {
        time_t now = time(NULL);
        printf("%d, day %d\\n", gmtime(&now)->tm_year + 1900, gmtime(&now)->tm_yday);
        struct timespec until = {1};
        printf("%d\\n", clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL));
        clock_gettime(CLOCK_MONOTONIC, &until);
        printf("%lld\\n", (long long)until.tv_sec);
        return 0;
      }`);
    const native = await onNative(program);
    expect(native.stdout).toBe("2026, day 0\n0\n1\n");
    expect(compare(await recordEmulated({ program, name: "guest", cache: instrumentCache }), native)).toBeUndefined();
  });
});
