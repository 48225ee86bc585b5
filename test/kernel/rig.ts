/** A kernel without a machine: a world, a process, some memory for it, and system calls made by hand. */
import type { Inode } from "@bjorn3/browser_wasi_shim";
import { errnoName } from "../../runtime/abi/errno.ts";
import { AT_FDCWD, O_RDONLY, O_WRONLY } from "../../runtime/abi/flags.ts";
import { SYSCALL_TABLE } from "../../runtime/abi/syscall-table.ts";
import { AddressSpace } from "../../runtime/image/address-space.ts";
import { PageTable } from "../../runtime/image/page-table.ts";
import { type Answer, ENDED, WAIT } from "../../runtime/kernel/answer.ts";
import type { DescriptorTable } from "../../runtime/kernel/descriptor-table.ts";
import type { KernelEvent } from "../../runtime/kernel/event.ts";
import { type HostFiles, HostStreams } from "../../runtime/kernel/files/host.ts";
import { createRoot, type Mount, openStandardStreams, type Terminals } from "../../runtime/kernel/files/root.ts";
import { Kernel, type ResidentMemory } from "../../runtime/kernel/kernel.ts";
import { DEFAULT_LIMITS, type Limits } from "../../runtime/kernel/limits.ts";
import { Process } from "../../runtime/kernel/process.ts";
import { addProcess, newPid } from "../../runtime/kernel/process-table.ts";
import { dispatch } from "../../runtime/kernel/syscalls/dispatch.ts";
import { takeTerminal } from "../../runtime/kernel/terminal/controlling-terminal.ts";
import { type } from "../../runtime/kernel/terminal/line-discipline.ts";
import type { Terminal } from "../../runtime/kernel/terminal/terminal.ts";
import { World } from "../../runtime/kernel/world.ts";

const MEMORY = 1 << 20;
/** Arguments are put here, one after the other, anew for each call. */
const SCRATCH = 0x1000;
/** Results are read from here. */
export const RESULT = 0x80000;
export const BAD = 0xfffffff0 | 0;

export const OFLAGS = { CREAT: 1, DIRECTORY: 2, EXCL: 4, TRUNC: 8 };
const READ_RIGHTS = 1n << 1n;
const WRITE_RIGHTS = 1n << 6n;

class Output extends HostStreams {
  text = { stdout: "", stderr: "" };

  override write(stream: "stdout" | "stderr", bytes: Uint8Array): void {
    this.text[stream] += new TextDecoder().decode(bytes);
  }
}

export interface RigOptions {
  readonly watching?: boolean;
  readonly mounts?: readonly (Mount | { at: string; files: HostFiles | Inode })[];
  readonly limits?: Partial<Limits>;
  readonly terminals?: Terminals;
  readonly args?: readonly string[];
  readonly environment?: readonly string[];
}

export class Rig {
  readonly kernel: Kernel;
  readonly output = new Output();
  readonly events: KernelEvent[] = [];
  readonly bytes = new Uint8Array(MEMORY);
  readonly view = new DataView(this.bytes.buffer);
  /** Where processes are resident; nobody is, unless a test says so. */
  readonly memories = new Map<Process, ResidentMemory>();
  /** Brings the page table of such a one up to date. */
  save: (process: Process) => void = () => {};
  /** The process that calls. */
  process: Process;
  private random = 0;
  private scratch = SCRATCH;

  constructor(options: RigOptions = {}) {
    const world = new World({ ...DEFAULT_LIMITS, ...options.limits });
    createRoot(world, { mounts: options.mounts ?? [], program: { name: "guest", bytes: new Uint8Array([0, 97]) } });
    this.kernel = new Kernel(world, {
      watching: options.watching ?? false,
      watchingFaults: false,
      linting: false,
      stackOf: () => undefined,
      stopsAtAccesses: () => false,
      placeOf: () => ({ key: "here", function: "here", line: undefined }),
      eachWritten: () => {},
      memoryOf: (process) => this.memories.get(process),
      emit: (event) => this.events.push(event),
      save: (process) => this.save(process),
      nextRandom: () => ++this.random * 0x01010101,
      load: () => "no programs here",
    });
    this.kernel.memory.attach(this.bytes.buffer, MEMORY);
    const descriptors = openStandardStreams(world, this.output, options.terminals);
    this.process = this.spawn(descriptors, options);
    if (world.terminal !== undefined) takeTerminal(this.process, world.terminal);
  }

