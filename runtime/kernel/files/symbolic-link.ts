/** A symbolic link in memory: a path, followed by the path walk (`../paths.ts`). */
import { wasi } from "@bjorn3/browser_wasi_shim";
import { Errno } from "../../abi/errno.ts";
import type { World } from "../world.ts";
import { setTimes } from "./memory-file.ts";
import { filestat, KernelInode, MEMORY_DEVICE, type SymbolicLinkNode, type Times } from "./node.ts";
import { owned, type Permissions } from "./permissions.ts";
import { byteLength } from "./text.ts";

export class SymbolicLink extends KernelInode implements SymbolicLinkNode {
  readonly target: string;
  links = 0;
  readonly times: Times;
  permissions: Permissions = owned(0o777);
  private readonly world: World;

  constructor(world: World, target: string) {
    super();
    this.ino = world.nextIno++;
    this.world = world;
    this.target = target;
    const now = world.clock.realtime();
    this.times = { accessed: now, modified: now, changed: now };
  }

  get kind() {
    return "symbolic link" as const;
  }

  get device(): bigint {
    return MEMORY_DEVICE;
  }

  readTarget(): string {
    return this.target;
  }

  override stat(): wasi.Filestat {
    const size = BigInt(byteLength(this.target));
    return filestat(this, wasi.FILETYPE_SYMBOLIC_LINK, size, BigInt(this.links), this.times);
  }

  setTimes(accessed: bigint | undefined, modified: bigint | undefined): number {
    setTimes(this.times, accessed, modified, this.world.clock.realtime());
    return 0;
  }

  setPermissions(permissions: Permissions): number {
    this.permissions = { ...permissions, mode: this.permissions.mode };
    return 0;
  }

  /** A link itself cannot be opened (POSIX.1-2024 open, O_NOFOLLOW). */
  override open(): number {
    return -Errno.ELOOP;
  }
}
