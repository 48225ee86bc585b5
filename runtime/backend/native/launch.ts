/** Starts a guest on the host: this process becomes the guest's. */
import { openSync } from "node:fs";
import { Signal } from "../../abi/signal.ts";
import { loadAddon } from "./addon.ts";
import { FIRST } from "./descriptors.ts";
import { replaceBy } from "./execute.ts";
import { HostFcntl, HostOpen } from "./host-flags.ts";
import type { Start } from "./native-process.ts";

/** What every Node ignores: `exec` would hand it on. */
const IGNORED_BY_NODE = [Signal.SIGPIPE, Signal.SIGXFSZ];
const BY_DEFAULT = 0;

/**
 * Replaces this Node by one that runs the guest, with this one's three standard streams. Returns only to fail.
 * @throws NativeUnavailable where there is no addon
 */
export function becomeGuest(start: Start): never {
  const host = loadAddon();
  const nothing = openSync("/dev/null", "r+");
  for (let fd = 0; fd < 3; fd++) {
    host.close(fd + FIRST);
    host.fcntl(fd, HostFcntl.F_DUPFD, FIRST + fd);
    const flags = host.fcntl(fd, HostFcntl.F_GETFL, 0);
    host.fcntl(fd, HostFcntl.F_SETFL, flags & ~HostOpen.O_NONBLOCK); // Node sets it where it has written to a pipe
  }
  for (let fd = 0; fd < 3; fd++) host.dup3(nothing, fd, 0); // or a pipe would be held open by Node, when the guest has closed it
  for (const signal of IGNORED_BY_NODE) host.setAction(signal, BY_DEFAULT, 0);
  const answer = replaceBy(host, start);
  throw new Error(`Cannot start Node for ${start.path}: the host answered ${answer}`);
}
