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
 * The instruction handed over is the same object every time. Answers how deep the blocks are nested.
 */
export function walkExpression(reader: ByteReader, visit: (instruction: Instruction) => void): number {
  const instruction = new Instruction();
  let deepest = 0;
  for (let depth = 1; depth > 0; ) {
    readInstruction(reader, instruction);
    if (CLOSES[instruction.opcode] === 1) depth--;
    else if (OPENS[instruction.opcode] === 1) deepest = Math.max(deepest, depth++);
    visit(instruction);
  }
  return deepest;
}

const OPENS = flags(Op.block, Op.loop, Op.if, Op.try, Op.tryTable);
const CLOSES = flags(Op.end, Op.delegate);

function flags(...opcodes: number[]): Uint8Array {
  const marked = new Uint8Array(256);
  for (const opcode of opcodes) marked[opcode] = 1;
  return marked;
}

/** Walks the instructions of one function body, after its locals; the body must end where its size says. */
export function walkBody(reader: ByteReader, visit: (instruction: Instruction) => void): number {
  const deepest = walkExpression(reader, visit);
  if (reader.remaining > 0) reader.fail("a function goes on after its end");
  return deepest;
}
