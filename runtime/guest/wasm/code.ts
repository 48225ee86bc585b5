/**
 * Walks code: function bodies and constant expressions.
 *
 *     body   u32 size { u32 groups { u32 how many, value type } } instructions end
 */
import type { ByteReader } from "./leb.ts";
import { Instruction, Op, readInstruction } from "./opcodes.ts";
import { MOST, readValueType } from "./types.ts";

/** Steps over the declarations of a body's locals. */
export function readLocals(reader: ByteReader): void {
  const start = reader.at;
  let total = 0;
  for (let groups = reader.count("groups of locals", MOST.locals); groups > 0; groups--) {
    total += reader.u32();
    if (total > MOST.locals) reader.fail(`a function has more than ${MOST.locals} locals`, start);
    readValueType(reader);
  }
}

/**
 * Reads instructions up to the `end` that closes the expression; calls `visit` for each. Blocks must be closed inside it.
 * The instruction handed over is the same object every time.
 */
export function walkExpression(reader: ByteReader, visit: (instruction: Instruction) => void): void {
  const instruction = new Instruction();
  for (let depth = 1; depth > 0; ) {
    readInstruction(reader, instruction);
    const { opcode } = instruction;
    if (opcode === Op.end || opcode === Op.delegate) depth--;
    else if (
      opcode <= Op.tryTable &&
      (opcode <= Op.if ? opcode >= Op.block : opcode === Op.try || opcode === Op.tryTable)
    )
      depth++;
    visit(instruction);
  }
}

/** Walks the instructions of one function body, after its locals; the body must end where its size says. */
export function walkBody(reader: ByteReader, visit: (instruction: Instruction) => void): void {
  walkExpression(reader, visit);
  if (reader.remaining > 0) reader.fail("a function goes on after its end");
}
