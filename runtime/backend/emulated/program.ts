/** A program that can be run: its compiled module and what every process of it begins with. */

import type { GuestModule } from "../../guest/module.ts";
import { AddressSpace } from "../../image/address-space.ts";
import type { PageTable } from "../../image/page-table.ts";
import type { Globals, ProcessImage } from "../../image/process-image.ts";
import type { Instrumented } from "../../instrument/pipeline.ts";
import type { CallStackReader } from "./call-stack.ts";

export interface Program {
  readonly hash: string;
  readonly guest: GuestModule;
  readonly instrumented: Instrumented;
  readonly module: WebAssembly.Module;
  /** Memory and globals as a fresh instance has them. */
  readonly initialPages: PageTable;
  /** How many of them are not zero pages. */
  readonly initialResident: number;
  readonly initialGlobals: Globals;
  /** Reads the call stacks of its processes. */
  readonly callStacks: CallStackReader;
}

/** A fresh process image, which shares all its pages with every other of the same program. */
export function freshImage({
  hash,
  instrumented,
  initialPages,
  initialResident,
  initialGlobals,
}: Program): ProcessImage {
  return {
    program: hash,
    space: new AddressSpace(initialPages.share(), instrumented.pageLimit, {
      marked: instrumented.marks,
      resident: initialResident,
    }),
    stack: [],
    globals: initialGlobals,
  };
}
