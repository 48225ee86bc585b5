/** A program that can be run: its compiled module and what every process of it begins with. */

import type { PageTable } from "../../image/page-table.ts";
import { AddressSpace, type Globals, type ProcessImage } from "../../image/process-image.ts";
import type { Instrumented } from "../../instrument/pipeline.ts";
import type { CallStackReader } from "./call-stack.ts";

export interface Program {
  readonly hash: string;
  readonly instrumented: Instrumented;
  readonly module: WebAssembly.Module;
  /** Memory and globals as a fresh instance has them. */
  readonly initialPages: PageTable;
  readonly initialGlobals: Globals;
  /** Reads the call stacks of its processes. */
  readonly callStacks: CallStackReader;
}

/** A fresh process image, which shares all its pages with every other of the same program. */
export function freshImage(program: Program): ProcessImage {
  return {
    program: program.hash,
    space: new AddressSpace(program.initialPages.share(), program.instrumented.pageLimit),
    stack: [],
    globals: program.initialGlobals,
  };
}
