/** Six notes on what goes wrong with fork, and what to do instead. Texts are markup (`markup.ts`). */

export interface SafetyNote {
  readonly id: string;
  readonly title: string;
  readonly wrong: string;
  readonly instead: string;
  /** Where POSIX says so. */
  readonly page: { readonly title: string; readonly address: string };
  /** The lesson in which it can be seen. */
  readonly lesson: string;
}

const POSIX = "https://pubs.opengroup.org/onlinepubs/9799919799/functions";

export const SAFETY_NOTES: readonly SafetyNote[] = [
  {
    id: "descriptors",
    title: "Descriptors are shared",
    wrong:
      "Parent and child have descriptors of the *same* open files. Each moves the other's offset, and a pipe does not end before both have closed it. A program that the child executes has them as well, with all that they give access to.",
    instead:
      "After the fork, close at once what this process does not use. Open with `O_CLOEXEC` whatever is not meant for other programs.",
    page: { title: "fork", address: `${POSIX}/fork.html` },
    lesson: "the-pipe-nobody-closes",
  },
  {
    id: "locks",
    title: "Locks are copied as they are",
    wrong:
      "A lock that another thread holds at the fork is locked in the child for ever: its owner does not exist there. `malloc` and `printf` have such locks inside. Record locks of files (`fcntl`), on the other hand, are not inherited at all.",
    instead:
      "Fork before there are threads, or let the child call nothing but `exec`, or use `posix_spawn`. Take several locks in one order, the same in all processes.",
    page: { title: "pthread_atfork", address: `${POSIX}/pthread_atfork.html` },
    lesson: "a-deadlock-and-its-fix",
  },
  {
    id: "async-signal-safety",
    title: "Few functions are safe in between",
    wrong:
      "A handler may run in the midst of `malloc` or `printf`, and so may the fork of a program with threads. To call them again from the handler, or in the child, finds their data half changed.",
    instead:
      "There, call only functions that POSIX names *async-signal-safe*: `write`, `read`, `close`, `dup2`, `sigaction`, `exec`, `_exit` and some more. Set a flag, and do the rest later.",
    page: { title: "Signal Concepts", address: `${POSIX}/V2_chap02.html#tag_16_04_03` },
    lesson: "signals-and-eintr",
  },
  {
    id: "handlers",
    title: "Handlers are inherited",
    wrong:
      "The child has its parent's signal handlers, its signal mask, and what it ignores; what is ignored or blocked stays so even over `exec`. And a child that returns from `main` calls the functions of `atexit` and flushes the buffers, as its parent will, too.",
    instead:
      "Let the child set its signals to what it needs, before it goes on. If it does not execute another program, let it leave by `_exit`.",
    page: { title: "_Exit, _exit", address: `${POSIX}/_Exit.html` },
    lesson: "doubled-output",
  },
  {
    id: "memory",
    title: "Memory is copied, sooner or later",
    wrong:
      "A fork copies no memory, but each first write to a page does, in parent and child. A large process that goes on writing pays for all of it, and the copy may fail for lack of memory. With `vfork` it is worse: the child writes into its parent's memory.",
    instead:
      "Fork while the process is small, and execute soon. To run another program, use `posix_spawn`. What both are to see has to be mapped with `MAP_SHARED`.",
    page: { title: "posix_spawn", address: `${POSIX}/posix_spawn.html` },
    lesson: "what-copy-on-write-costs",
  },
  {
    id: "limits",
    title: "A fork can fail",
    wrong:
      "There may be only so many processes, and zombies count. Then `fork` returns -1, with EAGAIN or ENOMEM. A program that takes this for a pid and ends its child later calls `kill(-1, SIGKILL)`: that ends everything it may.",
    instead:
      "Look whether the answer is negative. Wait for every child, and never fork in a loop without a bound; on Linux and the BSDs `setrlimit` with `RLIMIT_NPROC` sets one for tests.",
    page: { title: "fork: errors", address: `${POSIX}/fork.html#tag_17_198_05` },
    lesson: "zombies-and-orphans",
  },
];
