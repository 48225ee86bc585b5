/**
 * Puts more calls that may wait into a compiled program, which leave everything as it was: a write to descriptor -1. So its stack
 * can be captured in the middle of loops and expressions that no real program waits in.
 *
 *     sprinkle(bytes, (body, i) => body.opcode(i) === Op.end)    a call before each of these instructions
 *
 * A program that never writes has no such call, and stays as it is; so does what takes signals, whose first call must be that: the
 * mask of a `sigsuspend` holds no longer.
 */
import { Op } from "../../runtime/guest/wasm/opcodes.ts";
import { readTypedBody } from "../../runtime/guest/wasm/read-body.ts";
import { readModule } from "../../runtime/guest/wasm/reader.ts";
import type { TypedBody } from "../../runtime/guest/wasm/typed-body.ts";
import { GUEST_DELIVER_SIGNALS } from "../../runtime/instrument/exports.ts";
import { ByteWriter, CodeWriter } from "../../runtime/instrument/wasm/writer.ts";

export type Wanted = (body: TypedBody, instruction: number) => boolean;

const CODE_SECTION = 10;
/** What makes the call a call of ours, to the host. */
export const NO_DESCRIPTOR = -1;

/** Where each round of a loop begins. */
export const atLoopHeads: Wanted = (body, i) => i > 0 && body.opcode(i - 1) === Op.loop;

/** Before one instruction of so many, whatever waits on the operand stack there. */
export function oneIn(count: number, salt: number): Wanted {
  return (body, i) => (Math.imul(body.start(i) + salt, 0x9e3779b1) >>> 8) % count === 0;
}

export function sprinkle(bytes: Uint8Array, wanted: Wanted): Uint8Array {
  const module = readModule(bytes);
  const write = module.importedFunctions.findIndex(({ name }) => name === "fd_write");
  if (write < 0) return bytes;
  const call = new CodeWriter().i32(NO_DESCRIPTOR).i32(0).i32(0).i32(0).with(Op.call, write).op(Op.drop).finish();
  const code = module.sections.find(({ id }) => id === CODE_SECTION);
  if (code === undefined) return bytes;
  const deliver = module.exports.find(({ name }) => name === GUEST_DELIVER_SIGNALS)?.index;
  const section = new ByteWriter().u32(module.bodies.length);
  for (const index of module.bodies.keys()) {
    const body = readTypedBody(module, module.importedFunctions.length + index);
    const made = new ByteWriter().raw(bytes.subarray(body.range.start, body.start(0)));
    for (let i = 0; i < body.length; i++) {
      if (module.importedFunctions.length + index !== deliver && wanted(body, i)) made.raw(call);
      made.raw(bytes.subarray(body.start(i), body.end(i)));
    }
    section.sized(made);
  }
  const [before, after] = [bytes.subarray(0, code.start), bytes.subarray(code.end)];
  return new ByteWriter().raw(before).section(CODE_SECTION, section).raw(after).finish();
}
