/** What the page knows of compiling: written by `run-project.ts`, and of searches by `search-project.ts`, alone. */
import { computed, signal } from "@preact/signals";
import type { Language, Project, ProjectFile } from "../state/project.ts";
import type { CompileFailure } from "./compile-orders.ts";
import type { Diagnostic } from "./diagnostics.ts";

export type Compiling =
  | { readonly kind: "idle" }
  /** The compiler must be fetched first, and nobody has said that it may. */
  | { readonly kind: "asks"; readonly language: Language }
  | {
      readonly kind: "compiling";
      readonly language: Language;
      /** Is the compiler being fetched, or at work? */
      readonly stage: "fetching" | "working";
      /** Bytes fetched, of how many; both 0 where that is not known. */
      readonly done: number;
      readonly total: number;
    }
  | { readonly kind: "failed"; readonly failure: CompileFailure };

export const compiling = signal<Compiling>({ kind: "idle" });
/** What the compiler said of the program when it was last compiled: errors, or warnings of a program that runs. */
export const diagnostics = signal<readonly Diagnostic[]>([]);
/** What runs now, as it was when it was opened. */
export const ranProject = signal<Project | undefined>(undefined);
/** What was searched last for all outcomes, as it was then. */
export const searched = signal<Project | undefined>(undefined);
/** The files that the program was made of which runs now: lines of its call stacks are lines of these. */
export const ran = computed<readonly ProjectFile[]>(() => ranProject.value?.files ?? []);
