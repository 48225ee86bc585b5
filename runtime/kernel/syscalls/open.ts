/** Opening files: what `path_open` and `openat` have in common (POSIX.1-2024 open). */
import { wasi } from "@bjorn3/browser_wasi_shim";
import { Errno } from "../../abi/errno.ts";
import { O_NONBLOCK, O_RDONLY, O_WRONLY } from "../../abi/flags.ts";
import type { Answer } from "../answer.ts";
import { DescriptorDevice, TerminalDevice } from "../files/devices.ts";
import type { FileNode } from "../files/node.ts";
import { type Location, openAt } from "../files/tree.ts";
import type { Kernel } from "../kernel.ts";
import { OpenFile } from "../open-file.ts";
import { openFiles } from "../open-file-budget.ts";
import { pathOf, resolve } from "../paths.ts";
import type { Process } from "../process.ts";
import { openFileOf, readPath } from "./arguments.ts";

/** What the caller asks for. */
export interface Opening {
  readonly dirfd: number;
  /** Address and length of the path. */
  readonly path: number;
  readonly size: number;
  readonly follow: boolean;
  /** Without O_NOCTTY: may a terminal become the caller's controlling one? */
  readonly takesTerminal: boolean;
  /** WASI's oflags, O_RDONLY | O_WRONLY, and WASI's fdflags. */
  readonly oflags: number;
  readonly access: number;
  readonly fdflags: number;
  readonly mode: number;
  /** FD_CLOEXEC | FD_CLOFORK */
  readonly descriptorFlags: number;
}

const EXCLUSIVE = wasi.OFLAGS_CREAT | wasi.OFLAGS_EXCL;

/** Opens a file; answers its descriptor, -errno, or WAIT for the other end of a named pipe. */
export function open(kernel: Kernel, process: Process, opening: Opening): Answer {
  const { dirfd, path, size, oflags, access, fdflags } = opening;
  const { opened } = process;
  if (opened !== undefined) {
    process.opened = undefined;
    const { node } = opened as typeof opened & { readonly node: FileNode & { readonly name?: string } };
    return add(process, new OpenFile(kernel.world, opened, access | fdflags, node.name ?? "a named pipe"), opening);
  }
  const follow = opening.follow && (oflags & EXCLUSIVE) !== EXCLUSIVE;
  const text = readPath(kernel.memory, path, size);
  const at = typeof text === "number" ? text : resolve(kernel, process, dirfd, text, follow);
  if (typeof at === "number") return at;
  if (!process.descriptors.hasRoomFor(1)) return -Errno.EMFILE;
  if (!openFiles(kernel.world, 1)) return -Errno.ENFILE;
  const file = openLocation(kernel, process, at, opening);
  return typeof file === "number" ? file : add(process, file, opening);
}

/** The absolute path of a location, for people. */
export function nameOf(kernel: Kernel, at: Location): string {
  const directory = pathOf(kernel.world.root.inode, at.directory) ?? "(removed)";
  if (at.node === at.directory) return directory;
  return directory === "/" ? `/${at.name}` : `${directory}/${at.name}`;
}

function add(process: Process, file: OpenFile, { descriptorFlags }: Opening): Answer {
  const fd = process.descriptors.add(file, descriptorFlags);
  if (fd < 0) file.retain().release(); // it was made for nobody
  return fd;
}

/** The open file that is made, or, for /dev/stdin and its like, found; or -errno, or WAIT. */
function openLocation(kernel: Kernel, process: Process, at: Location, opening: Opening): OpenFile | number {
  const { oflags, access, fdflags, mode } = opening;
  if (at.node instanceof DescriptorDevice) {
    const file = openFileOf(process, at.node.descriptor);
    if (file === undefined) return -Errno.ENXIO;
    return (access & ~file.flags) === 0 ? file : -Errno.EACCES;
  }
  const wanted = { read: (access & O_RDONLY) !== 0, write: (access & O_WRONLY) !== 0 };
  const by = (fdflags & O_NONBLOCK) === 0 ? { by: process } : {};
  if (at.node instanceof TerminalDevice) {
    const refusal = at.node.openedBy(process, opening.takesTerminal && wanted.read);
    if (refusal !== 0) return refusal;
  }
  const fd = openAt(at, oflags, { ...wanted, ...by }, { mode, umask: process.umask });
  return typeof fd === "number" ? fd : new OpenFile(kernel.world, fd, access | fdflags, nameOf(kernel, at));
}
