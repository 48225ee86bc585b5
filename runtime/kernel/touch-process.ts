/** What turns and ends of processes touch (`footprint.ts`), besides what their calls do. */
import { RLIMIT_NPROC } from "../abi/resource.ts";
import { Signal } from "../abi/signal.ts";
import { nextDeadline } from "./deadlines.ts";
import { disownsChildren, ignores } from "./dispositions.ts";
import { DirectoryFd } from "./files/directory-fd.ts";
import { HostInput, HostOutput } from "./files/host-stream.ts";
import { MemoryFileFd } from "./files/memory-file.ts";
import { PipeReader, PipeWriter } from "./files/pipe.ts";
import { AWAIT, type Footprint, READ, type Touch, WRITE } from "./footprint.ts";
import type { Kernel } from "./kernel.ts";
import type { OpenFile } from "./open-file.ts";
import type { Process } from "./process.ts";
import { touchShared } from "./touch-memory.ts";
import { touchPipeEnd } from "./touch-pipe.ts";
import type { World } from "./world.ts";

/** Worlds with more room for processes never run out of it while they are explored. */
const PLENTY = 1000;

/** A turn begins: its process is alive, and might have to take a signal. */
export function touchTurn(footprint: Footprint, kernel: Kernel, process: Process): void {
  footprint.touch(`life ${process.pid}`, READ);
  footprint.touch(`pending ${process.pid}`, READ);
  touchDeadlines(footprint, kernel.world); // it may take one away
  footprint.beginTurn();
  touchShared(footprint, kernel, process);
}

/** A process goes on because nobody else can: what it does next is another turn, as if it had stopped. */
export function splitTurn(kernel: Kernel, process: Process): void {
  const { footprint, world } = kernel;
  if (footprint === undefined) return;
  touchDeadlines(footprint, world);
  footprint.split();
  touchTurn(footprint, kernel, process);
}

/** While somebody waits for a time, whoever moves the clock may wake them. */
export function touchDeadlines(footprint: Footprint, world: World): void {
  if (nextDeadline(world) !== undefined) footprint.touchEverything();
}

/** A process ends: by itself, or killed by whoever runs. */
export function touchEnd(footprint: Footprint, world: World, process: Process): void {
  const { pid } = process;
  footprint.touch(`life ${pid}`, WRITE);
  footprint.touch(`parent ${pid}`, READ);
  footprint.touch(`children ${pid}`, READ);
  for (const child of process.children) {
    footprint.touch(`parent ${child}`, WRITE);
    footprint.touch(`name ${child}`, WRITE); // one that has ended is reaped
  }
  for (const child of process.children) footprint.touch(`end ${child}`, READ);
  footprint.touch(`end ${pid}`, WRITE);
  if (process.state.kind === "waiting") footprint.touchEverything(); // whoever could have woken it first
  const parent = world.processes.get(process.parent);
  if (parent !== undefined) touchParent(footprint, parent);
  if (parent === undefined || disownsChildren(parent)) footprint.touch(`name ${pid}`, WRITE);
  if (parent !== undefined && disownsChildren(parent)) footprint.touch(`children ${parent.pid}`, WRITE);
  if (process.borrowsFrom !== undefined) footprint.touch(`life ${process.borrowsFrom}`, WRITE);
  touchReleases(
    footprint,
    process,
    process.descriptors.entries().map(([, { file }]) => file),
  );
  if (process.opened !== undefined || world.terminal !== undefined) footprint.touchEverything();
  if ((process.image?.space.mappings?.files ?? 0) > 0) footprint.touchEverything();
  for (const { state } of world.processes.values()) if (state.kind === "stopped") footprint.touchEverything();
  touchRoom(footprint, world, process);
}

/** A parent is told of its child's end by a signal, if it wants that. */
function touchParent(footprint: Footprint, parent: Process): void {
  footprint.touch(`actions ${parent.pid}`, READ);
  if (ignores(parent, Signal.SIGCHLD) && !parent.signals.keeps(Signal.SIGCHLD)) return;
  footprint.touch(`pending ${parent.pid}`, WRITE);
}

/** There is room for one process more, or less: it matters to `fork` where there is little. */
export function touchRoom(footprint: Footprint, world: World, { limits }: Process): void {
  if (Math.min(world.limits.processes, limits.get(RLIMIT_NPROC)) < PLENTY) footprint.touchEverything();
}

/** What an open file stands on; undefined for what can be anything. */
export function thingOf({ fd }: OpenFile): string | undefined {
  if (fd instanceof PipeReader || fd instanceof PipeWriter) return `pipe ${fd.node.ino}`;
  if (fd instanceof HostOutput) return fd.stream;
  if (fd instanceof HostInput) return "stdin";
  if (fd instanceof MemoryFileFd && fd.file.object === undefined) return `file ${fd.file.ino}`;
  return undefined;
}

/**
 * Descriptors of open files are closed. While others name the same open file nobody can tell, but who is the last of them does
 * what others see; and locks are lost, those of the process with any descriptor of the file.
 */
export function touchReleases(footprint: Footprint, { pid, descriptors }: Process, files: readonly OpenFile[]): void {
  for (const file of new Set(files)) {
    const { fd } = file;
    if (file.locked !== undefined || descriptors.owner?.locks.has(pid, fd) === true) footprint.touch("locks", WRITE);
    if (fd instanceof HostOutput || fd instanceof HostInput || fd instanceof DirectoryFd) continue;
    const name = usesOf(file);
    if (name === undefined) {
      footprint.touchEverything();
      continue;
    }
    const isLast = file.references === files.filter((one) => one === file).length;
    footprint.touch(name, isLast ? WRITE : READ);
    if (!isLast) continue;
    if (fd instanceof PipeReader || fd instanceof PipeWriter) touchPipeEnd(footprint, fd);
    else footprint.touch(thingOf(file) as string, WRITE);
  }
}

/** Descriptors of such an open file, by name; undefined for what can be anything. */
function usesOf(file: OpenFile): string | undefined {
  const thing = thingOf(file);
  if (thing === undefined) return undefined;
  return file.fd instanceof PipeWriter ? `uses of ${thing} to write` : `uses of ${thing}`;
}

/**
 * A lock is taken, given up or asked for. Who has closed a descriptor of the file before has lost none by that: files in memory
 * are touched by that, too.
 */
export function touchLock(footprint: Footprint, file: OpenFile): void {
  const uses = usesOf(file);
  if (uses === undefined || !(file.fd instanceof MemoryFileFd)) footprint.touchEverything();
  else footprint.touch(uses, WRITE);
  footprint.touch("locks", WRITE);
}

/**
 * How a process touches what it has waited for. Who handles signals may have been interrupted while it slept, and who has borrowed
 * its memory has changed it before, which somebody sees if it is killed.
 */
export function awaited({ signals, borrowsFrom }: Process): Touch {
  return signals.dispositions.handled === 0n && borrowsFrom === undefined ? AWAIT : READ;
}
