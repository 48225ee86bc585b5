/**
 * What a stopped process is made of: its address space, its call stack and its globals. Nothing else is needed to go on,
 * any number of times: `fork` is one captured stack that is resumed twice.
 */
import type { AddressSpace } from "./address-space.ts";

/** The mutable globals of a program, in the instrumenter's order. */
export type Globals = readonly (number | bigint)[];

export interface ProcessImage {
  /** Content hash of the program: which instance can run this image. */
  readonly program: string;
  readonly space: AddressSpace;
  /** Captured frames, opaque here; none before the first instruction. */
  readonly stack: readonly Uint8Array[];
  readonly globals: Globals;
}
