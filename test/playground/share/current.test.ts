/** What is given away of the page: the run only with the program, and the settings, that it was made of. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { ranProject, searched } from "../../../playground/program/compile-state.ts";
import { currentLink, currentTest, whyNoRun } from "../../../playground/share/current.ts";
import { readLink } from "../../../playground/share/share-link.ts";
import type { Shared } from "../../../playground/share/shared-json.ts";
import { type Search, search } from "../../../playground/state/exploration.ts";
import { EMPTY_PROJECT, type Project, project } from "../../../playground/state/project.ts";
import { beginning, branches, drawn, options } from "../../../playground/state/run-state.ts";
import { guest } from "../../guests/run-guest.ts";
import { END, open, runOf, told } from "../run/talk.ts";

const HERE: Project = { ...EMPTY_PROJECT, files: [{ path: "main.c", text: "as it ran" }] };

beforeEach(async () => {
  vi.stubGlobal("location", { href: "https://here/#old" });
  const run = runOf(await guest("outcomes/two-writers.c"));
  const talk = await told(open(run), END);
  project.value = ranProject.value = HERE;
  options.value = run;
  beginning.value = talk.all("opened")[0]?.schedule;
  const known = [{ id: 0, parent: undefined, from: 0, by: undefined, steps: talk.steps() }];
  branches.value = known;
  drawn.value = { moment: talk.moment, branches: known };
});

afterEach(() => {
  vi.unstubAllGlobals();
  project.value = EMPTY_PROJECT;
  branches.value = [];
  drawn.value = { moment: undefined, branches: [] };
  for (const signal of [ranProject, options, beginning, search, searched]) signal.value = undefined;
});

const shared = () => readLink(currentLink("processes").replace("https://here/", "")) as Shared;
const withSettings = (some: Partial<Project["settings"]>) => ({ ...HERE, settings: { ...HERE.settings, ...some } });

it("is the program with its run, as long as it is what ran", () => {
  project.value = structuredClone(HERE);
  expect(whyNoRun()).toBeUndefined();
  expect(shared()).toMatchObject({ project: HERE, recorded: { position: drawn.value.moment?.position } });
});

it.each<[string, Project]>([
  ["text", { ...HERE, files: [{ path: "main.c", text: "changed" }] }],
  ["arguments", withSettings({ args: ["a"] })],
  ["terminal", withSettings({ terminal: true })],
])("is the program alone where its %s changed since it ran", (_, changed) => {
  project.value = changed;
  expect(whyNoRun()).toBe("changed");
  expect(shared()).toEqual({ project: changed, recorded: undefined, view: "processes", selected: undefined });
  expect(() => currentTest()).toThrow("Cannot write a test: it was changed since it ran; run it first");
});

it("is the program alone before it runs", () => {
  options.value = undefined;
  expect(whyNoRun()).toBe("never-ran");
  expect(() => currentTest()).toThrow("Cannot write a test: run the program first");
});

it("is without a terminal where the run is, though its program has one: nobody types in a search", () => {
  project.value = ranProject.value = withSettings({ terminal: true });
  expect(shared().project.settings.terminal).toBe(false);
});

it("has a test of all outcomes where they were found of this very program, by rules that leave as much open", () => {
  const searches = () => currentTest().includes("everySchedule");
  const found = (part: object) => {
    search.value = { options: options.value, races: false, found: { complete: true }, ...part } as Search;
  };
  found({});
  expect(searches()).toBe(false);
  searched.value = structuredClone(HERE);
  expect(searches()).toBe(true);
  found({ found: { complete: false } });
  expect(searches()).toBe(false);
  found({ options: options.value && { ...options.value } });
  options.value = options.value && { ...options.value, preempt: "memory" };
  expect(searches()).toBe(false);
  found({ options: undefined, races: true });
  expect(searches()).toBe(true);
  searched.value = withSettings({ seed: 1 });
  expect(searches()).toBe(false);
});
