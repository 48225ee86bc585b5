/* What fork does for pthread_atfork. */
#ifndef PRONG_ATFORK_H
#define PRONG_ATFORK_H

/* Runs the handlers of the last stage: 'p' prepare, newest first; 'a' parent and 'c' child, oldest first. */
void __prong_run_at_fork(char stage);

#endif
