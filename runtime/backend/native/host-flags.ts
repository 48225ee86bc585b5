/** The host's numbers of flags that differ from ours, or from host to host. */
import { constants } from "node:fs";

const isMac = process.platform === "darwin";

/** Of `open`. Node does not name O_CLOEXEC. */
export const HostOpen = {
  ...constants,
  O_CLOEXEC: isMac ? 0x1000000 : 0o2000000,
} as const;
