/**
 * A kernel with a world of two or three processes, made by hand: no program runs in it. Its surroundings are stubs that
 * write down what they were asked, so that a test can call a kernel function and look at what has become of the world.
 */
import { Fd } from "@bjorn3/browser_wasi_shim";
import { O_RDONLY } from "../../runtime/abi/flags.ts";
import { INIT_PID, type Pid } from "../../runtime/abi/ids.ts";
import { PAGE_SIZE, WASM_PAGE } from "../../runtime/abi/layout.ts";
import { SI_KERNEL, SIG_IGN } from "../../runtime/abi/signal-flags.ts";
import { AddressSpace } from "../../runtime/image/address-space.ts";
import { PAGES_PER_WASM_PAGE, Page } from "../../runtime/image/page.ts";
import { PageTable } from "../../runtime/image/page-table.ts";
import type { ProcessImage } from "../../runtime/image/process-image.ts";
import { DescriptorTable } from "../../runtime/kernel/descriptor-table.ts";
import type { SignalAction } from "../../runtime/kernel/dispositions.ts";
import type { KernelEvent } from "../../runtime/kernel/event.ts";
import type { MemoryDirectory } from "../../runtime/kernel/files/memory-directory.ts";
import { MemoryFile } from "../../runtime/kernel/files/memory-file.ts";
import { owned } from "../../runtime/kernel/files/permissions.ts";
import { fork, type vfork } from "../../runtime/kernel/fork.ts";
import { Kernel } from "../../runtime/kernel/kernel.ts";
import { DEFAULT_LIMITS, type Limits } from "../../runtime/kernel/limits.ts";
import { enter } from "../../runtime/kernel/memory-budget.ts";
import { OpenFile } from "../../runtime/kernel/open-file.ts";
import { settle } from "../../runtime/kernel/page-faults.ts";
import type { SignalInfo } from "../../runtime/kernel/pending-signals.ts";
import { imageOf, Process } from "../../runtime/kernel/process.ts";
import { addProcess, newPid } from "../../runtime/kernel/process-table.ts";
import { World } from "../../runtime/kernel/world.ts";

const encoder = new TextEncoder();

export const text = (value: string): Uint8Array => encoder.encode(value);

/** An open file that does nothing but count how often it was closed. */
export class CountingFd extends Fd {
  closed = 0;

  override fd_close(): number {
    this.closed++;
    return 0;
  }
}

export function openFile(name = "a file"): OpenFile & { readonly fd: CountingFd } {
  return new OpenFile(new World(DEFAULT_LIMITS), new CountingFd(), O_RDONLY, name) as OpenFile & {
    readonly fd: CountingFd;
  };
}

/** An image of so many Wasm pages of zeros. What is written to it is known (`marked`), or all of it counts as written. */
export function makeImage(pages = 1, program = "test", marked = false): ProcessImage {
  const table = new PageTable();
  table.grow(pages * PAGES_PER_WASM_PAGE);
  return { program, space: new AddressSpace(table, 100, { marked }), stack: [], globals: [] };
}

export interface TestKernel {
  readonly kernel: Kernel;
  readonly world: World;
  /** What was emitted, in order. */
  readonly events: KernelEvent[];
  /** Whose memory was asked to be saved. */
  readonly saved: Pid[];
  /** The pages that each process has written, until they are asked for. */
  readonly written: Map<Pid, readonly number[]>;
  /** The guest's memory: one page, attached. */
  readonly bytes: Uint8Array;
  /** What `execve` finds programs to be; a file's text is the key. */
  readonly programs: Map<string, ProcessImage | undefined>;
  /** Pid 2, the first one. */
  readonly first: Process;
}

