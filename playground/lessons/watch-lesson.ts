/**
 * Watches the page for the goals of the lesson that one works on: what is reached is noted in `state/lesson-state.ts`. It is begun once,
 * by the page, and answers how it is ended.
 */
import { effect } from "@preact/signals";
import type { Preemption } from "../../runtime/index.ts";
import { search } from "../state/exploration.ts";
import { reachGoals, steppedBack, workOn } from "../state/lesson-state.ts";
import { DEFAULT_SETTINGS, project } from "../state/project.ts";
import { branches, moment, options } from "../state/run-state.ts";
import { lessonOf } from "./catalogue.ts";
import { holds, type Known } from "./fact.ts";
import { type Lesson, programOf } from "./lesson.ts";

/** A run tells of its steps many times a second; goals can wait for a moment. */
const AFTER = 100;

/** Which leaves more orders open. */
const RANK: Readonly<Record<Preemption, number>> = { syscalls: 0, loops: 1, memory: 2 };

export function watchLesson(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stopWatchingBack = watchSteppingBack();
  const stopWatching = effect(() => {
    const lesson = lessonOf(project.value.lesson);
    const known = lesson && knownOf(lesson);
    clearTimeout(timer);
    if (lesson === undefined || known === undefined) return;
    timer = setTimeout(() => reachGoals(lesson.id, reachedBy(lesson, known)), AFTER);
  });
  return () => {
    clearTimeout(timer);
    stopWatching();
    stopWatchingBack();
  };
}

/** Those that are not reached yet, and hold now. */
export function reachedBy({ id, goals }: Lesson, known: Known): string[] {
  const { reached } = workOn(id);
  return goals.filter((goal) => !reached.includes(goal.id) && holds(goal.fact, known)).map((goal) => goal.id);
}

/** What the signals of the page say of a lesson: nothing of a run or a search that is of another program. */
export function knownOf(lesson: Lesson): Known {
  const { id, question, settings } = lesson;
  const program = programOf(lesson);
  const isItsRun = options.value?.name === program;
  const { answer } = workOn(id);
  return {
    branches: isItsRun ? branches.value : [],
    moment: isItsRun ? moment.value : undefined,
    found: foundOf(program, settings.preempt ?? DEFAULT_SETTINGS.preempt),
    answered: answer === question.right,
    steppedBack: isItsRun && steppedBack.value,
  };
}

/** A search that leaves out orders which the lesson is about finds too little. */
function foundOf(program: string, preempt: Preemption): Known["found"] {
  const { options, races, found, state } = search.value ?? {};
  if (options?.name !== program || state !== "done") return undefined;
  return RANK[races === true ? "memory" : options.preempt] >= RANK[preempt] ? found : undefined;
}

/** One has gone back when the run stands before where it stood, on the same way. */
function watchSteppingBack(): () => void {
  let run = options.peek();
  let before = moment.peek();
  return effect(() => {
    const now = moment.value;
    if (run !== options.value) {
      run = options.value;
      before = undefined;
      steppedBack.value = false;
    }
    if (now !== undefined && before?.branch === now.branch && now.position < before.position) steppedBack.value = true;
    before = now;
  });
}
