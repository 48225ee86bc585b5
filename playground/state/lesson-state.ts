/**
 * How far the person is in the lessons: what was answered, which goals were reached, and the programs as they were left. A goal that
 * was reached stays so. All of `works` is plain data, to be kept between two visits; the rest is of the run that there is.
 */
import { computed, signal } from "@preact/signals";
import { type ProjectFile, project, type Settings } from "./project.ts";
import { readSettings } from "./project-json.ts";
import { object } from "./read-json.ts";

export interface LessonWork {
  /** The option that was answered last. */
  readonly answer: string | undefined;
  /** Ids of the goals that were reached, in that order. */
  readonly reached: readonly string[];
  /** The files as they were left, where they are not the lesson's own. */
  readonly draft: readonly ProjectFile[] | undefined;
  /** How it is to be run, where that is not as the lesson says; older versions of the page did not keep it. */
  readonly settings?: Settings | undefined;
}

export type Works = Readonly<Record<string, LessonWork>>;

export const NO_WORK: LessonWork = { answer: undefined, reached: [], draft: undefined };

/** By the lessons' ids. */
export const works = signal<Works>({});

/** Has anybody gone back in time, in the run that there is? */
export const steppedBack = signal(false);

/** Of the lesson that one works on. */
export const work = computed<LessonWork>(() => workOn(project.value.lesson));

export function workOn(lesson: string | undefined): LessonWork {
  return (lesson === undefined ? undefined : works.value[lesson]) ?? NO_WORK;
}

export function answerQuestion(lesson: string, answer: string): void {
  change(lesson, { answer });
}

export function reachGoals(lesson: string, goals: readonly string[]): void {
  const { reached } = workOn(lesson);
  const news = goals.filter((goal) => !reached.includes(goal));
  if (news.length > 0) change(lesson, { reached: [...reached, ...news] });
}

/** Undefined: they are the lesson's own again. */
export function keepDraft(lesson: string, draft: readonly ProjectFile[] | undefined, settings?: Settings): void {
  const known = workOn(lesson);
  if (draft !== known.draft || settings !== known.settings) change(lesson, { draft, settings });
}

/** What was kept, if it is what it should be: anything may lie where pages keep their things. */
export function readWorks(kept: unknown): Works {
  if (typeof kept !== "object" || kept === null) return {};
  return Object.fromEntries(Object.entries(kept).flatMap(([id, value]) => (isWork(value) ? [[id, value]] : [])));
}

/**
 * What was kept, with what was changed here since `before`: another page may have kept other things meanwhile. Of what both have
 * changed this is the newer; goals are all reached that were reached in either.
 */
export function mergeWorks(kept: Works, before: Works, now: Works): Works {
  const merged = Object.entries(now).map(([id, work]) => {
    const [other, old] = [kept[id] ?? NO_WORK, before[id] ?? NO_WORK];
    const newer = <K extends keyof LessonWork>(name: K) => (work[name] === old[name] ? other[name] : work[name]);
    const reached = [...new Set([...other.reached, ...work.reached])];
    return [id, { answer: newer("answer"), reached, draft: newer("draft"), settings: newer("settings") }] as const;
  });
  return { ...kept, ...Object.fromEntries(merged) };
}

function change(lesson: string, part: Partial<LessonWork>): void {
  works.value = { ...works.value, [lesson]: { ...workOn(lesson), ...part } };
}

function isWork(value: unknown): value is LessonWork {
  if (typeof value !== "object" || value === null) return false;
  const { answer, reached, draft, settings } = value as Record<string, unknown>;
  const isAnswer = answer === undefined || typeof answer === "string";
  const isReached = Array.isArray(reached) && reached.every((goal) => typeof goal === "string");
  const isDraft = draft === undefined || (Array.isArray(draft) && draft.every(isFile));
  return isAnswer && isReached && isDraft && (settings === undefined || isSettings(settings));
}

function isSettings(value: unknown): value is Settings {
  try {
    return readSettings(object(value, "settings")) !== undefined;
  } catch {
    return false;
  }
}

function isFile(value: unknown): value is ProjectFile {
  if (typeof value !== "object" || value === null) return false;
  const { path, text } = value as Record<string, unknown>;
  return typeof path === "string" && typeof text === "string";
}
