import { describe, expect, it } from "vitest";
import { AWAIT, Footprint, READ, type Touches, WRITE } from "../../runtime/kernel/footprint.ts";
import { addFuture, FutureNumbers } from "../../runtime/scheduler/futures.ts";

function touches(...things: readonly string[]) {
  const footprint = new Footprint();
  for (const thing of things) footprint.touch(thing, WRITE);
  footprint.beginCall();
  footprint.touch("awaited", AWAIT);
  return footprint.take()[0] as Touches;
}

describe("a turn that will be is a number", () => {
  const numbers = new FutureNumbers();

  it("from which its process and what it touches come back", () => {
    const made = touches("a", "b");
    const future = numbers.of(4_194_304, made);
    expect([numbers.pidOf(future), numbers.touchesOf(future)]).toEqual([4_194_304, made]);
  });

  it("that is the same for the same, and no other", () => {
    const footprint = new Footprint();
    footprint.touch("a", READ);
    const all = [
      numbers.of(2, touches("a")),
      numbers.of(3, touches("a")),
      numbers.of(2, touches("b")),
      numbers.of(2, { ...touches("a"), waits: touches("b").codes }),
    ];
    expect(new Set(all).size).toBe(4);
    expect(numbers.of(2, touches("a"))).toBe(all[0]);
  });
});

describe("processes have bits", () => {
  it("that come back as their pids, but for those that came too late", () => {
    const numbers = new FutureNumbers();
    const pids = Array.from({ length: 40 }, (_, i) => i * 1000 + 2);
    let bits = 0;
    for (const pid of pids) bits |= numbers.bitOf(pid);
    expect(numbers.pidsOf(bits)).toEqual(pids.slice(0, 31));
    expect(numbers.pidsOf(numbers.bitOf(1002))).toEqual([1002]);
    expect(numbers.bitOf(39_002)).toBe(0);
  });
});

it("what comes before a turn is what comes before it in all cases", () => {
  const futures = new Map<number, number>();
  addFuture(futures, 7, 0b110);
  addFuture(futures, 7, 0b011);
  addFuture(futures, 8, 0b111);
  expect([...futures]).toEqual([
    [7, 0b010],
    [8, 0b111],
  ]);
});
