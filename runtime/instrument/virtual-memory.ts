/**
 * Makes room behind the guest's memory for what the host keeps there, where the guest cannot see it.
 *
 *     0                        pages * 64 KiB                              physical end
 *     | what the guest has      | `room` pages | gap | map of marks         |   `behind` pages or more behind the guest's
 *
 * The guest's idea of its memory becomes a number, `prong:pages`: `memory.size` reads it, `memory.grow` raises it and grows
 * the physical memory only when less than `behind` would be left. What the guest grows into is cleared.
 *
 * Usually there is nothing behind, and a stray pointer traps as it would natively. One into what is there finds zeros, or what
 * it stored itself. Room is for Asyncify's frames, and for a guest without a page of its own that frames could be lent.
 *
 * With marks (mark-pages.ts), `prong:marks` says where their map begins. It moves with the end of the guest's memory: it is
 * (prong:pages + room) * 64 KiB + GAP, always. The host puts CANARY into the map, and it moves with its end.
 */
import { WASM_PAGE } from "../abi/layout.ts";
import { Op } from "../guest/wasm/opcodes.ts";
import { EXPORT_LIMIT, EXPORT_MARKS, EXPORT_MEMORY, EXPORT_PAGES } from "./exports.ts";
import { CANARY, GAP } from "./page-marks.ts";
import type { ModuleEdit } from "./wasm/module-edit.ts";
import type { CodeWriter } from "./wasm/writer.ts";
import { opcodeSet, type Pass } from "./weave.ts";

/** How many pages a wasm32 memory can have. */
export const MOST_PAGES = 65536;

/** A byte for each 4 KiB. */
const MARKS_PER_PAGE = 16;

/** How many pages the guest may ever have. */
export function guestPageLimit(maximumPages: number | undefined, behind = 0): number {
  return Math.min(maximumPages ?? MOST_PAGES, MOST_PAGES - behind);
}

/**
 * How many pages must lie behind the guest's. The map has a byte for every page that the memory can ever have, those behind the
 * guest's too: wherever a store succeeds, its mark is inside the map.
 */
export function pagesBehind(maximumPages: number | undefined, room: number, marks: boolean): number {
  if (!marks) return room;
  let map = 1;
  while (map * WASM_PAGE - GAP < mostPhysicalPages(maximumPages, room + map) * MARKS_PER_PAGE) map++;
  return room + map;
}

function mostPhysicalPages(maximumPages: number | undefined, behind: number): number {
  return maximumPages === undefined ? MOST_PAGES : Math.min(maximumPages + behind, MOST_PAGES);
}

export interface VirtualMemory {
  /** How many pages must lie behind the guest's. */
  readonly behind: number;
  /** The global `prong:marks`, in a guest that marks what it writes. */
  readonly marks: number | undefined;
}

export function virtualMemory(edit: ModuleEdit, room: number, withMarks: boolean): VirtualMemory {
  const memory = edit.module.memories[0];
  if (memory === undefined) throw new RangeError("Cannot virtualise the memory of a module without one");
  const behind = pagesBehind(memory.maximum, room, withMarks);
  const pages = edit.addGlobal(memory.minimum);
  const limit = edit.addGlobal(guestPageLimit(memory.maximum, behind));
  const marks = withMarks ? edit.addGlobal(((memory.minimum + room) * WASM_PAGE + GAP) | 0) : undefined;
  const virtual = { behind, marks };
  const grow = edit.addFunction("prong:grow", edit.type(["i32"], ["i32"]), ["i32", "i32", "i32"], (code) => {
    writeGrow(code, pages, limit, virtual);
  });
  edit.passes.push(sizes(pages, grow));
  edit.memoryLimits = {
    minimum: memory.minimum + behind,
    maximum: memory.maximum === undefined ? undefined : mostPhysicalPages(memory.maximum, behind),
  };
  edit.addExport(EXPORT_MEMORY, "memory", 0);
  edit.addExport(EXPORT_PAGES, "global", pages);
  edit.addExport(EXPORT_LIMIT, "global", limit);
  if (marks !== undefined) edit.addExport(EXPORT_MARKS, "global", marks);
  return virtual;
}

const SIZES = opcodeSet(Op.memorySize, Op.memoryGrow);

