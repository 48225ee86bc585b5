/** What system calls touch (`footprint.ts`), by the name of their row. A call that has no line here touches everything. */
import {
  F_DUPFD,
  F_DUPFD_CLOEXEC,
  F_DUPFD_CLOFORK,
  F_GETFD,
  F_GETFL,
  F_SETFD,
  F_SETFL,
  FD_CLOEXEC,
  O_NONBLOCK,
} from "../../abi/flags.ts";
import { IOV_MAX, IOVEC_SIZE } from "../../abi/layout.ts";
import { hasSignal, Signal, STOPPING } from "../../abi/signal.ts";
import { SYSCALL_TABLE } from "../../abi/syscall-table.ts";
import { type Answer, WAIT } from "../answer.ts";
import { MemoryFileFd } from "../files/memory-file.ts";
import { PipeReader, PipeWriter } from "../files/pipe.ts";
import { ADD, type Footprint, READ, type Touch, WRITE } from "../footprint.ts";
import type { GuestMemory } from "../guest-memory.ts";
import type { Kernel } from "../kernel.ts";
import type { Process } from "../process.ts";
import { touchRange, touchWordAt } from "../touch-memory.ts";
import { touchPipeRead, touchPipeWrite } from "../touch-pipe.ts";
import { awaited, thingOf, touchLock, touchReleases, touchRoom } from "../touch-process.ts";
import type { World } from "../world.ts";

/** Says what a call is about to touch. Its arguments are as the guest gave them. */
type Rule = (footprint: Footprint, process: Process, ...args: number[]) => void;

/** The address of `iovec`s, and how many. */
type Pieces = readonly [iovs: number, count: number];

/** Only what is its own, and nobody else looks at. */
const own: Rule = () => {};
const everything: Rule = (footprint) => footprint.touchEverything();
const thing =
  (name: string, how: Touch): Rule =>
  (footprint) =>
    footprint.touch(name, how);

const signals: Rule = (footprint, { pid }) => {
  footprint.touch(`actions ${pid}`, WRITE);
  footprint.touch(`pending ${pid}`, WRITE);
};

const kill: Rule = (footprint, _process, pid = 0, signal = 0) => {
  const stops = signal === Signal.SIGCONT || (signal > 0 && signal <= 64 && hasSignal(STOPPING, signal));
  if (pid <= 0 || stops || signal === Signal.SIGSTOP) {
    footprint.touchEverything();
    return;
  }
  footprint.touch(`name ${pid}`, READ);
  footprint.touch(`actions ${pid}`, READ);
  footprint.touch(`life ${pid}`, READ); // while another has its memory it takes none
  if (signal !== 0) footprint.touch(`pending ${pid}`, WRITE);
};

/** Whatever a descriptor names. */
const file: Rule = (footprint, process, fd = -1) => {
  const open = process.descriptors.get(fd)?.file;
  if (open === undefined) return;
  const name = thingOf(open);
  if (name === undefined) footprint.touchEverything();
  else footprint.touch(name, WRITE);
  if (open.fd instanceof MemoryFileFd) {
    footprint.touch("clock", READ); // of its times
    footprint.touch("files", ADD); // it may be a program
  }
};

/** The status flags of what a descriptor names: shared by all who inherited it. */
const flags =
  (how: Touch): Rule =>
  (footprint, process, fd = -1) => {
    const open = process.descriptors.get(fd)?.file;
    if (open === undefined) return;
    const name = thingOf(open);
    if (name !== undefined) footprint.touch(`flags of ${name}`, how);
    else if (how === WRITE) footprint.touchEverything();
  };

const close: Rule = (footprint, process, fd = -1) => {
  const open = process.descriptors.get(fd)?.file;
  if (open !== undefined) touchReleases(footprint, process, [open]);
};

const replace: Rule = (footprint, process, from = -1, to = -1) => {
  if (from !== to && process.descriptors.get(from) !== undefined) close(footprint, process, to);
};

const lock: Rule = (footprint, process, fd = -1) => {
  file(footprint, process, fd);
  const open = process.descriptors.get(fd)?.file;
  if (open !== undefined) touchLock(footprint, open);
};

