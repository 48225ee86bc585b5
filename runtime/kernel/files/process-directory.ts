/** /proc: a directory for each process, and `self`, which leads everybody to their own. */
import { wasi } from "@bjorn3/browser_wasi_shim";
import { Errno } from "../../abi/errno.ts";
import type { Pid } from "../../abi/ids.ts";
import { currentDirectory } from "../paths.ts";
import type { World } from "../world.ts";
import { ComputedDirectory, ComputedFile, ComputedLink, type Contents } from "./computed-directory.ts";
import { nameOf, statText, statusText, stringsText } from "./process-text.ts";

/** The terminal, by its own name (`root.ts`). */
const TERMINAL_NAME = "/dev/pts/0";

/** Inode numbers: those of a process's files begin at a multiple of this. */
const INODES = 1n << 24n;
/** Of them, those of its descriptors begin here. */
const FIRST_DESCRIPTOR = 1n << 16n;

/** The root of /proc. A device of its own, as on Linux: nothing can be moved into it, or linked. */
export class ProcessesDirectory extends ComputedDirectory {
  constructor(world: World) {
    super(world, world.nextDevice++, 1n);
  }

  override contents(): Contents {
    const pids = [...this.world.processes.keys()].sort((one, other) => one - other);
    return [
      ["self", new SelfLink(this.world, this.device, 2n)] as const,
      ...pids.map((pid) => [String(pid), new ProcessDirectory(this.world, this.device, pid)] as const),
    ];
  }
}

class SelfLink extends ComputedLink {
  override readTarget(reader: Pid): string {
    return String(reader);
  }
}

type TextKind = "stat" | "status" | "cmdline" | "environ" | "comm";
type LinkKind = "cwd" | "root" | "exe";

class ProcessDirectory extends ComputedDirectory {
  private readonly pid: Pid;

  constructor(world: World, device: bigint, pid: Pid) {
    super(world, device, BigInt(pid) * INODES);
    this.pid = pid;
  }

  override contents(): Contents | undefined {
    const { world, device, pid, ino } = this;
    if (!world.processes.has(pid)) return undefined;
    const text = (name: TextKind, at: bigint) => [name, new ProcessFile(world, device, ino + at, pid, name)] as const;
    const link = (name: LinkKind, at: bigint) => [name, new ProcessLink(world, device, ino + at, pid, name)] as const;
    return [
      ["fd", new DescriptorsDirectory(world, device, ino + 1n, pid)],
      text("environ", 2n),
      text("status", 3n),
      text("comm", 4n),
      text("cmdline", 5n),
      text("stat", 6n),
      link("cwd", 7n),
      link("root", 8n),
      link("exe", 9n),
    ];
  }
}

class ProcessFile extends ComputedFile {
  private readonly pid: Pid;
  private readonly what: TextKind;

  constructor(world: World, device: bigint, ino: bigint, pid: Pid, what: TextKind) {
    super(world, device, ino);
    this.pid = pid;
    this.what = what;
  }

  override text(): string | number {
    const process = this.world.processes.get(this.pid);
    if (process === undefined) return -Errno.ENOENT;
    switch (this.what) {
      case "stat":
        this.world.usageTold = true; // page faults
        return statText(process);
      case "status":
        this.world.usageTold = true; // pages
        return statusText(process);
      case "comm":
        return `${nameOf(process)}\n`;
      case "cmdline":
        return stringsText(process, process.args);
      case "environ":
        return stringsText(process, process.environment);
    }
  }
}

class ProcessLink extends ComputedLink {
  private readonly pid: Pid;
  private readonly what: LinkKind;

  constructor(world: World, device: bigint, ino: bigint, pid: Pid, what: LinkKind) {
    super(world, device, ino);
    this.pid = pid;
    this.what = what;
  }

  override readTarget(): string | number {
    const process = this.world.processes.get(this.pid);
    if (process === undefined || process.state.kind === "zombie") return -Errno.ENOENT;
    if (this.what === "root") return "/";
    if (this.what === "exe") return process.program;
    return currentDirectory(this.world, process);
  }
}

class DescriptorsDirectory extends ComputedDirectory {
  private readonly pid: Pid;

  constructor(world: World, device: bigint, ino: bigint, pid: Pid) {
    super(world, device, ino);
    this.pid = pid;
  }

  override contents(): Contents | undefined {
    const process = this.world.processes.get(this.pid);
    if (process === undefined) return undefined;
    return process.descriptors.entries().map(([fd]) => {
      const ino = this.ino + FIRST_DESCRIPTOR + BigInt(fd);
      return [String(fd), new DescriptorLink(this.world, this.device, ino, this.pid, fd)];
    });
  }
}

/** What a descriptor names: a path, or "pipe:[12]" for what has none. */
class DescriptorLink extends ComputedLink {
  private readonly pid: Pid;
  private readonly descriptor: number;

  constructor(world: World, device: bigint, ino: bigint, pid: Pid, descriptor: number) {
    super(world, device, ino);
    this.pid = pid;
    this.descriptor = descriptor;
  }

  override readTarget(): string | number {
    const file = this.world.processes.get(this.pid)?.descriptors.get(this.descriptor)?.file;
    if (file === undefined) return -Errno.ENOENT;
    if (file.name.startsWith("/")) return file.name;
    const { filestat } = file.fd.fd_filestat_get();
    const kind = filestat?.filetype === wasi.FILETYPE_CHARACTER_DEVICE ? TERMINAL_NAME : undefined;
    return kind ?? `${file.name.startsWith("pipe") ? "pipe" : "stream"}:[${filestat?.ino ?? 0}]`;
  }
}
