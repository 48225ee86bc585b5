/** Replacing the program. These return only when they fail, with -errno. */

import { environment } from "./process";
import { prong_execve } from "./syscalls";
import { CStrings, encode } from "./text";

/** Runs another program, with this environment. */
export function execve(path: string, args: string[], env: string[]): i32 {
  const name = encode(path);
  const argv = new CStrings(args);
  const envp = new CStrings(env);
  return prong_execve(changetype<usize>(name), name.byteLength, argv.address, envp.address);
}

/** Runs another program, in the environment of this one. */
export function execv(path: string, args: string[]): i32 {
  return execve(path, args, environment());
}
