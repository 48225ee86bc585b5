import { describe, expect, it } from "vitest";
import { Crossroads } from "../../runtime/scheduler/crossroads.ts";
import type { Mark } from "../../runtime/scheduler/moment.ts";
import { ALL } from "../../runtime/scheduler/turns.ts";

/** Processes 2, 3 and 4 can be chosen, 3 first; so many of them are tried in any case. */
function crossroads(wanted: number) {
  const ways = [3, 2, 4].map((pid) => ({ pid, index: pid - 2, left: 0 }));
  return new Crossroads("key", {} as Mark, undefined, 0, 1, ways, wanted);
}

function tried(node: Crossroads): number[] {
  const pids: number[] = [];
  while (!node.isExhausted) pids.push(node.next().pid);
  return pids;
}

describe("at a crossroads", () => {
  it("all ways are taken that are wanted, one after the other", () => {
    expect([tried(crossroads(1)), tried(crossroads(3))]).toEqual([[3], [3, 2, 4]]);
  });

  it("others may be wanted later, once each, and nobody who cannot be chosen", () => {
    const node = crossroads(1);
    expect([node.isNew, node.isWanted(4)]).toEqual([true, false]);
    expect(tried(node)).toEqual([3]);
    for (const pid of [4, 3, 4, 9]) node.want(pid);
    expect([node.isNew, node.isWanted(4), node.isWanted(9), tried(node)]).toEqual([false, true, false, [4]]);
    expect([node.last.pid, node.last.index]).toEqual([4, 2]);
  });

  it("all may be wanted", () => {
    const node = crossroads(1);
    node.want(2);
    node.want(ALL);
    expect(tried(node)).toEqual([3, 2, 4]);
  });
});
