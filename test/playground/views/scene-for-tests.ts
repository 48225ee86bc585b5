/** Scenes as far as a test cares: who has what open. */
import type { InodeScene, OpenFileScene, Pid, SystemScene } from "../../../runtime/index.ts";
import { processOf } from "./step-for-tests.ts";

type Inode = InodeScene extends infer Each ? (Each extends unknown ? Omit<Each, "id"> : never) : never;

export const pipeInode = (name: string, rest: Partial<Extract<InodeScene, { kind: "pipe" }>> = {}): Inode => ({
  name,
  kind: "pipe",
  readers: 1,
  writers: 1,
  unread: 0,
  capacity: 65_536,
  bytesWritten: 0,
  bytesRead: 0,
  content: new Uint8Array(),
  ...rest,
});

interface SceneParts {
  /** Each process's descriptors: which open file each one names. */
  readonly tables: Readonly<Record<Pid, Readonly<Record<number, number>>>>;
  readonly files: Readonly<Record<number, readonly [name: string, inode: number, offset?: number]>>;
  readonly inodes: Readonly<Record<number, Inode>>;
}

export function sceneOf({ tables, files, inodes }: SceneParts): SystemScene {
  const numbers = (record: object) => Object.keys(record).map(Number);
  const all = Object.values(tables).flatMap((table) => Object.values(table));
  return {
    elapsed: 0,
    processes: numbers(tables).map((pid) =>
      processOf(pid, pid - 1, {
        descriptors: numbers(tables[pid] ?? {}).map((fd) => ({
          fd,
          openFile: tables[pid]?.[fd] ?? 0,
          closeOnExec: false,
          closeOnFork: false,
        })),
      }),
    ),
    openFiles: numbers(files).map((id): OpenFileScene => {
      const [name, inode, offset] = files[id] as readonly [string, number, number?];
      return { id, name, inode, references: all.filter((file) => file === id).length, flags: ["O_RDWR"], offset };
    }),
    pagesUsed: 0,
    inodes: numbers(inodes).map((id) => ({ id, ...(inodes[id] as Inode) })),
  };
}

/** A process with its child: they share a file of which the child has opened another one, and a pipe. */
export const SHARED = sceneOf({
  tables: { 2: { 0: 1, 1: 2, 3: 7 }, 3: { 0: 1, 1: 2, 3: 7, 4: 8, 5: 9 }, 4: {} },
  files: {
    1: ["standard input", 11],
    2: ["standard output", 12],
    7: ["/tmp/x", 17, 3],
    8: ["/tmp/x", 17, 0],
    9: ["pipe 1 (read end)", 18],
  },
  inodes: {
    11: { name: "standard input", kind: "stream", unread: 0 },
    12: { name: "standard output", kind: "stream", unread: 0 },
    17: { name: "/tmp/x", kind: "file", size: 12, locks: [] },
    18: pipeInode("pipe 1", { writers: 0 }),
  },
});
