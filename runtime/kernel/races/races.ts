/**
 * Finds data races: accesses of several processes to the same bytes of shared memory, one of them a write and one not atomic, that
 * nothing orders. Each run shows all races among what it has done, in whatever order that came: it is enough that it could
 * have come in another. All of it is data of the world: it goes back with it. What it costs is paid only where `World.races` is there.
 */
import type { Access, Range } from "../../image/access.ts";
import type { SharedObject } from "../../image/shared-object.ts";
import { sharedRanges } from "../../image/shared-ranges.ts";
import type { Kernel } from "../kernel.ts";
import { imageOf, type Process } from "../process.ts";
import { Order } from "./order.ts";
import type { RaceAccess } from "./race.ts";
import { Shadow, type Use } from "./shadow.ts";

export class Races {
  readonly order = new Order();
  private readonly shadows = new Map<SharedObject, Shadow>();
  private objects = 0;

  /** The number of an object. */
  numberOf(object: SharedObject): number {
    return this.shadowOf(object).number;
  }

  /** A stopped process makes an access. */
  note(kernel: Kernel, process: Process, access: Access): void {
    const { reads, writes, atomic } = access;
    const isChange = atomic && writes !== undefined; // what it reads is where it writes, and both are one use
    if (reads !== undefined && !isChange) this.use(kernel, process, reads, false, access);
    if (writes !== undefined) this.use(kernel, process, writes, true, access);
  }

  private use(kernel: Kernel, process: Process, range: Range, writes: boolean, { reads, atomic }: Access): void {
    const { order } = this;
    const { pid } = process;
    for (const { object, from, to } of sharedRanges(imageOf(process).space, range)) {
      const shadow = this.shadowOf(object);
      const channel = atomic ? `atomic ${shadow.number} ${from}` : "";
      if (atomic && reads !== undefined) order.acquire(pid, channel, "an atomic access");
      const place = kernel.surroundings.placeOf(process);
      const use: Use = { from, to, pid, moment: order.now(pid), writes, atomic, place };
      for (const other of shadow.note(use, (moment) => order.isBefore(moment, pid))) {
        const by = order.sourceOf(other.moment, pid);
        const why = by === undefined ? ({ kind: "unheard" } as const) : ({ kind: "heard", by } as const);
        kernel.emit({ kind: "race", race: { object: shadow.number, first: told(other), second: told(use), why } });
      }
      if (atomic && writes) order.release(pid, channel);
    }
  }

  private shadowOf(object: SharedObject): Shadow {
    let shadow = this.shadows.get(object);
    if (shadow === undefined) {
      for (const known of this.shadows.keys()) if (known.references === 0) this.shadows.delete(known);
      shadow = new Shadow(++this.objects);
      this.shadows.set(object, shadow);
    }
    return shadow;
  }
}

function told({ pid, writes, atomic, place, from, to }: Use): RaceAccess {
  return { pid, writes, atomic, range: { from, to }, place };
}
