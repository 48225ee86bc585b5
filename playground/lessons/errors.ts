/** Errors that a program which forks meets, in words. Texts are markup (`markup.ts`). */
import type { ErrnoName } from "../../runtime/abi/errno.ts";

export interface ErrorNote {
  readonly name: ErrnoName;
  /** Which calls answer it here. */
  readonly calls: readonly string[];
  readonly means: string;
  readonly remedy: string;
  /** A lesson on what lies behind it. */
  readonly lesson?: string;
}

export const ERROR_NOTES: readonly ErrorNote[] = [
  {
    name: "EAGAIN",
    calls: ["fork"],
    means: "There are as many processes as there may be. Zombies count.",
    remedy:
      "Wait for children that have ended, then try again. Of `read` and `write` with `O_NONBLOCK` it means: not now.",
    lesson: "zombies-and-orphans",
  },
  {
    name: "ENOMEM",
    calls: ["fork", "mmap"],
    means: "There is no memory for another process.",
    remedy: "Fork while the process is small, or use `posix_spawn`, which copies nothing.",
    lesson: "what-copy-on-write-costs",
  },
  {
    name: "ECHILD",
    calls: ["wait", "waitpid"],
    means: "There is no such child: none is left, it is somebody else's, or SIGCHLD is ignored.",
    remedy: "It ends a loop that waits for all children. Otherwise look who has waited before you.",
    lesson: "zombies-and-orphans",
  },
  {
    name: "EINTR",
    calls: ["read", "write", "waitpid", "sem_wait"],
    means: "A handler ran while the call was asleep. Nothing was done, and nothing is lost.",
    remedy: "Make the call again, in a loop; or install the handler with `SA_RESTART`.",
    lesson: "signals-and-eintr",
  },
  {
    name: "EBADF",
    calls: ["read", "write", "close", "dup2"],
    means: "This process has no such descriptor open, or not for this direction.",
    remedy:
      "Look at Descriptors: was it closed twice, closed by an `exec`, or opened after the fork, in the other process?",
    lesson: "exec-and-descriptors",
  },
  {
    name: "EPIPE",
    calls: ["write"],
    means: "Nobody can read from this pipe any more. SIGPIPE comes with it, and ends who has not asked otherwise.",
    remedy: "Ignore SIGPIPE where you want the error instead. Then stop writing.",
    lesson: "the-pipe-nobody-closes",
  },
  {
    name: "EMFILE",
    calls: ["open", "pipe", "dup"],
    means: "This process has as many descriptors as it may have.",
    remedy: "Mostly it is a leak: close both ends of each pipe, in the parent too, for every child.",
    lesson: "the-pipe-nobody-closes",
  },
  {
    name: "ENFILE",
    calls: ["open", "pipe"],
    means: "The whole system has as many open files as it may have.",
    remedy: "As for EMFILE; and look for processes that should have ended.",
  },
  {
    name: "ENOENT",
    calls: ["exec", "open"],
    means: "There is no such file; of a script, perhaps no such interpreter.",
    remedy:
      "`execvp` looks into PATH, `execv` does not. Leave a child whose `exec` failed by `_exit(127)`, or there are two of your program.",
    lesson: "a-tiny-shell",
  },
  {
    name: "EACCES",
    calls: ["exec", "open"],
    means: "The file is there, and you may not do that with it.",
    remedy: "Look at its mode: a program needs `x`, and so does each folder on the way to it.",
  },
  {
    name: "ENOEXEC",
    calls: ["exec"],
    means: "The file may be executed, and is no program.",
    remedy: "A script needs `#!` and an interpreter in its first line.",
  },
  {
    name: "E2BIG",
    calls: ["exec"],
    means: "Arguments and environment together are too long.",
    remedy: "Pass them through a pipe or a file, or in several runs, as `xargs` does.",
  },
  {
    name: "ESRCH",
    calls: ["kill", "setpgid"],
    means: "There is no process with this pid: it has ended, and was waited for.",
    remedy: "Do not keep pids of children that you have waited for: the number may be another's by now.",
    lesson: "zombies-and-orphans",
  },
  {
    name: "EPERM",
    calls: ["kill", "setpgid", "tcsetpgrp"],
    means: "The process is there, and you may not do that to it: it is another user's, or of another session.",
    remedy: "Signal only your own children; let a child call `setpgid` itself, too.",
  },
  {
    name: "EDEADLK",
    calls: ["fcntl"],
    means: "To wait for this lock would be a deadlock: its owner waits for one of yours.",
    remedy: "Give back what you hold, and take the locks again, all processes in one order.",
    lesson: "a-deadlock-and-its-fix",
  },
  {
    name: "EIO",
    calls: ["read"],
    means:
      "A background process reads from the terminal, and cannot be stopped for it: its group is orphaned, so that no shell could bring it to the foreground, or it ignores or blocks SIGTTIN.",
    remedy: "Redirect standard input of what runs in the background, from `/dev/null`.",
  },
];
