/** Process ids. */

export type Pid = number;

/** The parent of orphans. It exists only as a number: the kernel itself reaps what is handed to it. */
export const INIT_PID: Pid = 1;

/** The pid of the first guest process. */
export const FIRST_PID: Pid = 2;
