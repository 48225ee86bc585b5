import type { WasmModule } from "../guest/wasm/declarations.ts";

export interface Reach {
  /** The defined functions that can be on the stack when it is captured. */
  readonly functions: ReadonlySet<number>;
  /** May a call_indirect of this type reach a suspension? */
  indirect(typeIndex: number): boolean;
}

export function reach(_module: WasmModule, _suspending: (functionIndex: number) => boolean): Reach {
  throw new Error("being written");
}
