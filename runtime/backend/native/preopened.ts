/** The root as a preopened directory, by which programs that know only WASI find files. */
import { guestFd, hostFd } from "./descriptors.ts";
import { HostAt, HostFcntl, HostOpen } from "./host-flags.ts";
import type { NativeProcess } from "./native-process.ts";

const ROOT = new TextEncoder().encode("/");
/** It has this number, or the next that is free, as in the emulator. */
const LOWEST = 3;

/** Does a program close what is preopened as it begins? Then nothing need be. */
export function namesFilesFromCwd(module: WebAssembly.Module): boolean {
  return WebAssembly.Module.imports(module).some(({ name }) => name === "use_cwd");
}

/** Opens the root for a program that begins. `exec` closes it: the next program gets its own. */
export function preopenRoot(process: NativeProcess): void {
  const { host, low } = process;
  const opened = low.open(1, () => host.openat(HostAt.AT_FDCWD, ROOT, HostOpen.O_RDONLY, 0));
  const moved = host.fcntl(opened, HostFcntl.F_DUPFD_CLOEXEC, hostFd(LOWEST));
  low.close(opened);
  if (moved >= 0) process.preopened = guestFd(moved);
}
