/** Who a process is to the files that it meets. */
import { type Subject, USER } from "./files/permissions.ts";
import type { Process } from "./process.ts";

/** There is one user. */
export function subjectOf(_process: Process): Subject {
  return USER;
}
