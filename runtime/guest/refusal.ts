/** Why a program cannot run here, and what to do about it, in one line each. */

export type RefusalReason =
  | "not-wasm"
  | "empty"
  | "component"
  | "unknown-version"
  | "malformed"
  | "invalid"
  | "unknown-import"
  | "wrong-import-type"
  | "no-memory"
  | "imported-memory"
  | "shared-memory"
  | "memory64"
  | "custom-page-size"
  | "multiple-memories"
  | "memory-too-large"
  | "no-start"
  | "tail-calls"
  | "gc"
  | "function-references"
  | "try-table"
  | "too-deeply-nested"
  | "table-mutation"
  | "data-drop"
  | "reference-global"
  | "vector-global"
  | "already-instrumented"
  | "stack-capture-failed";

export class GuestRefusal extends Error {
  override readonly name = "GuestRefusal";

  constructor(
    /** What the program is called. */
    readonly guest: string,
    /** For programs to tell refusals apart. */
    readonly reason: RefusalReason,
    /** What is wrong, starting in the middle of a sentence. */
    readonly problem: string,
    /** What to do, as an order. */
    readonly remedy: string,
  ) {
    super(`Cannot run ${guest}: ${problem}. ${remedy.slice(0, 1).toUpperCase()}${remedy.slice(1)}.`);
  }
}
