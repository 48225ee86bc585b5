/**
 * What Node must be told in the child of a fork. It leaves by `_exit`: Node's own way out waits for a thread that is left behind. What
 * was to be done at the parent's exit (removing its temporary files, say) is not done by the child.
 */
import { randomInt, randomUUID } from "node:crypto";
import { writeSync } from "node:fs";
import { inspect } from "node:util";
import { host } from "./host.ts";
import { renumberThreads } from "./threads.ts";

/** How many that are made in advance by Node, to be given out later: the parent gives out the same. */
const UUIDS_IN_ADVANCE = 128;
const INTEGERS_IN_ADVANCE = 1024;

/** Is this a child already, that has its own way out? Its children have it, too. */
let isChild = false;

export function becomeChild(): void {
  Object.defineProperty(process, "pid", { value: host().getpid() });
  renumberThreads();
  for (let i = 0; i < UUIDS_IN_ADVANCE; i++) randomUUID();
  for (let i = 0; i < INTEGERS_IN_ADVANCE; i++) randomInt(2);
  process.removeAllListeners("exit").removeAllListeners("beforeExit");
  if (!isChild) leaveByExit();
  isChild = true;
}

function leaveByExit(): void {
  const leave = (code?: number | string | null): never => host().exit(Number(code ?? 0) & 0xff);
  const emit = process.emit as (event: string | symbol, ...rest: unknown[]) => boolean;
  /** What nobody has caught: Node would print it after "exit". */
  let uncaught: { readonly error: unknown } | undefined;
  const emitAndLeave = (event: string | symbol, ...rest: unknown[]): boolean => {
    if (event === "uncaughtExceptionMonitor") uncaught = { error: rest[0] };
    const isHandled = emit.call(process, event, ...rest);
    if (event === "uncaughtException" && isHandled) uncaught = undefined;
    if (event === "exit") {
      if (uncaught !== undefined) say(inspect(uncaught.error));
      leave(process.exitCode ?? (rest[0] as number));
    }
    return isHandled;
  };
  Object.assign(process, { reallyExit: leave, emit: emitAndLeave });
}

function say(message: string): void {
  try {
    writeSync(2, `Uncaught ${message}\n`);
  } catch {
    // Nobody reads it: a daemon may have closed it.
  }
}
