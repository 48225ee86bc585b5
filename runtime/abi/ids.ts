/** Process ids. */

export type Pid = number;

/** The parent of orphans. It exists only as a number: the kernel itself reaps what is handed to it. */
export const INIT_PID: Pid = 1;

/** The pid of the first guest process. */
export const FIRST_PID: Pid = 2;

/** No process, but chosen like one where policies decide when time passes. It comes behind all pids. */
export const CLOCK = 8_388_607;
