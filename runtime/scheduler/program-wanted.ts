import type { Outcome } from "./outcome.ts";

/** A process cannot be made to run: a program must be prepared first. Nothing has happened; once it is prepared, try again. */
export class ProgramWanted extends RangeError {
  readonly wanted: Extract<Outcome, { kind: "wants-program" }>;

  constructor(message: string, wanted: ProgramWanted["wanted"]) {
    super(message);
    this.wanted = wanted;
  }
}
