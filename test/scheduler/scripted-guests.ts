/**
 * Guests without Wasm: a guest is a generator that yields system calls and is given their results. What it was given so
 * far is its whole call stack, kept as the image's globals: to resume it, a new generator is fed with the same results,
 * so that stacks are values here too. A generator must therefore do nothing but yield.
 */
import { PAGE_SIZE } from "../../runtime/abi/layout.ts";
import { SYSCALL_TABLE } from "../../runtime/abi/syscall-table.ts";
import { AddressSpace } from "../../runtime/image/address-space.ts";
import { PAGES_PER_WASM_PAGE, PageCopier } from "../../runtime/image/page.ts";
import { PageTable } from "../../runtime/image/page-table.ts";
import type { ProcessImage } from "../../runtime/image/process-image.ts";
import type { KernelEvent } from "../../runtime/kernel/event.ts";
import { HostStreams } from "../../runtime/kernel/files/host.ts";
import type { MemoryDirectory } from "../../runtime/kernel/files/memory-directory.ts";
import { MemoryFile } from "../../runtime/kernel/files/memory-file.ts";
import { owned } from "../../runtime/kernel/files/permissions.ts";
import { createRoot, openStandardStreams } from "../../runtime/kernel/files/root.ts";
import type { GuestMemory } from "../../runtime/kernel/guest-memory.ts";
import { Kernel } from "../../runtime/kernel/kernel.ts";
import { DEFAULT_LIMITS, type Limits } from "../../runtime/kernel/limits.ts";
import { enter } from "../../runtime/kernel/memory-budget.ts";
import { Process } from "../../runtime/kernel/process.ts";
import { addProcess, newPid } from "../../runtime/kernel/process-table.ts";
import { World } from "../../runtime/kernel/world.ts";
import {
  type CallHandler,
  type Executor,
  STOP_AND_DROP,
  STOP_AND_KEEP,
  type Stop,
} from "../../runtime/scheduler/executor.ts";
import { Machine } from "../../runtime/scheduler/machine.ts";
import { RoundRobin } from "../../runtime/scheduler/policies/round-robin.ts";
import type { Policy } from "../../runtime/scheduler/policy.ts";

/** A system call; or, of the guest's own: write bytes to memory, read one, trap, grow by so many Wasm pages. */
export type Step = readonly [name: string, ...args: (number | bigint | string)[]];
export type Guest = () => Generator<Step, void, number>;

const INDEX = new Map(SYSCALL_TABLE.map((row, i) => [row.name, i]));

function scriptedImage(program: string, marked: boolean): ProcessImage {
  const pages = new PageTable();
  pages.grow(PAGES_PER_WASM_PAGE);
  return { program, space: new AddressSpace(pages, 100, { marked }), stack: [], globals: [] };
}

export class ScriptedExecutor implements Executor {
  /** What was asked of it, in order. */
  readonly log: string[] = [];
  /** What it says to who wants a memory from now on: that there is none. */
  refusal: Stop | undefined = undefined;
  readonly #guests: Readonly<Record<string, Guest>>;
  readonly #memory: GuestMemory;
  /** The memories at hand; the page tables are the truth of all others. */
  #resident = new Map<AddressSpace, Uint8Array>();
  /** Pages written since they were last asked for. */
  readonly #written = new Map<AddressSpace, Set<number>>();

  constructor(guests: Readonly<Record<string, Guest>>, memory: GuestMemory) {
    this.#guests = guests;
    this.#memory = memory;
  }

  run(process: Process, value: number | undefined, calls: CallHandler, growth: number): Stop {
    const { image } = process;
    if (image === undefined) throw new Error("a process without an image was run");
    this.log.push(`run ${process.pid}`);
    const results = [...(image.globals as number[]), ...(value === undefined ? [] : [value])];
    const guest = (this.#guests[image.program] as Guest)();
    let next = guest.next();
    for (const result of results) next = guest.next(result);
    while (!next.done) {
      const [name, ...args] = next.value;
      this.lend(process, this.#memory);
      if (name === "trap") return { kind: "trapped", signal: args[0] as number, why: "scripted" };
      const result =
        this.#own(image.space, name, args, growth) ?? calls.call(this.#indexOf(name), ...(args as number[]));
      if (result === STOP_AND_DROP) return { kind: "dropped" };
      if (result === STOP_AND_KEEP) {
        process.image = { ...image, globals: results };
        return { kind: "kept" };
      }
      results.push(result);
      next = guest.next(result);
    }
    return { kind: "returned" };
  }

  lend(process: Process, memory: GuestMemory): Stop | undefined {
    if (this.refusal !== undefined) return this.refusal;
    const { space } = process.image as ProcessImage;
    const bytes = this.#bytesOf(space);
    memory.attach(bytes.buffer as ArrayBuffer, bytes.length, { hostWrote: (page) => this.#note(space, page) });
    return undefined;
  }

  eachWritten(process: Process, visit: (page: number) => void): void {
    const space = process.image?.space;
    if (space?.marked !== true) return;
    const written = this.#written.get(space);
    this.#written.delete(space);
    written?.forEach(visit);
  }

  savePages(process: Process): void {
    this.save(process);
  }

  save(process: Process): void {
    const space = process.image?.space;
    if (space === undefined) return; // a zombie has none
    this.log.push(`save ${process.pid}`);
    const bytes = this.#resident.get(space);
    if (bytes === undefined) return;
    const copier = new PageCopier(bytes, space.pages.size);
    for (let page = 0; page < space.pages.size; page++) {
      space.pages.set(page, copier.take(page, space.pages.get(page).epoch));
    }
  }

  reset(): void {
    this.log.push("reset");
    this.#resident = new Map();
  }

  #note(space: AddressSpace, page: number): void {
    const written = this.#written.get(space) ?? new Set();
    this.#written.set(space, written.add(page));
  }

  #indexOf(name: string): number {
    const index = INDEX.get(name);
    if (index === undefined) throw new Error(`a guest called ${name}, which is no system call`);
    return index;
  }

  #bytesOf(space: AddressSpace): Uint8Array {
    let bytes = this.#resident.get(space);
    if (bytes === undefined || bytes.length !== space.pages.size * PAGE_SIZE) {
      const old = bytes;
      bytes = new Uint8Array(space.pages.size * PAGE_SIZE);
      for (let i = 0; i < space.pages.size; i++) bytes.set(space.pages.get(i).bytes, i * PAGE_SIZE);
      if (old !== undefined) bytes.set(old);
      this.#resident.set(space, bytes);
    }
    return bytes;
  }

  /** What a guest does without the kernel. */
  #own(space: AddressSpace, name: string, args: readonly unknown[], growth: number): number | undefined {
    const bytes = this.#bytesOf(space);
    const [first, second] = args as [number, number | string];
    if (name === "store") {
      this.#note(space, Math.floor(first / PAGE_SIZE));
      if (typeof second === "string") bytes.set(new TextEncoder().encode(second), first);
      else new DataView(bytes.buffer).setUint32(first, second, true);
      return 0;
    }
    if (name === "load") return new DataView(bytes.buffer).getUint32(first, true);
    if (name === "grow") {
      if (first > growth) return -1;
      space.pages.grow(space.pages.size + first * PAGES_PER_WASM_PAGE);
      return space.pages.size / PAGES_PER_WASM_PAGE;
    }
    return undefined;
  }
}

