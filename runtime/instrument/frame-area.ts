/**
 * Where frames are written and read: the first bytes of the guest's memory, lent for as long as that takes. The host keeps
 * what the guest has there and puts it back, so the guest loses nothing and has as much memory as it thinks.
 *
 *     0                            CHUNK                 size of the area
 *     | frame | frame | ... | cursor                     |
 *
 * A stack is taken out in chunks. Before a frame is written the cursor is below CHUNK, so the largest frame fits; when it has
 * gone beyond, the guest comes to the door and the host carries the chunk away. A resume gets its chunks back the same way.
 */
import { Op } from "../guest/wasm/opcodes.ts";
import { type Door, DoorCall, doorOf, writeDoorCall } from "./door.ts";
import { EXPORT_CURSOR, EXPORT_FRAMES, EXPORT_STATE, EXPORT_TURN } from "./exports.ts";
import { FOOTER } from "./frame.ts";
import type { ModuleEdit } from "./wasm/module-edit.ts";
import type { CodeWriter } from "./wasm/writer.ts";

/**
 * Chunks are about this large: some dozen frames of a C program. More is more to lend, each time; less is more calls through the
 * door. (Measured with half of it: 10 frames take 30 ns less, 100 take 400 more.)
 */
const CHUNK = 2048;

/** What an area can have at most: a memory may be no larger than this. */
export const MOST_BYTES = 65536;

const I32_EQZ = 0x45;
const LOAD = 0x28;
const ALIGNED_TO_4 = 2;

export class FrameArea {
  /** The global that says what the guest does: see rewriter.ts. */
  readonly state: number;
  /** The global with the address after the last frame. */
  readonly cursor: number;
  /** next(): the number of the function whose frame is the last. */
  readonly next: number;
  readonly door: Door;
  /** The global that says how large the area is. */
  readonly #size: number;
  /** move(): has the host carry a chunk away, or bring one. */
  readonly #move: number;
  readonly #edit: ModuleEdit;

  constructor(edit: ModuleEdit) {
    this.#edit = edit;
    this.door = doorOf(edit);
    this.state = edit.addGlobal();
    this.cursor = edit.addGlobal();
    edit.addExport(EXPORT_STATE, "global", this.state);
    edit.addExport(EXPORT_CURSOR, "global", this.cursor);
    const turn = edit.addFunction("prong:turn", edit.type(["i32", "i32"], ["i32"]), [], (code) => {
      code.with(Op.globalGet, this.cursor);
      code.with(Op.localGet, 0).with(Op.globalSet, this.state);
      code.with(Op.localGet, 1).with(Op.globalSet, this.cursor);
    });
    edit.addExport(EXPORT_TURN, "function", turn);
    this.#size = edit.addGlobal();
    edit.addExport(EXPORT_FRAMES, "global", this.#size);
    this.#move = edit.addFunction("prong:move", edit.type([], []), [], (code) =>
      writeDoorCall(code, this.door, DoorCall.frames),
    );
    this.next = edit.addFunction("prong:next", edit.type([], ["i32"]), [], (code) => {
      this.writeMoveIfEmpty(code);
      code.with(Op.globalGet, this.cursor).i32(FOOTER).op(Op.i32Sub);
      code.byte(LOAD).byte(ALIGNED_TO_4).u32(0);
    });
  }

  /** Once the largest frame is known. Answers whether the area is small enough. */
  finish(largest: number): boolean {
    const size = CHUNK + largest;
    this.#edit.setGlobal(this.#size, size);
    return size <= MOST_BYTES;
  }

  /** Capturing: has the host carry the chunk away when it is full. */
  writeMoveIfFull(code: CodeWriter): void {
    code.with(Op.globalGet, this.cursor).i32(CHUNK).op(Op.i32GeU);
    code.when((inner) => inner.with(Op.call, this.#move));
  }

  /** Resuming: has the host bring the next chunk when none is left. If it has none either, to read a frame traps: it lies below 0. */
  writeMoveIfEmpty(code: CodeWriter): void {
    code.with(Op.globalGet, this.cursor).op(I32_EQZ);
    code.when((inner) => inner.with(Op.call, this.#move));
  }
}
