/**
 * The passes that come before stack capture. All that they do to code is done in one walk (weave.ts), and every function that
 * they need not touch stays byte for byte as it was.
 */
import type { GuestModule } from "../guest/module.ts";
import { deliverSignals } from "./deliver-signals.ts";
import { exportState, type ProcessGlobal } from "./export-state.ts";
import { callHostPlainly } from "./host-calls.ts";
import { markPages } from "./mark-pages.ts";
import { preempt } from "./preempt.ts";
import { virtualMemory } from "./virtual-memory.ts";
import { ModuleEdit } from "./wasm/module-edit.ts";
import { writeModule } from "./wasm/write-module.ts";
import { yieldAtShared } from "./yield-at-shared.ts";

export type Preemption = "syscalls" | "loops" | "memory";

export interface RewriteOptions {
  /**
   * Where the host may take the turn from the guest, besides system calls: nowhere (the default), at loop heads and entries
   * (preempt.ts), or there and before each access to shared memory (yield-at-shared.ts).
   */
  readonly preempt?: Preemption;
  /** Note which pages the guest writes to (mark-pages.ts). */
  readonly marks?: boolean;
  /** How many Wasm pages the host needs behind the guest's for itself. */
  readonly room?: number;
}

export interface Rewritten {
  readonly bytes: Uint8Array;
  readonly globals: readonly ProcessGlobal[];
  readonly signals: boolean;
  /** How many Wasm pages of physical memory must always lie behind the guest's own: the room, and the map of marks. */
  readonly behind: number;
}

export function rewrite(guest: GuestModule, options: RewriteOptions = {}): Rewritten {
  const { room = 0, marks = false } = options;
  const edit = new ModuleEdit(guest.wasm);
  const memory = virtualMemory(edit, room, marks);
  const delivery = deliverSignals(edit);
  const globals = exportState(edit, delivery);
  if (memory.marks !== undefined) markPages(edit, memory.marks, options.preempt !== "memory");
  callHostPlainly(edit);
  if (options.preempt === "loops" || options.preempt === "memory") {
    const points = preempt(edit, delivery);
    if (options.preempt === "memory") yieldAtShared(edit, points, delivery);
  }
  return { bytes: writeModule(edit), globals, signals: delivery !== undefined, behind: memory.behind };
}
