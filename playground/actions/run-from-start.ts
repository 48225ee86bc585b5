/** What Run does: a new run of the program as it is now, to its end. */
import { runProject } from "../program/run-project.ts";

export async function runFromStart(): Promise<void> {
  await runProject();
}
