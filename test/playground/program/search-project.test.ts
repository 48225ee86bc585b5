/** What is searched is what is on the page, and what was found is opened as what it is. */
/// <reference path="../../../playground/virtual.d.ts" />
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { compiling, ranProject, searched } from "../../../playground/program/compile-state.ts";
import { giveUp, prepareRun } from "../../../playground/program/run-project.ts";
import { openFound, preparing, searchProject, unsearchable } from "../../../playground/program/search-project.ts";
import * as client from "../../../playground/run/client.ts";
import { type Search, search } from "../../../playground/state/exploration.ts";
import { DEFAULT_SETTINGS, EMPTY_PROJECT, project } from "../../../playground/state/project.ts";
import { runOf } from "../run/talk.ts";

vi.mock("../../../playground/program/run-project.ts", () => ({ giveUp: vi.fn(), prepareRun: vi.fn() }));
vi.mock("../../../playground/run/client.ts", () => ({ explore: vi.fn(), open: vi.fn() }));

const RUN = runOf(new Uint8Array([7]));
const HOW = { races: true, maxSteps: 30 };

beforeEach(() => {
  vi.mocked(prepareRun).mockResolvedValue(RUN);
});

afterEach(() => {
  vi.clearAllMocks();
  project.value = EMPTY_PROJECT;
  compiling.value = { kind: "idle" };
  for (const one of [search, searched, ranProject, unsearchable]) one.value = undefined;
});

test("the program is compiled as it is now, and searched without a terminal", async () => {
  const settings = { ...DEFAULT_SETTINGS, terminal: true, seed: 7 };
  const wanted = { ...EMPTY_PROJECT, files: [{ path: "a.c", text: "changed" }], settings };
  project.value = wanted;
  const done = searchProject(HOW);
  expect(preparing.value).toBe(wanted);
  await done;
  const prepared = { ...wanted, settings: { ...settings, terminal: false } };
  expect(vi.mocked(prepareRun).mock.calls).toEqual([[prepared, true]]);
  expect(vi.mocked(client.explore).mock.calls).toEqual([[RUN, HOW]]);
  expect([preparing.value, searched.value]).toEqual([undefined, wanted]);
  expect(ranProject.value).toBeUndefined();
});

test.each([
  ["cannot be compiled says so", "failed", true],
  ["was given up says nothing", "idle", false],
] as const)("what %s, and nothing is searched", async (_, kind, isTold) => {
  vi.mocked(prepareRun).mockImplementation(async () => {
    const failure = { about: "program", message: "no", remedy: undefined, diagnostics: [] } as const;
    compiling.value = kind === "failed" ? { kind, failure } : { kind };
    return undefined;
  });
  await searchProject(HOW);
  expect(client.explore).not.toHaveBeenCalled();
  expect(unsearchable.value).toBe(isTold ? EMPTY_PROJECT : undefined);
  expect([preparing.value, searched.value]).toEqual([undefined, undefined]);
});

test("a run that was found is one of the program that was searched; one with a race by the rules of races", async () => {
  await searchProject(HOW);
  search.value = { options: RUN, races: true } as Search;
  const recorded = { schedule: "a schedule", acts: [], position: 0 };
  openFound(recorded, { selected: 3 });
  expect(giveUp).toHaveBeenCalled();
  expect(ranProject.value).toBe(EMPTY_PROJECT);
  expect(vi.mocked(client.open).mock.calls).toEqual([[{ ...RUN, preempt: "memory" }, recorded, { selected: 3 }]]);
});
