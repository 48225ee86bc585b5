/**
 * 32 bytes in which a system call finds what it is given by address, or leaves what it answers: to be used at once, before the
 * next call. What was in them is put back after a signal handler (deliver.ts), so a handler may make calls at any moment.
 */
export const scratch = memory.data(32, 8);
