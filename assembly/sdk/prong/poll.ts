/** Waiting until something can be done with descriptors. */

import { prong_poll } from "./syscalls";

/** What is asked of a descriptor, and what was found: POLLIN, POLLOUT; besides those, POLLHUP, POLLERR and POLLNVAL are found. */
export class PollFd {
  fd: i32;
  events: i32;
  found: i32 = 0;

  constructor(fd: i32, events: i32) {
    this.fd = fd;
    this.events = events;
  }
}

/**
 * Waits until what is asked of one of the descriptors is so, for so many milliseconds (-1: for ever). Answers of how many it is, or
 * -errno. A negative descriptor is passed over.
 *
 * - EINTR   a handler has run; it is never made again
 * - EINVAL  more descriptors than a process may have
 */
export function poll(descriptors: PollFd[], timeout: i32 = -1): i32 {
  const count = descriptors.length;
  const places = new ArrayBuffer(count * 8);
  const address = changetype<usize>(places);
  for (let i = 0; i < count; i++) {
    store<i32>(address + i * 8, descriptors[i].fd);
    store<i16>(address + i * 8, descriptors[i].events as i16, 4);
  }
  const result = prong_poll(address, count, timeout);
  for (let i = 0; i < count; i++) descriptors[i].found = result < 0 ? 0 : load<i16>(address + i * 8, 6);
  return result;
}