/** Scratch addresses: below 1024 is the guest's own. */
const IOVEC = 1024;
const COUNT = 1040;
const TEXT = 2048;

/** Writes a text to a descriptor; answers errno. */
export function* write(fd: number, text: string): Generator<Step, number, number> {
  yield ["store", TEXT, text];
  yield ["store", IOVEC, TEXT];
  yield ["store", IOVEC + 4, new TextEncoder().encode(text).length];
  return yield ["fd_write", fd, IOVEC, 1, COUNT];
}

/** Reads up to so many bytes into address 512; answers how many, or -errno. */
export function* read(fd: number, size: number): Generator<Step, number, number> {
  yield ["store", IOVEC, 512];
  yield ["store", IOVEC + 4, size];
  const errno = yield ["fd_read", fd, IOVEC, 1, COUNT];
  return errno !== 0 ? -errno : yield ["load", COUNT];
}

/** Sleeps for so many virtual nanoseconds. */
export function* sleep(nanoseconds: number): Generator<Step, number, number> {
  const SUBSCRIPTION = 1536;
  yield ["store", SUBSCRIPTION + 8, 0]; // a clock
  yield ["store", SUBSCRIPTION + 16, 1]; // the monotonic one
  yield ["store", SUBSCRIPTION + 24, nanoseconds];
  yield ["store", SUBSCRIPTION + 40, 0];
  return yield ["poll_oneoff", SUBSCRIPTION, 1600, 1, COUNT];
}

class Output extends HostStreams {
  text = "";

  override write(_stream: "stdout" | "stderr", bytes: Uint8Array): void {
    this.text += new TextDecoder().decode(bytes);
  }
}

export interface Scripted {
  readonly machine: Machine;
  readonly kernel: Kernel;
  readonly executor: ScriptedExecutor;
  readonly events: KernelEvent[];
  /** What the guests have written to standard output and error. */
  readonly output: { text: string };
  /** Programs that the host has to prepare first, by the path they are run by. */
  readonly unprepared: Set<string>;
}

/** A machine with the guest called "main" as its first process; the others are programs in its root directory. */
export function makeMachine(
  guests: Readonly<Record<string, Guest>>,
  options: { policy?: Policy; limits?: Partial<Limits>; marked?: boolean; streams?: HostStreams } = {},
): Scripted {
  const { policy = new RoundRobin(), limits = {}, marked = false } = options;
  const world = new World({ ...DEFAULT_LIMITS, ...limits });
  const output = new Output();
  createRoot(world, {});
  for (const name of Object.keys(guests)) {
    (world.root.inode as MemoryDirectory).attach(
      name,
      new MemoryFile(world, new TextEncoder().encode(name), false, owned(0o755)),
    );
  }
  const image = scriptedImage("main", marked);
  const first = new Process({
    pid: newPid(world),
    parent: 1,
    group: 2,
    image,
    program: "/main",
    args: ["main"],
    environment: [],
    descriptors: openStandardStreams(world, options.streams ?? output),
    cwd: world.root,
    runQueue: world.runQueue,
  });
  enter(world, image.space);
  addProcess(world, first);
  const events: KernelEvent[] = [];
  const unprepared = new Set<string>();
  const kernel: Kernel = new Kernel(world, {
    watching: true,
    emit: (event) => events.push(event),
    watchingFaults: marked,
    linting: false,
    stackOf: () => undefined,
    stopsAtAccesses: () => false,
    placeOf: () => ({ key: "here", function: "here", line: undefined }),
    eachWritten: (process, visit) => executor.eachWritten(process, visit),
    memoryOf: () => undefined,
    save: (process) => executor.savePages(process),
    nextRandom: () => machine.policy.nextRandom(),
    load: (bytes, path) => {
      if (unprepared.has(path)) return undefined;
      const program = new TextDecoder().decode(bytes);
      return program in guests ? scriptedImage(program, marked) : "it is not a program";
    },
  });
  const executor = new ScriptedExecutor(guests, kernel.memory);
  const machine: Machine = new Machine(kernel, policy, executor);
  return { machine, kernel, executor, events, output, unprepared };
}
