/** Rows for which the host's kernel is not the judge, and why. */

/** Programs that are run in the emulator alone: their transcripts are written by hand, from the standard's words. */
export const ONLY_EMULATED = {
  "different/04-close-on-fork":
    "POSIX.1-2024 added FD_CLOFORK; Linux has none yet, so the transcript was written from the standard",
  "fork/enomem":
    "a host's memory cannot be used up for a test; the transcript was written from the standard, the emulator's memory is small",
  "signals/kill-everyone":
    "on a host it would signal all that its user runs; the transcript was written from the standard and Linux's kill(2)",
};

/** Rows without a program. */
export const NOT_APPLICABLE = [
  {
    name: "different/11-semaphore-adjustments",
    says: "fork: the child has no semaphore adjustments (semadj) of its own.",
    notApplicable:
      "semop and SEM_UNDO belong to System V IPC (the XSI option), which Prong does not offer: no adjustment can exist. POSIX semaphores, which have none, are in the table.",
  },
  {
    name: "different/13-threads",
    says: "fork: of the parent's threads the child has the caller alone.",
    notApplicable:
      "A process of Prong has one thread: pthread_create fails, so there is no other thread that a child could lose. What is left of the rule, the state of mutexes, is in different/13-mutexes.",
  },
  {
    name: "different/15-asynchronous-io",
    says: "fork: asynchronous input and output operations are not inherited.",
    notApplicable: "Prong does not offer aio_read and its kin: no operation can be outstanding when a process forks.",
  },
  {
    name: "fork/atfork-enomem",
    says: "pthread_atfork: fails with ENOMEM where there is no room for the handlers.",
    notApplicable:
      "No portable program can make it fail, and have memory left to say so: hosts differ in how many they take.",
  },
  {
    name: "fork/vfork-return",
    says: "vfork: a child must not return from the function that called vfork.",
    notApplicable: "What happens then is undefined, so there is nothing to compare; `prong run --lint` tells of it.",
  },
  {
    name: "mappings/two-in-one-process",
    says: "mmap: a store through one shared mapping is seen at once through another one of the same process.",
    notApplicable:
      "A process's memory is one WebAssembly memory, in which two addresses cannot be the same byte. The other mapping shows the store after the next system call: mappings/shared-file and same/shared-memory-objects call msync in between, as portable programs do.",
  },
  {
    name: "limits/open-files-of-the-system",
    says: "open, pipe: fail with ENFILE when the system has too many files open.",
    notApplicable: "A test that used up the host's table of files would take everybody else down with it.",
  },
];

/** Programs that are not run on the native backend, and why: there a guest takes its signals at its next call. */
const ONLY_COMPUTES =
  "a guest on the host takes a signal that it handles at its next call, and this one makes none until it has taken it";
export const NOT_NATIVE = {
  "helpers/cpu-timers": ONLY_COMPUTES,
  "limits/cpu-time": ONLY_COMPUTES,
};
