import { describe, expect, it } from "vitest";
import {
  ADD,
  AWAIT,
  conflicting,
  EVERYTHING,
  Footprint,
  isAwaited,
  READ,
  type Touch,
  type Touches,
  WRITE,
} from "../../runtime/kernel/footprint.ts";
import { NotedFootprint } from "./noted-footprint.ts";

type Touched = readonly (readonly [thing: string, how: Touch] | "call")[];

function touches(list: Touched): Touches {
  const footprint = new Footprint();
  footprint.beginCall();
  for (const one of list) {
    if (one === "call") footprint.beginCall();
    else footprint.touch(...one);
  }
  return footprint.take()[0] as Touches;
}

describe("two turns conflict", () => {
  it.each<[one: string, other: string, conflict: boolean]>([
    ["READ", "READ", false],
    ["READ", "ADD", true],
    ["READ", "WRITE", true],
    ["READ", "AWAIT", false],
    ["ADD", "ADD", false],
    ["ADD", "WRITE", true],
    ["ADD", "AWAIT", true],
    ["WRITE", "WRITE", true],
    ["WRITE", "AWAIT", true],
    ["AWAIT", "AWAIT", false],
  ])("if one does %s and the other %s of the same thing: %s", (one, other, conflict) => {
    const how = { READ, ADD, WRITE, AWAIT } as Record<string, Touch>;
    const codes = (thing: string, name: string) => touches([[thing, how[name] as Touch]]).codes;
    expect(conflicting(codes("a", one), codes("a", other))).toBe(conflict);
    expect(conflicting(codes("a", other), codes("a", one))).toBe(conflict);
    expect(conflicting(codes("a", one), codes("b", other))).toBe(false);
  });

  it("if one touches everything, and the other anything", () => {
    expect(conflicting([EVERYTHING], touches([["a", READ]]).codes)).toBe(true);
    expect(conflicting([EVERYTHING], [])).toBe(false);
  });
});

describe("a turn has waited for another", () => {
  it.each<[what: string, first: Touched, second: Touched, waited: boolean]>([
    ["where that did what it awaits", [["a", WRITE]], ["call", ["a", AWAIT]], true],
    ["not where it would not have slept", [["a", WRITE]], ["call", ["a", READ]], false],
    ["not where that did something else", [["b", WRITE]], ["call", ["a", AWAIT]], false],
    ["not where it had looked at something before", [["a", WRITE]], [["b", READ], "call", ["a", AWAIT]], false],
    ["not where it had done something before", [["a", WRITE]], [["b", WRITE], "call", ["a", AWAIT]], false],
    ["also where the same call touches more", [["a", WRITE]], ["call", ["b", WRITE], ["a", AWAIT]], true],
  ])("%s", (_, first, second, waited) => {
    expect(isAwaited(touches(first).codes, touches(second).codes)).toBe(waited);
  });

  it("never for one that touches everything", () => {
    expect(isAwaited([EVERYTHING], touches(["call", ["a", AWAIT]]).codes)).toBe(false);
  });
});

describe("a footprint", () => {
  it("has each touch once, and nothing when it was taken", () => {
    const footprint = new NotedFootprint();
    expect(footprint.isEmpty).toBe(true);
    footprint.touch("a", READ);
    footprint.touch("a", READ);
    footprint.touch("a", WRITE);
    expect([footprint.isEmpty, footprint.isEverything]).toEqual([false, false]);
    expect(footprint.told()).toEqual({ touched: ["reads a", "writes a"], waits: [] });
    expect(footprint.told()).toEqual({ touched: [], waits: [] });
  });

  it("of everything has nothing else", () => {
    const footprint = new NotedFootprint();
    footprint.touch("a", AWAIT);
    footprint.touchEverything();
    expect(footprint.isEverything).toBe(true);
    expect(footprint.take()).toEqual([{ codes: [EVERYTHING], waits: [] }]);
  });

  it("of who falls asleep has what its call would have touched as what it waits for, and a signal", () => {
    const footprint = new NotedFootprint();
    footprint.touch("life 3", READ);
    footprint.beginTurn();
    footprint.beginCall();
    footprint.touch("flags", READ);
    footprint.keep();
    footprint.touch("a", WRITE);
    footprint.touch("b", AWAIT);
    footprint.sleep(3);
    expect(footprint.told()).toEqual({
      touched: ["reads life 3", "reads flags"],
      waits: ["writes a", "awaits b", "a signal"],
    });
  });

  it("that is split is several, in order", () => {
    const footprint = new Footprint();
    for (const thing of ["a", "b", "c"]) {
      if (thing !== "a") footprint.split();
      footprint.touch(thing, WRITE);
    }
    expect(footprint.take().map(({ codes }) => codes.length)).toEqual([1, 1, 1]);
    expect(footprint.take()).toEqual([{ codes: [], waits: [] }]);
  });
});