  get world(): World {
    return this.kernel.world;
  }

  get terminal(): Terminal {
    const { terminal } = this.world;
    if (terminal === undefined) throw new Error("the rig has no terminal");
    return terminal;
  }

  /** Types at the terminal; every character is a byte. */
  type(text: string): void {
    type(
      this.kernel,
      this.terminal,
      Uint8Array.from(text, (character) => character.charCodeAt(0)),
    );
  }

  /** Another process with the descriptors of the first, as after a fork. */
  fork(): Process {
    const child = this.spawn(this.process.descriptors.fork(), this.process);
    child.cwd = this.process.cwd;
    child.parent = this.process.pid;
    child.terminal = this.process.terminal;
    return child;
  }

  private spawn(
    descriptors: DescriptorTable,
    { args = [], environment = [] }: Pick<RigOptions, "args" | "environment">,
  ): Process {
    const { world } = this;
    const process = new Process({
      pid: newPid(world),
      parent: 1,
      group: world.firstPid,
      image: { program: "none", space: new AddressSpace(new PageTable(), 16), stack: [], globals: [] },
      program: "/bin/guest",
      args,
      environment,
      descriptors,
      cwd: world.root,
      runQueue: world.runQueue,
    });
    addProcess(world, process);
    return process;
  }

  /** Makes a call; strings among the arguments become address and length. Answers as handlers do. */
  call(name: string, ...args: (number | bigint | string | Uint8Array)[]): Answer {
    const index = SYSCALL_TABLE.findIndex((row) => row.name === name);
    this.scratch = SCRATCH;
    const flat = args.flatMap((arg) => (typeof arg === "object" || typeof arg === "string" ? this.place(arg) : [arg]));
    const [a, b, c, d, e, f, g, h, i] = flat;
    const answer = dispatch(this.kernel, this.process, index, a, b, c, d, e, f, g, h, i);
    if (answer !== WAIT) this.process.progress = undefined;
    return answer;
  }

  /** As `call`, but says the errno's name, "WAIT", or the number. */
  say(name: string, ...args: (number | bigint | string | Uint8Array)[]): string | number {
    const answer = this.call(name, ...args);
    if (answer === WAIT) return "WAIT";
    if (answer === ENDED) return "ENDED";
    return answer < 0 ? errnoName(-answer) : answer;
  }

  /** Makes calls as another process. */
  as<Result>(process: Process, act: () => Result): Result {
    const before = this.process;
    this.process = process;
    try {
      return act();
    } finally {
      this.process = before;
    }
  }

  place(data: string | Uint8Array): [number, number] {
    const bytes = typeof data === "string" ? new TextEncoder().encode(data) : data;
    const address = this.scratch;
    this.bytes.set(bytes, address);
    this.scratch += (bytes.length + 7) & ~7;
    return [address, bytes.length];
  }

  /** One iovec over an address and a length, at a place of its own. */
  iovec(address: number, size: number, at = 0x800): [number, number] {
    this.view.setUint32(at, address, true);
    this.view.setUint32(at + 4, size, true);
    return [at, 1];
  }

  u32(address = RESULT): number {
    return this.view.getUint32(address, true);
  }

  u64(address = RESULT): bigint {
    return this.view.getBigUint64(address, true);
  }

  text(address: number, size: number): string {
    return new TextDecoder().decode(this.bytes.slice(address, address + size));
  }

