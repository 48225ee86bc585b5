/**
 * The host's descriptors below the guest's. None may be free while the guest runs, or what it opens would come to lie there; so all
 * that nobody needs are open on nothing. All are closed at `exec`.
 */
import { openSync } from "node:fs";
import { FD_CLOEXEC } from "../../abi/flags.ts";
import type { HostCalls } from "./addon.ts";
import { LOG_FD } from "./call-log.ts";
import { FIRST, PROGRAM_FD } from "./descriptors.ts";
import { HostFcntl, HostOpen } from "./host-flags.ts";

export class LowDescriptors {
  readonly #host: HostCalls;
  #nothing = -1;
  /** Open on nothing, and not to be kept so. */
  #spare: number[] = [];

  constructor(host: HostCalls) {
    this.#host = host;
  }

  /** Takes all that are free. To be called before the guest begins. */
  occupy(): void {
    this.#nothing = openSync("/dev/null", "r+");
    this.#spare = [];
    for (let fd = 0; fd < FIRST; fd++) {
      if (this.#host.fcntl(fd, HostFcntl.F_GETFD, 0) < 0) this.close(fd);
      else this.#host.fcntl(fd, HostFcntl.F_SETFD, FD_CLOEXEC);
    }
  }

  /** Has the host open so many for ourselves: they come to lie here, and count for no limit of the guest's. */
  open(count: number, make: () => number): number {
    const free = this.#spare.splice(0, count);
    for (const fd of free) this.#host.close(fd);
    const answer = make();
    for (const fd of free) if (this.#host.fcntl(fd, HostFcntl.F_GETFD, 0) < 0) this.close(fd);
    return answer;
  }

  /** Closes one of our own. */
  close(fd: number): void {
    this.#host.dup3(this.#nothing, fd, HostOpen.O_CLOEXEC);
    if (fd !== PROGRAM_FD && fd !== LOG_FD) this.#spare.push(fd);
  }
}
