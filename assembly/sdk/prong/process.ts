/** This process: its ids, arguments, environment, current directory; its end. */

import { scratch } from "./scratch";
import {
  prong_chdir,
  prong_getcwd,
  prong_getpid,
  prong_getppid,
  prong_umask,
  wasi_args_get,
  wasi_args_sizes_get,
  wasi_environ_get,
  wasi_environ_sizes_get,
  wasi_proc_exit,
  wasi_sched_yield,
} from "./syscalls";
import { decodeTerminated, encode } from "./text";

/** The id of this process. */
export function getpid(): i32 {
  return prong_getpid();
}

/** The parent's pid; 1, init's, after the parent has ended. */
export function getppid(): i32 {
  return prong_getppid();
}

/** Ends this process; never returns. Nothing is flushed: print writes at once. */
export function exit(code: i32): void {
  wasi_proc_exit(code);
  unreachable();
}

/** Lets another process run. */
export function yieldNow(): void {
  wasi_sched_yield();
}

/** The arguments, the program's own name first. */
export function args(): string[] {
  wasi_args_sizes_get(scratch, scratch + 4);
  const pointers = new ArrayBuffer(load<i32>(scratch) * 4);
  const bytes = new ArrayBuffer(load<i32>(scratch, 4));
  wasi_args_get(changetype<usize>(pointers), changetype<usize>(bytes));
  return strings(pointers);
}

/** The environment, each variable as NAME=value. */
export function environment(): string[] {
  wasi_environ_sizes_get(scratch, scratch + 4);
  const pointers = new ArrayBuffer(load<i32>(scratch) * 4);
  const bytes = new ArrayBuffer(load<i32>(scratch, 4));
  wasi_environ_get(changetype<usize>(pointers), changetype<usize>(bytes));
  return strings(pointers);
}

/**
 * Changes the current directory, to `/` when no other is said. Answers 0.
 *
 * - EACCES   it may not be searched
 * - ENOENT   there is no such directory
 * - ENOTDIR  it is something else
 */
export function chdir(path: string = "/"): i32 {
  const name = encode(path);
  return prong_chdir(changetype<usize>(name), name.byteLength);
}

/** The path of the current directory, or "" when it cannot be told. */
export function getcwd(): string {
  const buffer = new ArrayBuffer(4096);
  const length = prong_getcwd(changetype<usize>(buffer), buffer.byteLength);
  return length < 1 ? "" : String.UTF8.decodeUnsafe(changetype<usize>(buffer), length - 1);
}

/** Sets the bits (of 0o777) that no file made by this process has. Answers those before. */
export function umask(mask: i32): i32 {
  return prong_umask(mask);
}

function strings(pointers: ArrayBuffer): string[] {
  const found: string[] = [];
  for (let i = 0; i < pointers.byteLength; i += 4) {
    found.push(decodeTerminated(load<usize>(changetype<usize>(pointers) + i)));
  }
  return found;
}
