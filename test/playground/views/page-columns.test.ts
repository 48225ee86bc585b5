import { describe, expect, it } from "vitest";
import {
  cellsOf,
  kindAt,
  neighbourPlace,
  type PageBand,
  pageBands,
  partsOf,
} from "../../../playground/views/page-columns.ts";
import type { MemoryScene, PageKind, PageRun } from "../../../runtime/index.ts";

/** "zero 60, private 2": so many pages of each kind. */
function memory(text: string): MemoryScene {
  let from = 0;
  const pages = text.split(", ").map((part): PageRun => {
    const [kind, count] = part.split(" ");
    const run = { from, to: from + Number(count), kind: kind as PageKind };
    from = run.to;
    return run;
  });
  return { virtual: from, resident: 0, private: 0, shared: 0, zero: 0, pages };
}

const parent = memory("zero 60, private 2, shared 2, zero 16");
const child = memory("zero 60, private 1, shared 3, zero 16");
const everything = { cells: 64, unfolded: new Set<number>() };
const draw = (bands: readonly PageBand[]) =>
  bands.map((band) => band.map(({ from, to }) => (to - from > 1 ? `${from}-${to}` : from)).join(" "));

describe("pageBands", () => {
  it("folds what nobody has written, and shows the rest page by page", () => {
    expect(draw(pageBands([parent, child], everything))).toEqual(["0-60 60 61 62 63 64-80"]);
  });

  it("does not fold what one of the processes has written", () => {
    const other = memory("zero 2, private 1, zero 77");
    expect(draw(pageBands([parent, other], everything))).toEqual(["0 1 2 3-60 60 61 62 63 64-80"]);
  });

  it("unfolds what is asked for", () => {
    const [band = []] = pageBands([parent], { cells: 200, unfolded: new Set([64]) });
    expect([band.length, band.at(-1)?.from]).toEqual([1 + 4 + 16, 79]);
  });

  it("breaks where there is no room", () => {
    const bands = pageBands([parent], { cells: 9, unfolded: new Set() });
    expect(draw(bands)).toEqual(["0-60 60 61 62", "63 64-80"]);
    expect(bands.map((band) => band.map(({ at }) => at))).toEqual([
      [0, 6, 7, 8],
      [0, 1],
    ]);
    expect(cellsOf(bands)).toBe(16);
  });

  it("folds very long stretches of anything", () => {
    expect(draw(pageBands([memory("private 1000, zero 3")], everything))).toEqual(["0-1000 1000 1001 1002"]);
  });

  it("folds shorter stretches where there would be too many columns", () => {
    const stripes = memory(Array.from({ length: 100 }, (_, i) => (i % 2 === 0 ? "private 40" : "shared 3")).join(", "));
    const [band = []] = pageBands([stripes], { cells: 1e6, unfolded: new Set() });
    expect(band.length).toBe(50 + 50 * 3);
  });

  it("knows what to do with no process", () => {
    expect(pageBands([], everything)).toEqual([]);
  });
});

describe("partsOf", () => {
  it("joins neighbours of one kind", () => {
    const [band = []] = pageBands([parent, child], everything);
    expect(partsOf(child.pages, band).map(({ at, width, kind, folded }) => `${at}+${width} ${kind} ${folded}`)).toEqual(
      ["0+6 zero 60", "6+1 private undefined", "7+3 shared undefined", "10+6 zero 16"],
    );
  });

  it("ends where a process has no more pages", () => {
    const [band = []] = pageBands([parent, memory("zero 60, private 1")], everything);
    expect(partsOf(memory("zero 60, private 1").pages, band).map(({ width }) => width)).toEqual([6, 1]);
  });
});

describe("kindAt", () => {
  it.each([
    [0, "zero"],
    [59, "zero"],
    [60, "private"],
    [79, "zero"],
    [80, undefined],
  ])("page %i is %s", (page, kind) => {
    expect(kindAt(parent.pages, page)).toBe(kind);
  });
});

describe("neighbourPlace", () => {
  const bands = pageBands([parent, child], everything);
  it.each([
    [2, 61, "ArrowRight", "2 62"],
    [2, 60, "ArrowLeft", "2 0"],
    [2, 30, "ArrowRight", "2 60"],
    [2, 63, "ArrowRight", "2 64"],
    [2, 64, "ArrowRight", "2 64"],
    [2, 61, "ArrowDown", "3 61"],
    [3, 61, "ArrowDown", "nowhere"],
    [3, 61, "ArrowUp", "2 61"],
    [3, 61, "Home", "3 0"],
    [3, 61, "End", "3 64"],
    [3, 61, "x", "nowhere"],
  ])("process %i, page %i, %s: %s", (pid, page, key, to) => {
    const place = neighbourPlace({ pid, page }, key, [2, 3], bands);
    expect(place === undefined ? "nowhere" : `${place.pid} ${place.page}`).toBe(to);
  });
});
