import { afterEach, expect, test } from "vitest";
import {
  answerQuestion,
  keepDraft,
  mergeWorks,
  NO_WORK,
  reachGoals,
  readWorks,
  workOn,
  works,
} from "../../../playground/state/lesson-state.ts";
import { DEFAULT_SETTINGS } from "../../../playground/state/project.ts";

afterEach(() => {
  works.value = {};
});

const DRAFT = [{ path: "a.c", text: "int main(void) {}" }];

test("nothing was done yet", () => {
  expect(workOn("vfork")).toEqual(NO_WORK);
  expect(workOn(undefined)).toEqual(NO_WORK);
});

test("answers, goals and drafts are of one lesson each", () => {
  answerQuestion("vfork", "one");
  reachGoals("vfork", ["predict"]);
  reachGoals("vfork", ["fix", "predict"]);
  keepDraft("shell", DRAFT);
  expect(workOn("vfork")).toEqual({ answer: "one", reached: ["predict", "fix"], draft: undefined });
  expect(workOn("shell")).toEqual({ answer: undefined, reached: [], draft: DRAFT });
});

test("what is no news changes nothing", () => {
  reachGoals("vfork", ["predict"]);
  const before = works.value;
  reachGoals("vfork", ["predict"]);
  keepDraft("vfork", undefined);
  expect(works.value).toBe(before);
});

test("of what two pages have changed the newer is kept, and all goals that were reached", () => {
  const work = (answer: string, reached: string[], draft = DRAFT) => ({ answer, reached, draft, settings: undefined });
  const before = { vfork: work("one", ["predict"]) };
  const other = [{ path: "a.c", text: "other" }];
  const settings = { ...DEFAULT_SETTINGS, args: ["3"] };
  const kept = { vfork: work("two", ["predict", "look"], other), pipe: work("one", []) };
  const now = { vfork: { ...work("one", ["predict", "fix"]), settings }, shell: work("a", []) };
  expect(mergeWorks(kept, before, now)).toEqual({
    vfork: { ...work("two", ["predict", "look", "fix"], other), settings },
    pipe: kept.pipe,
    shell: now.shell,
  });
});

test("what was kept is read back", () => {
  answerQuestion("vfork", "one");
  keepDraft("shell", DRAFT, { ...DEFAULT_SETTINGS, args: ["3"], time: "any" });
  expect(readWorks(JSON.parse(JSON.stringify(works.value)))).toEqual(JSON.parse(JSON.stringify(works.value)));
  expect(readWorks(structuredClone(works.value))).toEqual(works.value);
});

test.each([
  ["nothing", undefined],
  ["text", "{}"],
  ["null", null],
  ["a lesson that is a number", { vfork: 7 }],
  ["goals that are none", { vfork: { reached: [1] } }],
  ["no goals", { vfork: { answer: "one" } }],
  ["an answer that is none", { vfork: { reached: [], answer: 7 } }],
  ["a draft without text", { vfork: { reached: [], draft: [{ path: "a.c" }] } }],
  ["a draft that is none", { vfork: { reached: [], draft: "a.c" } }],
  ["settings that are none", { vfork: { reached: [], settings: { ...DEFAULT_SETTINGS, time: "never" } } }],
])("%s where the work of lessons should be is no work", (_, kept) => {
  expect(readWorks(kept)).toEqual({});
});
