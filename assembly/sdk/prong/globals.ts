/**
 * What the language itself calls, or expects to find without an import. Elsewhere these are imports from JavaScript
 * ("env"); here they are written with system calls, and the compiler is told so with `--use`.
 */

import { STDERR, writeText } from "./descriptors";
import { eprint, print } from "./print";
import { args, exit } from "./process";
import { scratch } from "./scratch";
import { unblockSignals } from "./signal-mask";
import { defaultSignal, raise } from "./signals";
import { Signal, wasi_random_get } from "./syscalls";

let isAborting = false;

/** A failed assertion, an index out of range, no memory left: says so, and dies of SIGABRT, whatever its handler does. */
export function abort(message: string | null = null, file: string | null = null, line: u32 = 0, column: u32 = 0): void {
  if (!isAborting) {
    isAborting = true; // when there is no memory left, the next line may come back here
    eprint(`abort: ${message ? message : "no message"} in ${file ? file : "an unknown file"}(${line}:${column})`);
  }
  unblockSignals(1 << (Signal.SIGABRT - 1));
  raise(Signal.SIGABRT);
  defaultSignal(Signal.SIGABRT);
  raise(Signal.SIGABRT);
  unreachable();
}

/** Where Math.random begins. */
export function seed(): f64 {
  wasi_random_get(scratch, 8);
  return reinterpret<f64>(load<u64>(scratch));
}

/** The language's own debugging aid. */
export function trace(message: string, n: i32 = 0, a0: f64 = 0, a1: f64 = 0, a2: f64 = 0, a3: f64 = 0, a4: f64 = 0): void {
  let line = "trace: " + message;
  const values: StaticArray<f64> = [a0, a1, a2, a3, a4];
  for (let i = 0; i < n; i++) line += (i == 0 ? " " : ", ") + values[i].toString();
  writeText(STDERR, line + "\n");
}

export namespace console {
  export function log(message: string = ""): void {
    print(message);
  }
  export function info(message: string = ""): void {
    print(message);
  }
  export function debug(message: string = ""): void {
    print(message);
  }
  export function warn(message: string = ""): void {
    eprint(message);
  }
  export function error(message: string = ""): void {
    eprint(message);
  }
  export function assert<T>(condition: T, message: string = ""): void {
    if (!condition) eprint("Assertion failed: " + message);
  }
}

export class process {
  static get argv(): string[] {
    return args();
  }

  static exit(code: i32 = 0): void {
    exit(code);
  }
}
