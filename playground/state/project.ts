/**
 * What the person works on: a program's files and how it is to be run. All of it fits into a share link and is kept between two
 * visits; what becomes of it when it runs is `run-state.ts`.
 */
import { computed, signal } from "@preact/signals";
import type { Preemption, TimePasses } from "../../runtime/index.ts";

export interface ProjectFile {
  /** `pipeline.c`, `counter.ts`, `shared.h`: no folders. */
  readonly path: string;
  readonly text: string;
}

export interface Settings {
  readonly args: readonly string[];
  readonly preempt: Preemption;
  readonly time: TimePasses;
  /** Has it a terminal to be typed at? Otherwise its standard input is at its end. */
  readonly terminal: boolean;
  readonly seed: number;
}

export interface Project {
  /** What it is called; a lesson's title as long as it is one. */
  readonly title: string;
  /** The lesson that it began as, or belongs to. */
  readonly lesson: string | undefined;
  /** The first one is the program, or, of several that are C, all that are named .c are compiled and linked. */
  readonly files: readonly ProjectFile[];
  /** A program that came without its source. */
  readonly wasm: Uint8Array | undefined;
  readonly settings: Settings;
}

export const DEFAULT_SETTINGS: Settings = { args: [], preempt: "syscalls", time: "idle", terminal: false, seed: 0 };

export const EMPTY_PROJECT: Project = {
  title: "Untitled",
  lesson: undefined,
  files: [{ path: "main.c", text: "" }],
  wasm: undefined,
  settings: DEFAULT_SETTINGS,
};

export const project = signal<Project>(EMPTY_PROJECT);

export type Language = "c" | "assemblyscript" | "wasm";

export const language = computed<Language>(() => languageOf(project.value));

export function languageOf({ files, wasm }: Project): Language {
  if (wasm !== undefined) return "wasm";
  return files[0]?.path.endsWith(".ts") === true ? "assemblyscript" : "c";
}
