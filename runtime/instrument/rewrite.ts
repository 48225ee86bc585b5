/** The passes that come before stack capture, in order; they leave every function they need not touch byte for byte as it was. */
import type { GuestModule } from "../guest/module.ts";
import { deliverSignals } from "./deliver-signals.ts";
import { exportState, type ProcessGlobal } from "./export-state.ts";
import { virtualMemory } from "./virtual-memory.ts";
import { ModuleEdit } from "./wasm/module-edit.ts";
import { writeModule } from "./wasm/write-module.ts";

export interface Rewritten {
  readonly bytes: Uint8Array;
  readonly globals: readonly ProcessGlobal[];
  readonly signals: boolean;
}

export function rewrite(guest: GuestModule): Rewritten {
  const edit = new ModuleEdit(guest.wasm);
  virtualMemory(edit);
  const globals = exportState(edit);
  const signals = deliverSignals(edit);
  return { bytes: writeModule(edit), globals, signals };
}
