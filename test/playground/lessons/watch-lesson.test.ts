/** Goals on the page's own signals, without a page. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { lessonOf } from "../../../playground/lessons/catalogue.ts";
import { type Lesson, programOf } from "../../../playground/lessons/lesson.ts";
import { watchLesson } from "../../../playground/lessons/watch-lesson.ts";
import type { Moment, RunOptions, SeenStep } from "../../../playground/run/orders.ts";
import { type Search, search } from "../../../playground/state/exploration.ts";
import { answerQuestion, steppedBack, work, works } from "../../../playground/state/lesson-state.ts";
import { DEFAULT_SETTINGS, EMPTY_PROJECT, project } from "../../../playground/state/project.ts";
import { branches, moment, options } from "../../../playground/state/run-state.ts";
import type { Exploration } from "../../../runtime/index.ts";

let stop = () => {};

/** Other tests have left their runs on the same page. */
function forget(): void {
  project.value = EMPTY_PROJECT;
  works.value = {};
  search.value = undefined;
  branches.value = [];
  moment.value = undefined;
  options.value = undefined;
  steppedBack.value = false;
}

beforeEach(() => {
  vi.useFakeTimers();
  forget();
  stop = watchLesson();
});

afterEach(() => {
  stop();
  vi.useRealTimers();
  forget();
});

const STEP: SeenStep = { pid: 2, act: undefined, choices: [], events: [], outcome: undefined, output: [], elapsed: 0 };
const FORK: SeenStep = { ...STEP, events: [{ kind: "fork", pid: 2, child: 3, vfork: false }] };

function openLesson(id: string): Lesson {
  const lesson = lessonOf(id) as Lesson;
  const settings = { ...DEFAULT_SETTINGS, ...lesson.settings };
  project.value = { title: lesson.title, lesson: id, files: lesson.files, wasm: undefined, settings };
  return lesson;
}

function optionsOf(name: string, preempt: RunOptions["preempt"] = "syscalls"): RunOptions {
  return {
    program: new Uint8Array(),
    name,
    args: [],
    environment: [],
    programs: {},
    preempt,
    time: "idle",
    terminal: undefined,
    seed: 0,
    limits: {},
  };
}

function stand(position: number, branch = 0): void {
  const scene: Moment["scene"] = { elapsed: 0, pagesUsed: 0, processes: [], openFiles: [], inodes: [] };
  moment.value = { branch, position, scene, standing: undefined, choosable: [] };
}

function runs(name: string, ...steps: SeenStep[]): void {
  options.value = optionsOf(name);
  branches.value = [{ id: 0, parent: undefined, from: 0, by: undefined, steps }];
}

function reached(): readonly string[] {
  vi.advanceTimersByTime(1000);
  return work.value.reached;
}

function searched(run: RunOptions, prints: readonly string[], part: Partial<Search> = {}): void {
  const outcomes = prints.map((stdout) => ({ stdout, stderr: "", end: { kind: "ended" } }));
  const found = { complete: true, outcomes } as unknown as Exploration;
  search.value = {
    options: run,
    races: false,
    maxSteps: 1,
    progress: { steps: 1, outcomes: 1, schedules: 1 },
    state: "done",
    found,
    schedules: [],
    raceSchedules: [],
    failure: undefined,
    ...part,
  };
}

test("a goal is reached when its fact holds, and stays so", () => {
  const lesson = openLesson("one-call-two-returns");
  runs(programOf(lesson), STEP, FORK);
  stand(2);
  expect(reached()).toEqual(["fork"]);
  stand(0);
  answerQuestion(lesson.id, lesson.question.right);
  expect(reached()).toEqual(["fork", "predict", "back"]);
});

test("a wrong answer is kept, and reaches nothing", () => {
  const lesson = openLesson("one-call-two-returns");
  answerQuestion(lesson.id, "shared");
  expect(reached()).toEqual([]);
  expect(work.value.answer).toBe("shared");
});

test("what another program does reaches nothing", () => {
  openLesson("one-call-two-returns");
  runs("something-else", STEP, FORK);
  stand(2);
  expect(reached()).toEqual([]);
});

test("without a lesson nothing is looked for", () => {
  runs("hello", STEP, FORK);
  stand(2);
  reached();
  expect(works.value).toEqual({});
});

test("one has gone back only on the same way, and in the run that there is", () => {
  openLesson("one-call-two-returns");
  runs("hello", STEP, FORK);
  stand(2);
  stand(1, 1);
  expect(steppedBack.value).toBe(false);
  stand(0, 1);
  expect(steppedBack.value).toBe(true);
  runs("hello", STEP);
  stand(0);
  expect(steppedBack.value).toBe(false);
});

test("the outcomes of the program reach a goal, those of another do not", () => {
  const lesson = openLesson("doubled-output");
  searched(optionsOf("something-else"), ["counting: one two\n"]);
  expect(reached()).toEqual([]);
  searched(optionsOf(programOf(lesson)), ["counting: one two\n"], { state: "searching", found: undefined });
  expect(reached()).toEqual([]);
  searched(optionsOf(programOf(lesson)), ["counting: one two\n"]);
  expect(reached()).toEqual(["fix"]);
});

test.each([
  ["syscalls", false, []],
  ["loops", false, []],
  ["memory", false, ["fix"]],
  ["syscalls", true, ["fix"]],
] as const)("with turns that may end at %s (races: %s), the lost update is mended: %j", (preempt, races, expected) => {
  const lesson = openLesson("the-lost-update");
  searched(optionsOf(programOf(lesson), preempt), ["4\n"], { races });
  expect(reached()).toEqual(expected);
});
