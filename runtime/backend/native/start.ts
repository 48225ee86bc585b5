/** Starts a guest on the host as a child of this process, with files or pipes for its first descriptors. */
import { type ChildProcess, spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { LOG_FD } from "./call-log.ts";
import { FIRST } from "./descriptors.ts";
import { hostCommand } from "./host-command.ts";
import type { Start } from "./native-process.ts";
import { originNow } from "./own-time.ts";

export interface StartOptions {
  /** Where it runs. */
  readonly cwd: string;
  /** A descriptor that is its standard input. */
  readonly stdin: number;
  /** A descriptor of a file to which its calls are appended, if that is wanted: see `call-log.ts`. */
  readonly log?: number;
}

export interface Started {
  readonly child: ChildProcess;
  readonly stdout: Readable;
  readonly stderr: Readable;
}

/** The child leads a session of its own, so that nothing it does to its group or its terminal concerns us. */
export function startGuest(start: Start, { cwd, stdin, log }: StartOptions): Started {
  const { file, args, environment } = hostCommand(start, log === undefined ? undefined : originNow());
  const stdio = Array<"ignore" | "pipe" | number>(FIRST + 3).fill("ignore");
  if (log !== undefined) stdio[LOG_FD] = log;
  stdio[FIRST] = stdin;
  stdio[FIRST + 1] = "pipe";
  stdio[FIRST + 2] = "pipe";
  const env = Object.fromEntries(environment.map((text) => text.split(/=(.*)/s).slice(0, 2)));
  const child = spawn(file, args.slice(1), { cwd, env, stdio, detached: true });
  return { child, stdout: child.stdio[FIRST + 1] as Readable, stderr: child.stdio[FIRST + 2] as Readable };
}