function sizes(pages: number, grow: number): Pass {
  return {
    begin: () => SIZES,
    instead(weaving, { opcode }) {
      if (opcode === Op.memorySize) weaving.code.with(Op.globalGet, pages);
      else weaving.code.with(Op.call, grow);
      return true;
    },
  };
}

/** 64 KiB. */
const PAGE_BITS = 16;
/** From a page of 64 KiB to its bytes in the map. */
const MAP_BITS = 4;
const I32_STORE = [0x36, 0] as const;
const MEMORY_COPY = [0xfc, 0x0a, 0x00, 0x00];
const MEMORY_FILL = [0xfc, 0x0b, 0x00];

/** grow(delta): the old number of pages, or -1. Sizes are at most 65536, so only `delta` needs unsigned care. */
function writeGrow(code: CodeWriter, pages: number, limit: number, { behind, marks }: VirtualMemory): void {
  const [delta, old, physical, wanted] = [0, 1, 2, 3];
  const fail = (inner: CodeWriter) => inner.i32(-1).op(Op.return);
  const get = (...locals: number[]) => {
    for (const local of locals) code.with(Op.localGet, local);
    return code;
  };
  code.with(Op.globalGet, pages).with(Op.localSet, old).with(Op.memorySize, 0).with(Op.localSet, physical);

  // if (delta > max(limit - old, 0)) return -1
  get(delta).with(Op.globalGet, limit);
  get(old).op(Op.i32Sub).i32(0).with(Op.globalGet, limit);
  get(old).op(Op.i32GeU).op(Op.select).op(Op.i32GtU).when(fail);

  // wanted = old + delta + behind - physical; if (wanted > 0 && grow(wanted) == -1) return -1
  get(old, delta).op(Op.i32Add).i32(behind).op(Op.i32Add);
  get(physical).op(Op.i32Sub).with(Op.localTee, wanted).i32(0).op(Op.i32GtS);
  code.when(() => get(wanted).with(Op.memoryGrow, 0).i32(-1).op(Op.i32Eq).when(fail));

  // The guest gets zeros, even where a wild store of its own reached behind its memory: fill(old, min(old + delta, physical)).
  // What is new is zero anyway.
  if (marks !== undefined) writeMove(code, marks, delta, physical);
  get(old).i32(PAGE_BITS).op(Op.i32Shl).i32(0);
  get(old, delta).op(Op.i32Add);
  get(physical, old, delta).op(Op.i32Add);
  get(physical).op(Op.i32LtU).op(Op.select);
  get(old)
    .op(Op.i32Sub)
    .i32(PAGE_BITS)
    .op(Op.i32Shl)
    .u8(...MEMORY_FILL);

  // pages = old + delta; return old
  get(old, delta).op(Op.i32Add).with(Op.globalSet, pages);
  if (marks !== undefined) {
    writeCanary(code, marks, [0, 0], old);
    writeCanary(code, marks, CANARY, old, delta);
  }
  get(old);
}

/** Stores two words in the map, at the first mark behind those of so many Wasm pages, the sum of some locals. */
function writeCanary(code: CodeWriter, marks: number, words: readonly number[], ...locals: readonly number[]): void {
  for (const [i, word] of words.entries()) {
    code.with(Op.globalGet, marks);
    for (const local of locals) code.with(Op.localGet, local).i32(MAP_BITS).op(Op.i32Shl).op(Op.i32Add);
    code
      .i32(word)
      .u8(...I32_STORE)
      .u32(4 * i);
  }
}

/** Moves the marks that there are along with the end of the guest's memory, and leaves zeros: the room may be there now. */
function writeMove(code: CodeWriter, marks: number, delta: number, physical: number): void {
  const from = () => code.with(Op.globalGet, marks);
  const distance = () => code.with(Op.localGet, delta).i32(PAGE_BITS).op(Op.i32Shl);
  const size = () => code.with(Op.localGet, physical).i32(MAP_BITS).op(Op.i32Shl);
  const to = () => {
    from();
    return distance().op(Op.i32Add);
  };

  // copy(marks + distance, marks, size); fill(marks, 0, min(size, distance)); marks += distance
  to();
  from();
  size().u8(...MEMORY_COPY);
  from().i32(0);
  size();
  distance();
  size();
  distance()
    .op(Op.i32LtU)
    .op(Op.select)
    .u8(...MEMORY_FILL);
  to().with(Op.globalSet, marks);
}
