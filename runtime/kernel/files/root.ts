/**
 * The tree of files that a world begins with, and the descriptors that its first process begins with.
 *
 *     /              in memory, or what is mounted there
 *     /bin/<name>    the program that is run, so that it can `exec` itself, and those that are offered besides
 *     /dev           null zero random urandom tty stdin stdout stderr, and pts/0 where there is a terminal
 *     /dev/shm       shared memory objects and named semaphores
 *     /proc          what is known of each process
 *     /tmp
 *
 * These are there even when a directory of the host is the root: then they are mounted over it.
 */
import type { Inode } from "@bjorn3/browser_wasi_shim";
import { O_RDONLY, O_WRONLY } from "../../abi/flags.ts";
import { DescriptorTable } from "../descriptor-table.ts";
import type { Kernel } from "../kernel.ts";
import { OpenFile } from "../open-file.ts";
import { panic } from "../panic.ts";
import type { Process } from "../process.ts";
import { Terminal, type Window } from "../terminal/terminal.ts";
import type { World } from "../world.ts";
import { adopt } from "./adopt.ts";
import { DescriptorDevice, NullDevice, RandomDevice, TerminalDevice, ZeroDevice } from "./devices.ts";
import { DirectoryFd } from "./directory-fd.ts";
import { HostFiles, type HostStreams } from "./host.ts";
import { HostDirectory } from "./host-directory.ts";
import { HostInput, HostOutput } from "./host-stream.ts";
import { MemoryDirectory } from "./memory-directory.ts";
import { MemoryFile } from "./memory-file.ts";
import { type DirectoryNode, type FileNode, isDirectory } from "./node.ts";
import { owned } from "./permissions.ts";
import { ProcessesDirectory } from "./process-directory.ts";
import { ProgramFile, ProgramSource } from "./program-file.ts";
import { TerminalFd } from "./terminal-fd.ts";
import { lookUp, mount } from "./tree.ts";

/** The terminal's own name. */
export const TERMINAL_NAME = "/dev/pts/0";

/** Something to be seen in the guest's tree. */
export interface Mount {
  /** The absolute path where the guest sees it; directories on the way are made in memory where there are none. */
  readonly at: string;
  /** A directory of the host, or a `File` or `Directory` of browser_wasi_shim, which is copied. */
  readonly files: HostFiles | Inode;
  /** A directory of the host that must not be changed: EROFS. */
  readonly readOnly?: boolean;
}

/** Which of the host's streams are the terminal (there is one at most), and what is known of it. */
export interface Terminals {
  readonly stdin?: boolean;
  readonly stdout?: boolean;
  readonly stderr?: boolean;
  /** The host passes on every byte as it is typed, and shows every byte as it is written: lines are edited here. */
  readonly raw?: boolean;
  readonly window?: Window;
}

export interface RootOptions {
  readonly mounts?: readonly Mount[];
  /** The first program: the file at `/bin/<name>`. */
  readonly program?: { readonly name: string; readonly bytes: Uint8Array };
  /** Other programs, by their names under /bin. */
  readonly programs?: Programs;
}

/** Programs by name: a Wasm file's bytes, or what fetches them when they are first needed. */
export type Programs = Readonly<Record<string, Uint8Array | (() => Uint8Array)>>;

/** Builds the tree of a new world and puts it into `world.root`. */
export function createRoot(world: World, options: RootOptions): void {
  const mounts = (options.mounts ?? []).map(({ at, files, readOnly = false }) => ({
    names: namesOf(at),
    node: files instanceof HostFiles ? HostDirectory.mount(world, files, readOnly) : adopt(world, files),
  }));
  mounts.sort((one, other) => one.names.length - other.names.length); // outer before inner; the order given otherwise
  for (const { node } of mounts.filter(({ names }) => names.length === 0)) {
    if (!isDirectory(node)) throw new TypeError("Cannot mount a file at /: expected a directory");
    world.root = { inode: node, path: "/" };
  }
  const root = world.root.inode;
  const bin = makeFirst(world, root, "bin");
  makeFirst(world, root, "tmp", 0o1777);
  fillDev(world, makeFirst(world, root, "dev"));
  for (const [name, source] of Object.entries(options.programs ?? {})) {
    if (name !== options.program?.name) bin.attach(name, new ProgramFile(world, new ProgramSource(source)));
  }
  if (options.program !== undefined) {
    bin.attach(options.program.name, new MemoryFile(world, options.program.bytes, false, owned(0o755)));
  }
  mount(root, "proc", new ProcessesDirectory(world));
  for (const { names, node } of mounts.filter(({ names }) => names.length > 0)) {
    const last = names.at(-1) ?? panic("a mount without a name");
    mount(reach(world, root, names.slice(0, -1)), last, node);
  }
}

