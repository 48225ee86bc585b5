/** What the picture and the tables say of descriptors, open files and inodes. */
import type { DescriptorScene, InodeScene, LockScene, OpenFileScene } from "../../runtime/index.ts";

/** "close-on-exec". */
export function describeFlags({ closeOnExec, closeOnFork }: DescriptorScene): string {
  return [closeOnExec ? "close-on-exec" : "", closeOnFork ? "close-on-fork" : ""]
    .filter((text) => text !== "")
    .join(", ");
}

/** "O_RDWR, O_APPEND, offset 3". */
export function describeFile({ flags, offset }: OpenFileScene): string {
  return [...flags, ...(offset === undefined ? [] : [`offset ${offset.toLocaleString("en")}`])].join(", ");
}

/** What kind of thing an inode is. */
export function kindOf({ kind }: InodeScene): string {
  return kind === "stream" ? "host stream" : kind;
}

/** "12 bytes", "28 of 65,536 bytes". */
export function describeInode(inode: InodeScene): string {
  switch (inode.kind) {
    case "file":
      return count(inode.size, "byte");
    case "pipe":
      return `${inode.unread.toLocaleString("en")} of ${count(inode.capacity, "byte")}`;
    case "terminal":
      return inode.foreground === undefined
        ? "no group in the foreground"
        : `group ${inode.foreground} in the foreground`;
    case "stream":
      return inode.unread > 0 ? `${count(inode.unread, "byte")} unread` : "";
    default:
      return "";
  }
}

/** "1 reader, no writer": how many open files can read and write. */
export function describeEnds({ readers, writers }: Extract<InodeScene, { kind: "pipe" }>): string {
  return `${count(readers, "reader")}, ${count(writers, "writer")}`;
}

/** What it means that nobody is left at one end of a pipe. */
export function whatIfAlone(inode: InodeScene): string | undefined {
  if (inode.kind !== "pipe") return undefined;
  if (inode.readers === 0) return "writers get SIGPIPE";
  if (inode.writers > 0) return undefined;
  return inode.unread > 0 ? "then end of file" : "readers get end of file";
}

/** "write lock of 3 (fcntl), bytes 0 to 99". */
export function describeLock({ kind, call, by, owner, from, to }: LockScene): string {
  const whose = "pid" in owner ? `of ${owner.pid}` : `of open file #${owner.openFile}, taken by ${by}`;
  const range = to === undefined ? (from === 0 ? "the whole file" : `from byte ${from}`) : `bytes ${from} to ${to - 1}`;
  return `${kind} lock ${whose} (${call}), ${range}`;
}

/** "no writer", "1 byte", "0 bytes", "1,024 pages". */
export function count(number: number, what: string): string {
  if (number === 0 && what.endsWith("er")) return `no ${what}`;
  return `${number.toLocaleString("en")} ${what}${number === 1 ? "" : "s"}`;
}
