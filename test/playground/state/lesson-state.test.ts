import { afterEach, expect, test } from "vitest";
import {
  answerQuestion,
  keepDraft,
  NO_WORK,
  reachGoals,
  readWorks,
  workOn,
  works,
} from "../../../playground/state/lesson-state.ts";

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

test("what was kept is read back", () => {
  answerQuestion("vfork", "one");
  keepDraft("shell", DRAFT);
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
])("%s where the work of lessons should be is no work", (_, kept) => {
  expect(readWorks(kept)).toEqual({});
});
