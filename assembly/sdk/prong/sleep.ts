/** Sleeping, in the world's virtual time. */

import { prong_poll } from "./syscalls";

/** Sleeps for so many milliseconds. Answers 0, or -EINTR when a handler has run before they were over. */
export function sleep(milliseconds: i32): i32 {
  return prong_poll(0, 0, max(milliseconds, 0));
}
