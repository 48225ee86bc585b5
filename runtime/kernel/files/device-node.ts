/** What is a device to `stat`, whatever it does: the files of /dev, and the host's streams. */
import type { World } from "../world.ts";
import { type FileNode, KernelInode, MEMORY_DEVICE, type Times } from "./node.ts";
import { owned, type Permissions } from "./permissions.ts";

export abstract class DeviceNode extends KernelInode implements FileNode {
  readonly times: Times;
  permissions: Permissions = owned(0o666);

  constructor(world: World) {
    super();
    this.ino = world.nextIno++;
    const now = world.clock.realtime();
    this.times = { accessed: now, modified: now, changed: now };
  }

  get kind() {
    return "device" as const;
  }

  get device(): bigint {
    return MEMORY_DEVICE;
  }

  setPermissions(permissions: Permissions): number {
    this.permissions = permissions;
    return 0;
  }

  abstract setTimes(accessed: bigint | undefined, modified: bigint | undefined): number;
}
