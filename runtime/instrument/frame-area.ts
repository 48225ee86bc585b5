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

/** Chunks are about this large: some dozen frames of a C program. More would only be more to lend, each time. */
const CHUNK = 1024;

/** What an area can have at most: a memory may be no larger than this. */
export const MOST_BYTES = 65536;

const I32_EQZ = 0x45;
const LOAD = [0x28, 2];
const STORE = [0x36, 2];

export class FrameArea {
  /** The global that says what the guest does: see rewriter.ts. */
  readonly state: number;
  /** The global with the address after the last frame. */
  readonly cursor: number;
  /** pushed(size, function, site): finishes the frame above the cursor, and moves the cursor above it. */
  readonly pushed: number;
  /** popped(size): moves the cursor below the last frame. Answers its site. */
  readonly popped: number;
  /** next(): the number of the function whose frame is the last; 0 when no frame is left. */
  readonly next: number;
  readonly door: Door;
  /** The global that says how large the area is. */
  readonly #size: number;
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
    this.pushed = edit.addFunction("prong:pushed", edit.type(["i32", "i32", "i32"], []), [], (code) =>
      this.#writePushed(code),
    );
    this.popped = edit.addFunction("prong:popped", edit.type(["i32"], ["i32"]), [], (code) => this.#writePopped(code));
    this.next = edit.addFunction("prong:next", edit.type([], ["i32"]), [], (code) => this.#writeNext(code));
  }

  /** Once the largest frame is known. Answers whether the area is small enough. */
  finish(largest: number): boolean {
    const size = CHUNK + largest;
    this.#edit.setGlobal(this.#size, size);
    return size <= MOST_BYTES;
  }

  #writePushed(code: CodeWriter): void {
    const [size, id, site] = [0, 1, 2];
    // cursor += size
    code.with(Op.globalGet, this.cursor).with(Op.localGet, size).op(Op.i32Add);
    code.with(Op.localTee, size).with(Op.globalSet, this.cursor);
    const footer = () => code.with(Op.localGet, size).i32(FOOTER).op(Op.i32Sub);
    footer()
      .with(Op.localGet, id)
      .u8(...STORE)
      .u32(0);
    footer()
      .with(Op.localGet, site)
      .u8(...STORE)
      .u32(4);
    code.with(Op.localGet, size).i32(CHUNK).op(Op.i32GeU);
    code.when((inner) => writeDoorCall(inner, this.door, DoorCall.frames));
  }

  #writePopped(code: CodeWriter): void {
    const size = 0;
    code
      .with(Op.globalGet, this.cursor)
      .i32(4)
      .op(Op.i32Sub)
      .u8(...LOAD)
      .u32(0);
    code.with(Op.globalGet, this.cursor).with(Op.localGet, size).op(Op.i32Sub).with(Op.globalSet, this.cursor);
  }

  #writeNext(code: CodeWriter): void {
    const isEmpty = () => code.with(Op.globalGet, this.cursor).op(I32_EQZ);
    isEmpty().when((inner) => writeDoorCall(inner, this.door, DoorCall.frames));
    isEmpty().when((inner) => inner.i32(0).op(Op.return));
    code
      .with(Op.globalGet, this.cursor)
      .i32(FOOTER)
      .op(Op.i32Sub)
      .u8(...LOAD)
      .u32(0);
  }
}