const OF_THE_DESCRIPTOR: readonly number[] = [F_DUPFD, F_DUPFD_CLOEXEC, F_DUPFD_CLOFORK, F_GETFD, F_SETFD];

const aboutSelf: Rule = (footprint, process, pid = 0) => {
  if (pid !== 0 && pid !== process.pid) footprint.touchEverything();
};

const RULES: Readonly<Record<string, Rule>> = {
  waitid: (footprint, process) => {
    footprint.touch(`children ${process.pid}`, READ);
    for (const child of process.children) {
      footprint.touch(`end ${child}`, READ);
      footprint.touch(`name ${child}`, WRITE); // which is reaped, it does not answer
    }
  },
  execve: (footprint, process) => {
    footprint.touch("files", READ);
    footprint.touch("clock", READ); // when the program was read
    signals(footprint, process); // what had a handler has none, and may be pending
    if (process.borrowsFrom !== undefined) footprint.touch(`life ${process.borrowsFrom}`, WRITE);
    const closed = process.descriptors.entries().filter(([, { flags }]) => (flags & FD_CLOEXEC) !== 0);
    touchReleases(
      footprint,
      process,
      closed.map(([, { file }]) => file),
    );
  },
  getpid: own,
  getppid: (footprint, { pid }) => footprint.touch(`parent ${pid}`, READ),
  kill,
  sigqueue: kill,
  proc_raise: signals,
  sigaction: signals,
  sigprocmask: signals,
  sigpending: signals,
  sigsuspend: signals,
  signal_take: signals,
  signal_return: signals,
  setjmp: own,
  longjmp: own,
  pipe2: (footprint) => {
    footprint.touch("inodes", WRITE);
    footprint.touch("clock", READ);
  },
  dup: own,
  dup3: replace,
  fd_renumber: replace,
  fd_close: close,
  fcntl: (footprint, process, fd, command) => {
    if (command === F_GETFL) flags(READ)(footprint, process, fd as number);
    else if (command === F_SETFL) flags(WRITE)(footprint, process, fd as number);
    else if (!OF_THE_DESCRIPTOR.includes(command as number)) file(footprint, process, fd as number);
  },
  getcwd: own,
  umask: own,
  use_cwd: own,
  fstat: file,
  record_lock: lock,
  flock: lock,
  getpgid: aboutSelf,
  getsid: aboutSelf,
  prlimit: aboutSelf,
  getresuid: own,
  getresgid: own,
  getgroups: own,
  args_get: own,
  args_sizes_get: own,
  environ_get: own,
  environ_sizes_get: own,
  clock_res_get: own,
  clock_time_get: thing("clock", WRITE),
  fd_advise: file,
  fd_fdstat_get: flags(READ),
  fd_fdstat_set_flags: flags(WRITE),
  fd_filestat_get: file,
  fd_pread: file,
  fd_prestat_get: own,
  fd_prestat_dir_name: own,
  fd_pwrite: file,
  fd_seek: file,
  fd_tell: file,
  proc_exit: own, // `touchEnd`
  random_get: thing("chance", WRITE),
  sched_yield: own,
};

const BY_INDEX: readonly Rule[] = SYSCALL_TABLE.map(({ name }) => RULES[name] ?? everything);
const numberOf = (wanted: string) => SYSCALL_TABLE.findIndex(({ name }) => name === wanted);
const FORKS: readonly number[] = [numberOf("fork"), numberOf("vfork")];
const VFORK = numberOf("vfork");
const [WAIT4, WAITID] = [numberOf("wait4"), numberOf("waitid")];
const [READS, WRITES] = [numberOf("fd_read"), numberOf("fd_write")];
export const WORD_CHANGE = numberOf("word_change");

/** Calls that do nothing before they sleep, unless they have come some way (`Process.progress`). */
const SLEEPS = new Set([WAIT4, WAITID, READS, WRITES, WORD_CHANGE]);