  /** Opens a path; answers the descriptor or the errno's name. */
  open(
    path: string,
    options: {
      read?: boolean;
      write?: boolean;
      oflags?: number;
      fdflags?: number;
      dirfd?: number;
      follow?: boolean;
    } = {},
  ): number | string {
    const { read = true, write = false, oflags = 0, fdflags = 0, dirfd = AT_FDCWD, follow = true } = options;
    const rights = (read ? READ_RIGHTS : 0n) | (write ? WRITE_RIGHTS : 0n);
    const answer = this.say("path_open", dirfd, follow ? 1 : 0, path, oflags, rights, 0n, fdflags, RESULT);
    return answer === 0 ? this.u32() : answer;
  }

  /** Opens a file to read and write, making it empty. */
  create(path: string): number {
    const fd = this.open(path, { write: true, oflags: OFLAGS.CREAT | OFLAGS.TRUNC });
    if (typeof fd === "string") throw new Error(`${path}: ${fd}`);
    return fd;
  }

  /** Writes; answers how many bytes, or what went wrong. */
  write(fd: number, data: string | Uint8Array): number | string {
    this.scratch = SCRATCH;
    const [address, size] = this.place(data);
    const answer = this.say("fd_write", fd, ...this.iovec(address, size), RESULT);
    return answer === 0 ? this.u32() : answer;
  }

  /** Reads; answers the text, or what went wrong in angle brackets. */
  read(fd: number, size = 4096): string {
    const target = RESULT + 0x100;
    const answer = this.say("fd_read", fd, ...this.iovec(target, size), RESULT);
    return answer === 0 ? this.text(target, this.u32()) : `<${answer}>`;
  }

  seek(fd: number, offset: bigint, whence = 0): bigint | string | number {
    const answer = this.say("fd_seek", fd, offset, whence, RESULT);
    return answer === 0 ? this.u64() : answer;
  }

  /** The whole content of a file. */
  contents(path: string): string {
    const fd = this.open(path);
    if (typeof fd === "string") return `<${fd}>`;
    const text = this.read(fd, 65536);
    this.call("fd_close", fd);
    return text;
  }

  /** A pipe's two descriptors. */
  pipe(flags = 0): [number, number] {
    const answer = this.say("pipe2", RESULT, flags);
    if (answer !== 0) throw new Error(`pipe2: ${answer}`);
    return [this.u32(), this.u32(RESULT + 4)];
  }

  /** The fields of `stat`. */
  stat(
    path: string,
    options: { follow?: boolean; dirfd?: number } = {},
  ): { ino: bigint; type: number; links: bigint; size: bigint; modified: bigint } | string {
    const { follow = true, dirfd = AT_FDCWD } = options;
    const answer = this.say("path_filestat_get", dirfd, follow ? 1 : 0, path, RESULT);
    if (answer !== 0) return String(answer);
    const type = this.bytes[RESULT + 16] as number;
    return {
      ino: this.u64(RESULT + 8),
      type,
      links: this.u64(RESULT + 24),
      size: this.u64(RESULT + 32),
      modified: this.u64(RESULT + 48),
    };
  }

  /** The names that `readdir` finds, without `.` and `..`, a small buffer at a time. */
  names(path: string, room = 100): string[] {
    const fd = this.open(path, { oflags: OFLAGS.DIRECTORY });
    if (typeof fd === "string") return [`<${fd}>`];
    const found: string[] = [];
    let cookie = 0n;
    for (;;) {
      const buffer = RESULT + 0x100;
      const answer = this.say("fd_readdir", fd, buffer, room, cookie, RESULT);
      if (answer !== 0) return [`<${answer}>`];
      const end = this.u32();
      let at = 0;
      while (at + 24 <= end) {
        const size = this.u32(buffer + at + 16);
        if (at + 24 + size > end) break;
        found.push(this.text(buffer + at + 24, size));
        cookie = this.u64(buffer + at);
        at += 24 + size;
      }
      if (end < room) break;
    }
    this.call("fd_close", fd);
    return found.filter((name) => name !== "." && name !== "..");
  }
}

export { AT_FDCWD, O_RDONLY, O_WRONLY };
