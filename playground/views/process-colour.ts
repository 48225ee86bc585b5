/**
 * The colour of a process, everywhere on the page: one of eight in the order of their birth, and from the first again after
 * those. So it never stands alone: the pid is beside it (`process-name.tsx`).
 */
import { FIRST_PID, type Pid } from "../../runtime/abi/ids.ts";

/** As many as `styles/tokens.css` has. */
const COLOURS = 8;

/** Which of the colours; 1, which only takes in orphans, has none. */
export function colourIndex(pid: Pid): number | undefined {
  return pid < FIRST_PID ? undefined : (pid - FIRST_PID) % COLOURS;
}

/** As a value of CSS. */
export function processColour(pid: Pid): string {
  const index = colourIndex(pid);
  return index === undefined ? "var(--ink-soft)" : `var(--process-${index})`;
}
