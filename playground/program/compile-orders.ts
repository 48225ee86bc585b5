/** What the page and the worker that compiles say to each other. */
import type { ProjectFile } from "../state/project.ts";
import type { Diagnostic } from "./diagnostics.ts";

export type CompiledLanguage = "c" | "assemblyscript";

/** To warm up is to have the compiler of C ready before it is needed, if it is here; nobody is told. */
export type CompilerOrder = CompileOrder | { readonly kind: "warm-up" };

/** Compiles, and reports. */
export interface CompileOrder {
  readonly kind: "compile";
  readonly language: CompiledLanguage;
  readonly files: readonly ProjectFile[];
  /** May megabytes be fetched for it? Otherwise only what is here already is used. */
  readonly mayFetch: boolean;
}

/** Why there is no program. */
export interface CompileFailure {
  /** `program`: it is wrong. `compiler`: that could not be loaded. */
  readonly about: "program" | "compiler";
  readonly message: string;
  /** What to do, as a sentence; undefined where the diagnostics say it. */
  readonly remedy: string | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

export type CompileReport =
  /** How much of the compiler is there; `done` is `total` once it only has to be started. */
  | { readonly kind: "fetching"; readonly done: number; readonly total: number }
  /** It takes a compiler that is not here, and was not to be fetched. */
  | { readonly kind: "must-fetch" }
  | { readonly kind: "compiled"; readonly wasm: Uint8Array; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: "failed"; readonly failure: CompileFailure };
