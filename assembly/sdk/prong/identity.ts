/** Whose this process is. */

import { scratch } from "./scratch";
import { prong_getresgid, prong_getresuid, prong_setresgid, prong_setresuid } from "./syscalls";

/** The real user id: who started the program. */
export function getuid(): i32 {
  prong_getresuid(scratch, scratch + 4, scratch + 8);
  return load<i32>(scratch);
}

/** The effective user id: whose rights it has. */
export function geteuid(): i32 {
  prong_getresuid(scratch, scratch + 4, scratch + 8);
  return load<i32>(scratch, 4);
}

/** The real group id. */
export function getgid(): i32 {
  prong_getresgid(scratch, scratch + 4, scratch + 8);
  return load<i32>(scratch);
}

/** The effective group id. */
export function getegid(): i32 {
  prong_getresgid(scratch, scratch + 4, scratch + 8);
  return load<i32>(scratch, 4);
}

/** Changes the real, effective and saved user id; -1 leaves one alone. Answers 0. EPERM: it was none of the three before. */
export function setresuid(real: i32, effective: i32, saved: i32): i32 {
  return prong_setresuid(real, effective, saved);
}

/** Changes the real, effective and saved group id; -1 leaves one alone. Answers 0. EPERM: it was none of the three before. */
export function setresgid(real: i32, effective: i32, saved: i32): i32 {
  return prong_setresgid(real, effective, saved);
}
