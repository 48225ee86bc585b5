/** What has happened before what, compared with a graph in which somebody looks for a way. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Moment, Order } from "../../../runtime/kernel/races/order.ts";

const pid = fc.integer({ min: 2, max: 5 });
const channel = fc.constantFrom("pipe", "lock", "word");
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ does: fc.constant("use" as const), pid }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant("release" as const), pid, channel }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant("acquire" as const), pid, channel }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("tell" as const), pid, to: pid }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("fork" as const), pid, child: pid }) },
);

/** Events, and from which others each follows at once. */
class Graph {
  readonly before: number[][] = [];
  readonly last = new Map<number, number>();
  readonly told = new Map<string, number[]>();

  /** The next event of a process, which follows from these, too. */
  add(pid: number, others: readonly number[] = []): number {
    const last = this.last.get(pid);
    this.before.push([...(last === undefined ? [] : [last]), ...others]);
    this.last.set(pid, this.before.length - 1);
    return this.before.length - 1;
  }

  /** Is there a way from one event to another? */
  leads(from: number, to: number): boolean {
    const seen = new Set<number>();
    const left = [to];
    for (let event = left.pop(); event !== undefined; event = left.pop()) {
      if (event === from) return true;
      if (event < from || seen.has(event)) continue;
      seen.add(event);
      left.push(...(this.before[event] as number[]));
    }
    return false;
  }
}

describe("order", () => {
  it("is that of a graph of all events", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const order = new Order();
        const graph = new Graph();
        const uses: { moment: Moment; event: number }[] = [];
        for (const one of steps) {
          switch (one.does) {
            case "use": {
              const event = graph.add(one.pid);
              for (const use of uses) expect(order.isBefore(use.moment, one.pid)).toBe(graph.leads(use.event, event));
              uses.push({ moment: order.now(one.pid), event });
              break;
            }
            case "release": {
              order.release(one.pid, one.channel);
              const told = graph.told.get(one.channel) ?? [];
              graph.told.set(one.channel, [...told, graph.add(one.pid)]);
              break;
            }
            case "acquire":
              order.acquire(one.pid, one.channel, "");
              graph.add(one.pid, graph.told.get(one.channel));
              break;
            case "tell":
              if (one.pid === one.to) break;
              order.tell(one.pid, one.to, "");
              graph.add(one.to, [graph.add(one.pid)]);
              break;
            case "fork":
              if (one.pid === one.child) break;
              order.forked(one.pid, one.child);
              graph.last.delete(one.child); // another process with the same pid
              graph.add(one.child, [graph.add(one.pid)]);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it("says by what a process has heard of another last", () => {
    const order = new Order();
    order.forked(2, 3);
    const moment = order.now(2);
    expect([order.isBefore(moment, 3), order.sourceOf(moment, 3)]).toEqual([false, "its fork"]);
    order.release(2, "pipe 1");
    order.acquire(3, "pipe 1", "the pipe 1");
    expect([order.isBefore(moment, 3), order.sourceOf(moment, 3)]).toEqual([true, "the pipe 1"]);
    expect(order.sourceOf(moment, 4)).toBeUndefined();
  });

  it("does not take a process for another that had its pid", () => {
    const order = new Order();
    order.forked(2, 3);
    const moment = order.now(3);
    order.forget(3);
    order.forked(2, 3);
    expect([order.isBefore(moment, 3), order.isBefore(order.now(3), 3)]).toEqual([false, true]);
  });
});
