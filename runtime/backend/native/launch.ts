/** Starts a guest on the host: this process becomes the guest's. */
import { openSync } from "node:fs";
import { loadAddon } from "./addon.ts";
import { FIRST } from "./descriptors.ts";
import { replaceBy } from "./execute.ts";
import type { Start } from "./native-process.ts";

const F_DUPFD = 0;

/**
 * Replaces this Node by one that runs the guest, with this one's three standard streams. Returns only to fail.
 * @throws NativeUnavailable where there is no addon
 */
export function becomeGuest(start: Start): never {
  const host = loadAddon();
  const nothing = openSync("/dev/null", "r+");
  for (let fd = 0; fd < 3; fd++) {
    host.close(fd + FIRST);
    host.fcntl(fd, F_DUPFD, FIRST + fd);
  }
  for (let fd = 0; fd < 3; fd++) host.dup3(nothing, fd, 0); // or a pipe would be held open by Node, when the guest has closed it
  const answer = replaceBy(host, start);
  throw new Error(`Cannot start Node for ${start.path}: the host answered ${answer}`);
}