export function makeKernel(limits: Partial<Limits> = {}, watching = false): TestKernel {
  const world = new World({ ...DEFAULT_LIMITS, ...limits });
  const events: KernelEvent[] = [];
  const saved: Pid[] = [];
  const written = new Map<Pid, readonly number[]>();
  const programs = new Map<string, ProcessImage | undefined>();
  let drawn = 0;
  const kernel = new Kernel(world, {
    watching,
    emit: (event) => events.push(event),
    watchingFaults: watching,
    linting: false,
    stackOf: () => undefined,
    stopsAtAccesses: () => false,
    placeOf: () => ({ key: "here", function: "here", line: undefined }),
    eachWritten: ({ pid }, visit) => {
      written.get(pid)?.forEach(visit);
      written.delete(pid);
    },
    memoryOf: () => undefined,
    save: ({ pid }) => saved.push(pid),
    nextRandom: () => drawn++,
    load: (bytes) => {
      const name = new TextDecoder().decode(bytes);
      return programs.has(name) ? programs.get(name) : "it is not a program";
    },
  });
  const buffer = new ArrayBuffer(WASM_PAGE);
  kernel.memory.attach(buffer, WASM_PAGE);
  return { kernel, world, events, saved, written, programs, bytes: new Uint8Array(buffer), first: spawn(kernel) };
}

/** A new process, as if its parent had forked it; the first one when it has none. */
export function spawn(
  kernel: Kernel,
  parent?: Process,
  options: { group?: Pid; session?: Pid; pages?: number; marked?: boolean } = {},
): Process {
  const { world } = kernel;
  const pid = newPid(world);
  const image = makeImage(options.pages ?? 1, "test", options.marked);
  const process = new Process({
    pid,
    parent: parent?.pid ?? INIT_PID,
    group: options.group ?? parent?.group ?? pid,
    session: options.session ?? parent?.session ?? options.group ?? pid,
    image,
    program: "/bin/test",
    args: ["test"],
    environment: [],
    descriptors: new DescriptorTable(world.limits.descriptors),
    cwd: world.root,
    runQueue: world.runQueue,
  });
  enter(world, image.space);
  addProcess(world, process);
  return process;
}

/** A process with marks, of so many Wasm pages, of which the program has pages 0 and 1; and a way to write to it. */
export function makeMarked(pages = 1) {
  const made = makeKernel();
  const parent = spawn(made.kernel, undefined, { marked: true, pages });
  const { space } = imageOf(parent);
  for (const page of [0, 1]) space.pages.set(page, new Page(new Uint8Array(PAGE_SIZE).fill(9)));
  space.resident = 2;
  const write = (process: Process, ...pages: number[]) => {
    made.written.set(process.pid, pages);
    settle(made.kernel, process);
  };
  return { ...made, parent, write };
}

/** The child of a `fork`, or of a `vfork`, of a process that is captured. */
export function forkOf(kernel: Kernel, parent: Process, call: typeof fork | typeof vfork = fork): Process {
  parent.captured = true;
  const before = new Set(kernel.world.processes.keys());
  call(kernel, parent);
  parent.captured = false;
  const pid = [...kernel.world.processes.keys()].find((candidate) => !before.has(candidate));
  if (pid === undefined) throw new Error("no child was made");
  return kernel.process(pid);
}

/** The index of a guest's function, as `sigaction` is told of it. */
export const HANDLER = 7;

/** Gives a process a handler for a signal, or what else `action` says. */
export function handle(process: Process, signal: number, action: Partial<SignalAction> = {}): void {
  const { signals } = process;
  signals.dispositions = signals.dispositions.with(signal, { handler: HANDLER, mask: 0n, flags: 0, ...action });
}

/** Makes a process ignore some signals. */
export function ignore(process: Process, ...signals: readonly number[]): void {
  for (const signal of signals) handle(process, signal, { handler: SIG_IGN });
}

/** A signal from the kernel, or what else `told` says of it. */
export function signalInfo(signal: number, told: Partial<SignalInfo> = {}): SignalInfo {
  return { signal, code: SI_KERNEL, pid: 0, uid: 0, status: 0, value: 0, timer: 0, overrun: 0, ...told };
}

/** Puts a file that may be run into the root directory. */
export function addFile(world: World, name: string, content: string): void {
  (world.root.inode as MemoryDirectory).attach(name, new MemoryFile(world, text(content), false, owned(0o755)));
}

/** Events as people read them, without the memory that a process had: `exit 3 {"code":7}`. */
export function transcript(events: readonly KernelEvent[]): string[] {
  return events.map(({ kind, pid, memory: _, ...rest }: { kind: string; pid?: Pid; memory?: unknown }) =>
    [kind, pid, Object.keys(rest).length === 0 ? undefined : JSON.stringify(rest)]
      .filter((part) => part !== undefined)
      .join(" "),
  );
}
