/**
 * The addon: the host's system calls as functions (`addon/`). It is built when the package is installed, where there is a C
 * compiler, and loaded when somebody needs it.
 */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { HostTimes } from "./times.ts";

type Bytes = Uint8Array | Uint32Array | BigInt64Array | BigUint64Array;

/**
 * The calls answer a result >= 0, or minus the host's errno. Descriptors, flags and signals are the host's. Arrays of numbers are
 * filled: see the C functions for what with.
 */
export interface HostCalls {
  fork(): number;
  forkAll(threads: BigInt64Array, ranges: BigInt64Array, mostLeftBehind: number): number;
  exit(code: number): never;
  die(signal: number): number;
  wait4(pid: number, options: number, out: BigInt64Array): number;
  waitid(kind: number, id: number, options: number, out: BigInt64Array): number;
  getrusage(who: number, usage: BigInt64Array): number;
  execve(file: Bytes, args: readonly Bytes[], environment: readonly Bytes[]): number;
  getpid(): number;
  getppid(): number;
  setpgid(pid: number, group: number): number;
  getpgid(pid: number): number;
  setsid(): number;
  getsid(pid: number): number;

  unseenSignals(): number;
  lastFault(): number;
  takeNotes(out: BigInt64Array): number;
  setAction(signal: number, kind: number, flags: number): number;
  isIgnored(signal: number): number;
  setMask(low: number, high: number, before: BigInt64Array): number;
  getMask(mask: BigInt64Array): number;
  kill(pid: number, signal: number): number;
  sigqueue(pid: number, signal: number, value: number): number;
  sigpending(set: BigInt64Array): number;
  sigsuspend(low: number, high: number): number;
  sigtimedwait(low: number, high: number, nanoseconds: number, note: BigInt64Array): number;

  map(range: Uint8Array, protection: number, isShared: number, fd: number, offset: number): number;
  protect(range: Uint8Array, protection: number): number;
  advise(range: Uint8Array, advice: number): number;
  sync(range: Uint8Array, flags: number): number;
  lock(range: Uint8Array): number;
  unlock(range: Uint8Array): number;
  moveRange(from: Uint8Array, to: Uint8Array): number;
  extendRange(range: Uint8Array, longer: Uint8Array): number;
  makeFile(): number;
  guard(memory: Uint8Array, most: number): number;
  changeWord(word: Uint8Array, low: number, high: number, by: number, nanoseconds: number): number;

  clockTime(clock: number, time: BigInt64Array): number;
  clockResolution(clock: number, time: BigInt64Array): number;
  times(times: BigInt64Array): number;
  alarm(seconds: number): number;
  setInterval(which: number, wanted: BigInt64Array, old: BigInt64Array): number;
  getInterval(which: number, current: BigInt64Array): number;
  makeTimer(clock: number, notify: number, signal: number, value: number): number;
  setTimer(timer: number, flags: number, wanted: BigInt64Array, old: BigInt64Array): number;
  getTimer(timer: number, current: BigInt64Array): number;
  timerOverrun(timer: number): number;
  deleteTimer(timer: number): number;
  limit(pid: number, resource: number, wanted: BigInt64Array | null, old: BigInt64Array | null): number;
  getPriority(which: number, who: number): number;
  setPriority(which: number, who: number, nice: number): number;
  getresuid(ids: Uint32Array): number;
  getresgid(ids: Uint32Array): number;
  setresuid(real: number, effective: number, saved: number): number;
  setresgid(real: number, effective: number, saved: number): number;
  getgroups(groups: Uint32Array): number;
  setgroups(groups: Uint32Array): number;

  read(fd: number, pieces: readonly Uint8Array[]): number;
  write(fd: number, pieces: readonly Uint8Array[]): number;
  pread(fd: number, pieces: readonly Uint8Array[], offset: number): number;
  pwrite(fd: number, pieces: readonly Uint8Array[], offset: number): number;
  close(fd: number): number;
  fcntl(fd: number, command: number, argument: number): number;
  lseek(fd: number, offset: BigInt64Array, whence: number): number;
  pipe2(fds: BigInt64Array, flags: number): number;
  dup3(from: number, to: number, flags: number): number;
  recordLock(fd: number, command: number, range: BigInt64Array): number;
  flock(fd: number, operation: number): number;
  poll(polled: Int32Array, nanoseconds: number): number;
  ioctl(fd: number, request: number, bytes: Uint8Array | null, argument: number): number;
  ttyname(fd: number, path: Uint8Array): number;

  openat(directory: number, path: Bytes, flags: number, mode: number): number;
  mkdirat(directory: number, path: Bytes, mode: number): number;
  mknodat(directory: number, path: Bytes, mode: number): number;
  linkat(fromDirectory: number, from: Bytes, toDirectory: number, to: Bytes, flags: number): number;
  symlinkat(target: Bytes, directory: number, path: Bytes): number;
  readlinkat(directory: number, path: Bytes, target: Uint8Array): number;
  unlinkat(directory: number, path: Bytes, flags: number): number;
  renameat(fromDirectory: number, from: Bytes, toDirectory: number, to: Bytes): number;
  fstatat(directory: number, path: Bytes, status: BigInt64Array, flags: number): number;
  fstat(fd: number, status: BigInt64Array): number;
  fchmodat(directory: number, path: Bytes, mode: number, flags: number): number;
  fchmod(fd: number, mode: number): number;
  fchownat(directory: number, path: Bytes, uid: number, gid: number, flags: number): number;
  fchown(fd: number, uid: number, gid: number): number;
  faccessat(directory: number, path: Bytes, mode: number, flags: number): number;
  utimensat(directory: number, path: Bytes, flags: number, ...times: HostTimes): number;
  futimens(fd: number, ...times: HostTimes): number;
  ftruncate(fd: number, size: number): number;
  fallocate(fd: number, offset: number, length: number): number;
  fsync(fd: number): number;
  getdents(fd: number, entries: Uint8Array): number;
  umask(mask: number): number;
  chdir(path: Bytes): number;
  fchdir(fd: number): number;
  getcwd(path: Uint8Array): number;
}

/** The package's own folder: three up, from the sources as from what they are compiled to. */
export const PACKAGE = fileURLToPath(new URL("../../..", import.meta.url));

const require = createRequire(import.meta.url);

/** There is no addon here. */
export class NativeUnavailable extends Error {
  override readonly name = "NativeUnavailable";
}

/** The path of the addon. @throws NativeUnavailable, which says what is missing. */
export function addonPath(): string {
  if (process.platform === "win32") {
    throw new NativeUnavailable(
      "Cannot use the native backend on Windows: it needs a POSIX host, such as Linux or WSL",
    );
  }
  try {
    return require("node-gyp-build").resolve(PACKAGE) as string;
  } catch {
    throw new NativeUnavailable(
      "Cannot use the native backend: its addon is not built, as there was no C compiler when Prong was installed. " +
        "Install one (on Debian: apt install gcc make python3), then run: npm rebuild prong",
    );
  }
}

/** Loads the addon. @throws NativeUnavailable */
export function loadAddon(): HostCalls {
  return require(addonPath()) as HostCalls;
}

/** What is put before the C library of a Node that runs guests: `addon/preload.c`. */
export function preloadPath(): string {
  return join(dirname(addonPath()), "preload.so");
}
