/** The command of a Node that runs a guest: one thread, nothing of the user's, and the guest's signals left alone. */
import { join } from "node:path";
import { PACKAGE, preloadPath } from "./addon.ts";
import type { Start } from "./native-process.ts";
import { formatOrigin, type Origin, parseOrigin } from "./own-time.ts";

/** What that Node runs: `host.ts`, in one file. */
export const HOST = join(PACKAGE, "dist", "backend", "native", "host.cjs");

/** `--single-threaded`: the kernel's fork copies the calling thread only, and a helper that is gone would be waited for. */
const FLAGS = ["--single-threaded", "--no-warnings"];

/** Is set where the guest's calls are written down (call-log.ts): to when the run began. */
const LOGS = "PRONG_CALL_LOG";

/** When the run began whose guest this Node is, if that writes its calls down to be compared. */
export function loggedSince(): Origin | undefined {
  const text = process.env[LOGS];
  return text === undefined ? undefined : parseOrigin(text);
}

export interface HostCommand {
  readonly file: string;
  readonly args: readonly string[];
  readonly environment: readonly string[];
}

/** The guest's arguments and variables are the host's arguments: Node reads some variables itself, and must not see the guest's. */
export function hostCommand({ path, args, environment }: Start, since?: Origin): HostCommand {
  return {
    file: process.execPath,
    args: [process.execPath, ...FLAGS, HOST, path, String(args.length), ...args, ...environment],
    environment: [
      ...(process.platform === "linux" ? [`LD_PRELOAD=${preloadPath()}`] : []),
      ...(since === undefined ? [] : [`${LOGS}=${formatOrigin(since)}`]),
    ],
  };
}

/** What `hostCommand` was told, from the arguments behind the host's own name. */
export function readHostCommand([path = "", count = "0", ...rest]: readonly string[]): Start {
  return { path, args: rest.slice(0, Number(count)), environment: rest.slice(Number(count)) };
}
