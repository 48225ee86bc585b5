/** What Run does: a new run of the program as it is now, to its end; and on a phone, what it prints comes into view. */
import { compiling } from "../program/compile-state.ts";
import { runProject } from "../program/run-project.ts";
import { reveal } from "../views/reveal.ts";

export async function runFromStart(): Promise<void> {
  await runProject();
  if (compiling.peek().kind === "idle") reveal(".terminal");
}