/** The first process's descriptors: 0, 1 and 2 on the host's streams, and the root as a preopened directory at 3. */
export function openStandardStreams(world: World, streams: HostStreams, terminals: Terminals = {}): DescriptorTable {
  const terminal = openTerminal(world, streams, terminals);
  const table = new DescriptorTable(world.limits.descriptors);
  const files = [
    (terminals.stdin && terminal) || new OpenFile(world, new HostInput(world), O_RDONLY, "standard input"),
    (terminals.stdout && terminal) ||
      new OpenFile(world, new HostOutput(world, streams, "stdout"), O_WRONLY, "standard output"),
    (terminals.stderr && terminal) ||
      new OpenFile(world, new HostOutput(world, streams, "stderr"), O_WRONLY, "standard error"),
  ];
  files.forEach((file, fd) => {
    table.set(fd, file);
  });
  world.filesOpened += new Set(files).size;
  addPreopen(world, table);
  return table;
}

/** Makes the world's terminal, if there is one, with its name in /dev; answers it open, as a login would hand it over. */
function openTerminal(world: World, streams: HostStreams, terminals: Terminals): OpenFile | undefined {
  const { stdin = false, stdout = false, stderr = false, raw = false, window } = terminals;
  if (!stdin && !stdout && !stderr) return undefined;
  const stream = stderr && !stdout ? "stderr" : "stdout";
  const terminal = new Terminal(streams, { stream, cooked: !raw, typedAt: stdin });
  if (window !== undefined) terminal.window = { width: 0, height: 0, ...window };
  world.terminal = terminal;
  const device = new TerminalDevice(world, false);
  const dev = lookUp(world.root.inode, "dev");
  if (dev instanceof MemoryDirectory) {
    const folder = new MemoryDirectory(world);
    dev.attach("pts", folder);
    folder.attach("0", device);
  }
  return new OpenFile(world, new TerminalFd(device, terminal), O_RDONLY | O_WRONLY, TERMINAL_NAME);
}

/**
 * Gives a process that begins a program the root as a preopened directory, from descriptor 3 on, unless it has it still:
 * programs that know only WASI find files by it, others close it with `use_cwd`.
 */
export function addPreopens(kernel: Kernel, process: Process): void {
  addPreopen(kernel.world, process.descriptors);
}

function addPreopen(world: World, table: DescriptorTable): void {
  if (table.entries().some(([, { file }]) => file.preopen !== undefined)) return;
  table.add(new OpenFile(world, new DirectoryFd(world.root.inode), O_RDONLY, "/", "/"), 0, 3);
  world.filesOpened++;
}

/** One of the directories that are always there: the root's own where that is in memory, mounted over it where not. */
function makeFirst(world: World, root: DirectoryNode, name: string, mode = 0o755): MemoryDirectory {
  const present = lookUp(root, name);
  if (present instanceof MemoryDirectory) return present;
  const directory = new MemoryDirectory(world, owned(mode));
  if (root instanceof MemoryDirectory && typeof present === "number") root.attach(name, directory);
  else mount(root, name, directory);
  return directory;
}

function fillDev(world: World, dev: MemoryDirectory): void {
  const devices: [string, FileNode][] = [
    ["null", new NullDevice(world)],
    ["zero", new ZeroDevice(world)],
    ["random", new RandomDevice(world, 8)],
    ["urandom", new RandomDevice(world)],
    ["tty", new TerminalDevice(world, true)],
    ["stdin", new DescriptorDevice(world, 0)],
    ["stdout", new DescriptorDevice(world, 1)],
    ["stderr", new DescriptorDevice(world, 2)],
  ];
  for (const [name, node] of devices) dev.attach(name, node);
  makeFirst(world, dev, "shm");
}

/** The directory at a path, with directories in memory made (or mounted) where there are none. */
function reach(world: World, root: DirectoryNode, names: readonly string[]): DirectoryNode {
  let at = root;
  for (const name of names) {
    const node = lookUp(at, name);
    if (typeof node !== "number" && isDirectory(node)) {
      at = node;
      continue;
    }
    const directory = new MemoryDirectory(world);
    if (at instanceof MemoryDirectory && typeof node === "number") at.attach(name, directory);
    else mount(at, name, directory);
    at = directory;
  }
  return at;
}

function namesOf(path: string): string[] {
  if (!path.startsWith("/")) throw new RangeError(`Cannot mount at "${path}": expected an absolute path of the guest`);
  const names = path.split("/").filter((name) => name !== "" && name !== ".");
  if (names.includes("..")) throw new RangeError(`Cannot mount at "${path}": expected a path without ".."`);
  return names;
}
