/**
 * All that there is to see of a world at one moment, as plain data that can be sent, kept, compared and drawn: its processes, and
 * the three layers of Unix files below them. Descriptors name open files by their id, open files stand on inodes by theirs; both
 * lists are in the order in which processes come to them, and an id means the same object in every scene of a run.
 */
import type { Pid } from "../../abi/ids.ts";
import type { MemoryUsage } from "../../kernel/memory-usage.ts";
import type { PageKind, PageRun } from "../../kernel/page-kinds.ts";
import type { Waiting } from "../waiting.ts";

export type { PageKind, PageRun } from "../../kernel/page-kinds.ts";

export interface Scene {
  /** Virtual nanoseconds since the world began. */
  readonly elapsed: number;
  /** In the order of their pids; zombies too. */
  readonly processes: readonly ProcessScene[];
  readonly openFiles: readonly OpenFileScene[];
  readonly inodes: readonly InodeScene[];
  /** How many pages were written that somebody has: each version of a page once, whoever shares it. */
  readonly pagesUsed: number;
}

export interface ProcessScene extends Waiting {
  readonly parent: Pid;
  /** In the order of their birth; zombies too. */
  readonly children: readonly Pid[];
  readonly group: Pid;
  readonly session: Pid;
  /** Is its group in the foreground of the terminal? */
  readonly foreground: boolean;
  /** The path of the program that it runs; `args` are in `Waiting`. */
  readonly program: string;
  readonly cwd: string;
  readonly umask: number;
  /** Names of signals, in the order of their numbers. */
  readonly signals: {
    readonly pending: readonly string[];
    readonly blocked: readonly string[];
    readonly ignored: readonly string[];
    readonly handled: readonly string[];
  };
  /** In `vfork`: whose memory it uses. */
  readonly borrowsFrom: Pid | undefined;
  readonly descriptors: readonly DescriptorScene[];
  /** Undefined once it has ended. */
  readonly memory: MemoryScene | undefined;
}

export interface DescriptorScene {
  readonly fd: number;
  readonly openFile: number;
  readonly closeOnExec: boolean;
  readonly closeOnFork: boolean;
}

export interface OpenFileScene {
  readonly id: number;
  /** What was opened, for people: a path, "pipe 3 (read end)", "standard input". */
  readonly name: string;
  readonly inode: number;
  /** How many descriptors name it, in all processes. */
  readonly references: number;
  /** `O_RDONLY`, `O_APPEND` ..., as C names them. */
  readonly flags: readonly string[];
  /** Undefined where there is none: of pipes, terminals. */
  readonly offset: number | undefined;
}

export type InodeScene = { readonly id: number; readonly name: string } & (
  | { readonly kind: "file"; readonly size: number; readonly locks: readonly LockScene[] }
  | { readonly kind: "directory" | "device" }
  /** Of the host's: standard input, output, error. What has come and was not read; 0 of outputs. */
  | { readonly kind: "stream"; readonly unread: number }
  | {
      readonly kind: "pipe";
      /** How many open files can read, and write. */
      readonly readers: number;
      readonly writers: number;
      readonly unread: number;
      readonly capacity: number;
      /** All that ever went in, and came out: positions in its stream of bytes. */
      readonly bytesWritten: number;
      readonly bytesRead: number;
      /** The first bytes that are in it, at most 64. */
      readonly content: Uint8Array;
    }
  | { readonly kind: "terminal"; readonly foreground: Pid | undefined; readonly unread: number }
);

export interface LockScene {
  readonly kind: "read" | "write";
  /** By which call it was taken: locks of one do not see those of the other. */
  readonly call: "fcntl" | "flock";
  /** Who asked for it. */
  readonly by: Pid;
  /** Whose it is, and with whom it goes: a process's (fcntl), or an open file's (flock, OFD). */
  readonly owner: { readonly pid: Pid } | { readonly openFile: number };
  readonly from: number;
  /** The byte behind the last; undefined: to the end of the file, however long it gets. */
  readonly to: number | undefined;
}

export interface MemoryScene extends MemoryUsage {
  /** What each page of 4 KiB is, from the first to the last: runs of pages that are alike. */
  readonly pages: readonly PageRun[];
}

/** One page of a process. */
export interface PageScene {
  readonly pid: Pid;
  readonly page: number;
  readonly kind: PageKind;
  /** What is in it: 4 KiB, a copy. */
  readonly bytes: Uint8Array;
  /** Who has this very version, in the order of pids: itself, too. Of pages that were never written, itself alone. */
  readonly sharers: readonly Pid[];
  /** What is mapped there; undefined for the program's own memory. */
  readonly mapping: MappingScene | undefined;
}

export interface MappingScene {
  /** The first page, and the one behind the last. */
  readonly from: number;
  readonly to: number;
  readonly protection: { readonly read: boolean; readonly write: boolean; readonly execute: boolean };
  /** MAP_SHARED: stores are seen by others, and by the file. */
  readonly shared: boolean;
  /** Undefined for anonymous memory. `page` is which of the file's pages this one shows. */
  readonly file: { readonly inode: number; readonly name: string; readonly page: number } | undefined;
}
