/** `execve` (POSIX.1-2024 exec): another program in the same process. */
import { Errno } from "../abi/errno.ts";
import { PAGE_SIZE } from "../abi/layout.ts";
import { type Answer, HOST, REPLACED } from "./answer.ts";
import { releaseMemory } from "./dismantle.ts";
import { addPreopens } from "./files/root.ts";
import { dropMadeTimers } from "./interval-timers.ts";
import type { Kernel } from "./kernel.ts";
import { enter, hasRoom } from "./memory-budget.ts";
import { readProgramFile } from "./paths.ts";
import { imageOf, type Process } from "./process.ts";
import { memoryAllowed } from "./resource-limits.ts";
import { MAX_INTERPRETERS, readShebang } from "./shebang.ts";
import { attend } from "./signals.ts";

/**
 * Replaces the program of a process. It keeps its pid, parent, group, directory and pending signals, and its descriptors
 * without FD_CLOEXEC. A `#!` line names the program that is run instead, with the file as its argument.
 *
 * - ENOENT ENOTDIR EACCES ELOOP  there is no such file, or it is not a regular one
 * - ENOEXEC                      neither a program Prong can run nor a `#!` line
 * - ENOMEM                       the program's memory would not fit into the world's, or its limits (RLIMIT_AS, RLIMIT_DATA)
 *
 * Nothing has happened when it fails.
 */
export function execute(
  kernel: Kernel,
  process: Process,
  path: string,
  args: readonly string[],
  environment: readonly string[],
): Answer {
  let file = path;
  let argv = args;
  let bytes = readProgramFile(kernel, process, file);
  for (let depth = 0; typeof bytes !== "number"; depth++) {
    const interpreter = readShebang(bytes);
    if (interpreter === undefined) break;
    if (depth === MAX_INTERPRETERS) return -Errno.ELOOP;
    argv = [...interpreter, file, ...argv.slice(1)];
    file = interpreter[0];
    bytes = readProgramFile(kernel, process, file);
  }
  if (typeof bytes === "number") return bytes;

  const image = kernel.surroundings.load(bytes, file);
  if (image === undefined) {
    kernel.wanted = { bytes, name: file };
    return HOST;
  }
  if (typeof image === "string") {
    kernel.emit({ kind: "refused", pid: process.pid, path: file, why: image });
    return -Errno.ENOEXEC;
  }
  if (!hasRoom(kernel.world, image.space.pages.size - pagesToReturn(process))) return -Errno.ENOMEM;
  if (image.space.pages.size * PAGE_SIZE > memoryAllowed(process)) return -Errno.ENOMEM;
  releaseMemory(kernel, process);
  dropMadeTimers(kernel, process);
  enter(kernel.world, image.space);
  process.image = image;
  process.resume = { kind: "start" };
  process.hasExecuted = true;
  process.trap = undefined;
  process.jumps = undefined;
  process.signals.dispositions = process.signals.dispositions.withoutHandlers();
  attend(kernel, process); // what had a handler may be pending
  process.program = file;
  process.args = argv;
  process.environment = environment;
  process.descriptors.closeForExec();
  addPreopens(kernel, process);
  kernel.emit({ kind: "exec", pid: process.pid, args: argv });
  return REPLACED;
}

/** How many pages the world gets back when a process gives up its memory: none that it only borrows. */
function pagesToReturn(process: Process): number {
  const { space } = imageOf(process);
  return space.users === 1 ? space.own + space.promised : 0;
}
