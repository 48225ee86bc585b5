/**
 * Makes room behind the guest's memory for the frames of its call stack, where the guest cannot see it.
 *
 *     0                        pages * 64 KiB                         physical end
 *     | what the guest has      | frame area: FRAME_PAGES or more      |
 *
 * The guest's idea of its memory becomes a number, `prong:pages`: `memory.size` reads it, `memory.grow` raises it and grows
 * the physical memory only when the frame area would become too small. So a pooled memory may be larger than the guest that
 * is resident in it. A stray guest pointer into the frame area does not trap as it would natively; it finds zeros there, or
 * what it stored there itself. What the guest grows into is cleared, and so are the frames once they are copied out.
 */
import { Op } from "../guest/wasm/opcodes.ts";
import { EXPORT_LIMIT, EXPORT_MEMORY, EXPORT_PAGES } from "./exports.ts";
import type { ModuleEdit } from "./wasm/module-edit.ts";
import type { CodeWriter } from "./wasm/writer.ts";

/** How many pages of frames a memory always has room for: 1 MiB, as much as V8 gives the stack whose frames they hold. */
export const FRAME_PAGES = 16;

/** How many pages a wasm32 memory can have. */
export const MOST_PAGES = 65536;

/** How many pages the guest may ever have. */
export function guestPageLimit(maximumPages: number | undefined): number {
  return Math.min(maximumPages ?? MOST_PAGES, MOST_PAGES - FRAME_PAGES);
}

export function virtualMemory(edit: ModuleEdit): void {
  const memory = edit.module.memories[0];
  if (memory === undefined) throw new RangeError("Cannot virtualise the memory of a module without one");
  const pages = edit.addGlobal(memory.minimum);
  const limit = edit.addGlobal(guestPageLimit(memory.maximum));
  const growFunction = edit.addFunction("prong:grow", edit.type(["i32"], ["i32"]), ["i32", "i32"], (code) => {
    writeGrow(code, pages, limit);
  });
  edit.memory = { sizeGlobal: pages, growFunction };
  edit.memoryLimits = {
    minimum: memory.minimum + FRAME_PAGES,
    maximum: memory.maximum === undefined ? undefined : Math.min(memory.maximum + FRAME_PAGES, MOST_PAGES),
  };
  edit.addExport(EXPORT_MEMORY, "memory", 0);
  edit.addExport(EXPORT_PAGES, "global", pages);
  edit.addExport(EXPORT_LIMIT, "global", limit);
}

/** 64 KiB. */
const PAGE_BITS = 16;
const MEMORY_FILL = [0xfc, 0x0b, 0x00];

/** grow(delta): the old number of pages, or -1. Sizes are at most 65536, so only `delta` needs unsigned care. */
function writeGrow(code: CodeWriter, pages: number, limit: number): void {
  const [delta, old, missing] = [0, 1, 2];
  const fail = (inner: CodeWriter) => inner.i32(-1).op(Op.return);
  code.with(Op.globalGet, pages).with(Op.localSet, old);

  // if (delta > max(limit - old, 0)) return -1
  code.with(Op.localGet, delta);
  code.with(Op.globalGet, limit).with(Op.localGet, old).op(Op.i32Sub).i32(0);
  code.with(Op.globalGet, limit).with(Op.localGet, old).op(Op.i32GeU).op(Op.select);
  code.op(Op.i32GtU).when(fail);

  // The guest gets zeros, even where a wild store of its own reached behind its memory: fill(old, min(old + delta, physical))
  code.with(Op.localGet, old).i32(PAGE_BITS).op(Op.i32Shl).i32(0);
  code.with(Op.localGet, old).with(Op.localGet, delta).op(Op.i32Add).with(Op.memorySize, 0);
  code.with(Op.localGet, old).with(Op.localGet, delta).op(Op.i32Add).with(Op.memorySize, 0).op(Op.i32LtU).op(Op.select);
  code
    .with(Op.localGet, old)
    .op(Op.i32Sub)
    .i32(PAGE_BITS)
    .op(Op.i32Shl)
    .u8(...MEMORY_FILL);

  // missing = old + delta + FRAME_PAGES - physical size; if (missing > 0 && grow(missing) == -1) return -1
  code.with(Op.localGet, old).with(Op.localGet, delta).op(Op.i32Add).i32(FRAME_PAGES).op(Op.i32Add);
  code.with(Op.memorySize, 0).op(Op.i32Sub).with(Op.localTee, missing).i32(0).op(Op.i32GtS);
  code.when((inner) => {
    inner.with(Op.localGet, missing).with(Op.memoryGrow, 0).i32(-1).op(Op.i32Eq).when(fail);
  });

  // pages = old + delta; return old
  code.with(Op.localGet, old).with(Op.localGet, delta).op(Op.i32Add).with(Op.globalSet, pages);
  code.with(Op.localGet, old);
}
