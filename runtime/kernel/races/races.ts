/**
 * Finds data races: accesses of several processes to the same bytes of shared memory, one of them a write and one not atomic, that
 * nothing orders. Each run shows all races among what it has done, in whatever order that came: it is enough that it could
 * have come in another. All of it is data of the world: it goes back with it. What it costs is paid only where `World.races` is there.
 */
import type { Access, Range } from "../../image/access.ts";
import type { SharedObject } from "../../image/shared-object.ts";
import { sharedRanges } from "../../image/shared-ranges.ts";
import type { Kernel } from "../kernel.ts";
import type { Process } from "../process.ts";
import { Order } from "./order.ts";
import type { CodePlace, RaceAccess } from "./race.ts";
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
    let place: CodePlace | undefined;
    for (const [range, isWrite] of [
      [reads, false],
      [writes, true],
    ] as const) {
      if (range === undefined || (atomic && !isWrite && writes !== undefined)) continue; // one change, not two uses
      for (const { object, from, to } of this.rangesOf(process, range)) {
        place ??= kernel.surroundings.placeOf(process);
        const channel = `atomic ${this.numberOf(object)} ${from}`;
        if (atomic && reads !== undefined) this.order.acquire(process.pid, channel, "an atomic access");
        this.use(kernel, process, object, { from, to, writes: isWrite, atomic, place });
        if (atomic && isWrite) this.order.release(process.pid, channel);
      }
    }
  }

  private rangesOf({ image }: Process, range: Range) {
    return image === undefined ? [] : sharedRanges(image.space, range);
  }

  private use(kernel: Kernel, { pid }: Process, object: SharedObject, what: Omit<Use, "pid" | "moment">): void {
    const use: Use = { ...what, pid, moment: this.order.now(pid) };
    const shadow = this.shadowOf(object);
    for (const other of shadow.note(use, (moment) => this.order.isBefore(moment, pid))) {
      const by = this.order.sourceOf(other.moment, pid);
      const why = by === undefined ? ({ kind: "unheard" } as const) : ({ kind: "heard", by } as const);
      kernel.emit({ kind: "race", race: { object: shadow.number, first: told(other), second: told(use), why } });
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
