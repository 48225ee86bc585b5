/** This process: its ids, arguments, environment, current directory; its end. */

import {
  prong_chdir,
  prong_getcwd,
  prong_getpid,
  prong_getppid,
  prong_kill,
  wasi_args_get,
  wasi_args_sizes_get,
  wasi_environ_get,
  wasi_environ_sizes_get,
  wasi_proc_exit,
  wasi_sched_yield,
} from "./syscalls";
import { decodeTerminated, encode } from "./text";

export function getpid(): i32 {
  return prong_getpid();
}

/** The parent's pid; another one after the parent has ended. */
export function getppid(): i32 {
  return prong_getppid();
}

/** Sends a signal; 0 only asks whether the process exists. Answers 0 or -errno. */
export function kill(pid: i32, signal: i32): i32 {
  return prong_kill(pid, signal);
}

/** Ends this process. Nothing is flushed: print writes at once. */
export function exit(code: i32): void {
  wasi_proc_exit(code);
}

/** Lets another process run. */
export function yieldNow(): void {
  wasi_sched_yield();
}

/** The arguments, the program's own name first. */
export function args(): string[] {
  wasi_args_sizes_get(counts, counts + 4);
  const pointers = new ArrayBuffer(load<i32>(counts) * 4);
  const bytes = new ArrayBuffer(load<i32>(counts, 4));
  wasi_args_get(changetype<usize>(pointers), changetype<usize>(bytes));
  return strings(pointers);
}

/** The environment, each variable as NAME=value. */
export function environment(): string[] {
  wasi_environ_sizes_get(counts, counts + 4);
  const pointers = new ArrayBuffer(load<i32>(counts) * 4);
  const bytes = new ArrayBuffer(load<i32>(counts, 4));
  wasi_environ_get(changetype<usize>(pointers), changetype<usize>(bytes));
  return strings(pointers);
}

/** Changes the current directory. Answers 0 or -errno. */
export function chdir(path: string): i32 {
  const name = encode(path);
  return prong_chdir(changetype<usize>(name), name.byteLength);
}

/** The path of the current directory, or "" when it cannot be told. */
export function getcwd(): string {
  const buffer = new ArrayBuffer(4096);
  const length = prong_getcwd(changetype<usize>(buffer), buffer.byteLength);
  return length < 1 ? "" : String.UTF8.decodeUnsafe(changetype<usize>(buffer), length - 1);
}

const counts = memory.data(8);

function strings(pointers: ArrayBuffer): string[] {
  const found: string[] = [];
  for (let i = 0; i < pointers.byteLength; i += 4) {
    found.push(decodeTerminated(load<usize>(changetype<usize>(pointers) + i)));
  }
  return found;
}
