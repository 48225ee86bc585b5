/** The open files of a world and their inodes, each once, in the order in which processes come to them by their descriptors. */
import { wasi } from "@bjorn3/browser_wasi_shim";
import { FD_CLOEXEC, FD_CLOFORK, O_APPEND, O_NONBLOCK, O_RDONLY, O_WRONLY } from "../../abi/flags.ts";
import type { FileLocks } from "../../kernel/files/file-locks.ts";
import type { OpenFile } from "../../kernel/open-file.ts";
import type { Process } from "../../kernel/process.ts";
import { nodeOf } from "../../kernel/syscalls/status-calls.ts";
import { inodeId, inodeScene } from "./inodes.ts";
import type { DescriptorScene, InodeScene, OpenFileScene } from "./scene.ts";

const STATUS_FLAGS: readonly (readonly [flag: number, name: string])[] = [
  [O_APPEND, "O_APPEND"],
  [wasi.FDFLAGS_DSYNC, "O_DSYNC"],
  [O_NONBLOCK, "O_NONBLOCK"],
  [wasi.FDFLAGS_RSYNC, "O_RSYNC"],
  [wasi.FDFLAGS_SYNC, "O_SYNC"],
];

export class SeenFiles {
  readonly #locks: FileLocks;
  readonly #openFiles = new Map<OpenFile, OpenFileScene>();
  /** By their ids: some are made anew whenever they are opened. */
  readonly #inodes = new Map<number, InodeScene>();

  constructor(locks: FileLocks) {
    this.#locks = locks;
  }

  get openFiles(): readonly OpenFileScene[] {
    return [...this.#openFiles.values()];
  }

  get inodes(): readonly InodeScene[] {
    return [...this.#inodes.values()];
  }

  /** What a process has open, in the order of its descriptors. */
  descriptorsOf({ descriptors }: Process): DescriptorScene[] {
    return descriptors.entries().map(([fd, { file, flags }]) => ({
      fd,
      openFile: this.#see(file).id,
      closeOnExec: (flags & FD_CLOEXEC) !== 0,
      closeOnFork: (flags & FD_CLOFORK) !== 0,
    }));
  }

  #see(file: OpenFile): OpenFileScene {
    let seen = this.#openFiles.get(file);
    if (seen === undefined) {
      seen = openFileScene(file);
      this.#openFiles.set(file, seen);
      if (!this.#inodes.has(seen.inode)) this.#inodes.set(seen.inode, inodeScene(file, this.#locks));
    }
    return seen;
  }
}

function openFileScene({ id, name, fd, flags, references }: OpenFile): OpenFileScene {
  const { ret, offset } = fd.fd_tell();
  return {
    id,
    name,
    inode: inodeId(nodeOf(fd)),
    references,
    flags: flagNames(flags),
    offset: ret === 0 ? Number(offset) : undefined,
  };
}

function flagNames(flags: number): string[] {
  const [reads, writes] = [(flags & O_RDONLY) !== 0, (flags & O_WRONLY) !== 0];
  const status = STATUS_FLAGS.flatMap(([flag, name]) => ((flags & flag) === 0 ? [] : [name]));
  return [writes ? (reads ? "O_RDWR" : "O_WRONLY") : "O_RDONLY", ...status];
}
