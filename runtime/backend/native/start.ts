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
  /** Are its calls to be written down? See `call-log.ts`. */
  readonly logs?: boolean;
}

export interface Started {
  readonly child: ChildProcess;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** What it and all that come of it call; undefined where that is not wanted. */
  readonly calls: Readable | undefined;
}

/** The child leads a session of its own, so that nothing it does to its group or its terminal concerns us. */
export function startGuest(start: Start, { cwd, stdin, logs = false }: StartOptions): Started {
  const { file, args, environment } = hostCommand(start, logs ? originNow() : undefined);
  const stdio = Array<"ignore" | "pipe" | number>(FIRST + 3).fill("ignore");
  if (logs) stdio[LOG_FD] = "pipe";
  stdio[FIRST] = stdin;
  stdio[FIRST + 1] = "pipe";
  stdio[FIRST + 2] = "pipe";
  const env = Object.fromEntries(environment.map((text) => text.split(/=(.*)/s).slice(0, 2)));
  const child = spawn(file, args.slice(1), { cwd, env, stdio, detached: true });
  const [stdout, stderr, calls] = [FIRST + 1, FIRST + 2, LOG_FD].map(
    (fd) => (child.stdio[fd] ?? undefined) as Readable | undefined,
  );
  return { child, stdout: stdout as Readable, stderr: stderr as Readable, calls };
}
