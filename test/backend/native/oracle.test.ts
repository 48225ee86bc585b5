/**
 * The host's kernel is the judge: the guests that come with Prong do the same there as in the emulator, or one of the things that
 * the emulator says they can do. The rows of the conformance matrix are asked in test/conformance, and usertests below.
 */
import { expect, it } from "vitest";
import { compare } from "../../../runtime/backend/compare.ts";
import { recordEmulated } from "../../../runtime/backend/emulated/record.ts";
import { compareRuns } from "../../../runtime/backend/native/compare-runs.ts";
import { differenceLines, runsLines } from "../../../runtime/frontend/format/comparison.ts";
import { guestNames } from "../../frontend/compile/compile-guest.ts";
import { BUSY_HOST } from "../../guests/busy-host.ts";
import { guest, instrumentCache } from "../../guests/run-guest.ts";
import { IS_LONG } from "../../is-long.ts";
import { describeNative, onNative } from "./native.ts";

/** What is not run on a machine that others use, or cannot be compared there. */
const NOT_HERE = new Map([
  ["hostile/fork-bomb.c", "it would fill the machine: root's limits are not enforced"],
  ["hostile/descriptor-exhaustion.c", "how many descriptors there are is the machine's own"],
]);

const names = (await Promise.all(["", "hostile"].map(guestNames))).flat().filter((name) => !NOT_HERE.has(name));
const free = await guestNames("outcomes");
const emulated = { name: "guest", cache: instrumentCache, preempt: "loops" } as const;

describeNative("the same happens on the host and in the emulator:", () => {
  it.each(names)("%s", BUSY_HOST, async (name) => {
    const program = await guest(name);
    const here = await recordEmulated({ ...emulated, program, firstPid: 4_000_000 });
    const patience = here.end === "does not end" ? 3000 : 60_000; // for what never comes, or on a busy machine
    const difference = compare(here, await onNative(program, { patience }));
    expect(difference === undefined ? ["same"] : differenceLines(difference)).toEqual(["same"]);
  });
});

describeNative("what happens on the host is among what the emulator finds:", () => {
  it.each(free)("%s", BUSY_HOST, async (name) => {
    const program = await guest(name);
    const runs = IS_LONG ? 200 : 5;
    const found = await compareRuns({ ...emulated, program, preempt: "memory" }, runs, () =>
      onNative(program, { patience: 3000 }),
    );
    expect(found.unknown.length === 0 ? "same" : runsLines(found)).toBe("same");
    expect(found.found.complete).toBe(true);
  });
});