/** To be told before a call is answered. */
export function touchCall(
  footprint: Footprint,
  { memory, world }: Kernel,
  process: Process,
  syscall: number,
  args: readonly unknown[],
): void {
  footprint.beginCall();
  if (syscall === WORD_CHANGE) touchWord(footprint, process, args[0] as number, args[4] as bigint);
  else if (syscall === READS || syscall === WRITES) {
    const [fd, iovs, count] = args as number[];
    touchTransfer(footprint, memory, process, syscall === READS, fd as number, [iovs as number, count as number]);
  } else if (FORKS.includes(syscall)) touchFork(footprint, world, process);
  else if (syscall === WAIT4) touchWait(footprint, world, process, args as number[]);
  else (BY_INDEX[syscall] as Rule)(footprint, process, ...(args as number[]));
}

/**
 * To be told of the answer: who is born, or gone. A caller that sleeps has touched nothing, and its call is made again.
 */
export function touchAnswer(
  footprint: Footprint,
  { world }: Kernel,
  process: Process,
  syscall: number,
  answer: Answer,
): void {
  if (answer === WAIT && process.progress === undefined && SLEEPS.has(syscall) && !footprint.isEverything) {
    footprint.sleep(process.pid);
  }
  if (syscall === VFORK && process.progress !== undefined) footprint.touch(`name ${process.progress}`, WRITE);
  if (answer <= 0 && syscall !== WAITID) return;
  if (syscall === WAIT4 || syscall === WAITID) {
    footprint.touch(`name ${answer}`, WRITE);
    touchRoom(footprint, world, process);
  } else if (FORKS.includes(syscall)) footprint.touch(`name ${answer}`, WRITE);
}

/** Who sleeps is woken by whoever else changes a word in this way, and not by a plain store. */
function touchWord(footprint: Footprint, process: Process, address: number, timeout: bigint): void {
  if (timeout > 0n) footprint.touchEverything();
  touchRange(footprint, process, address >>> 0, (address >>> 0) + 4, ADD);
  footprint.keep();
  touchWordAt(footprint, process, address >>> 0);
}

/** Reads and writes: those of pipes more exactly. */
function touchTransfer(
  footprint: Footprint,
  memory: GuestMemory,
  process: Process,
  reads: boolean,
  fd: number,
  [iovs, count]: Pieces,
): void {
  flags(READ)(footprint, process, fd);
  footprint.keep();
  const end = process.descriptors.get(fd)?.file.fd;
  if (reads && end instanceof PipeReader) {
    const mayWait = ((process.descriptors.get(fd)?.file.flags ?? 0) & O_NONBLOCK) === 0;
    touchPipeRead(footprint, end, sizeOf(memory, iovs, count), mayWait ? awaited(process) : READ);
  } else if (!reads && end instanceof PipeWriter) touchPipeWrite(footprint, end, sizeOf(memory, iovs, count));
  else file(footprint, process, fd);
}

function touchFork(footprint: Footprint, world: World, process: Process): void {
  footprint.touch("pids", WRITE);
  touchRoom(footprint, world, process);
  if (process.terminal !== undefined) footprint.touchEverything();
}

/** How many bytes all pieces have; none, where they are not to be had. */
function sizeOf(memory: GuestMemory, iovs: number, count: number): number {
  if (count < 0 || count > IOV_MAX || !memory.has(iovs, count * IOVEC_SIZE)) return 0;
  let size = 0;
  for (let i = 0; i < count; i++) size += memory.u32(iovs + IOVEC_SIZE * i + 4);
  return size;
}

/** Waiting for children: the eldest of those that have ended is told of. */
function touchWait(footprint: Footprint, world: World, process: Process, args: readonly number[]): void {
  const [pid = -1, , options = 0] = args;
  const children = [...process.children].filter((child) => pid === child || pid <= 0);
  const ended = children.filter((child) => world.processes.get(child)?.state.kind === "zombie");
  const [eldest] = ended;
  const anyGroup = pid === -1 || pid > 0;
  const waited = options === 0 && children.length === 1 && anyGroup; // otherwise it may hear of another
  footprint.touch(`children ${process.pid}`, READ);
  for (const child of children) {
    footprint.touch(`end ${child}`, child === eldest && waited ? awaited(process) : READ);
    if (child === eldest && anyGroup) return; // the younger ones do not matter
  }
}
