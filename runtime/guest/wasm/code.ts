/**
 * Walks code: function bodies and constant expressions.
 *
 *     body   u32 size { u32 groups { u32 how many, value type } } instructions end
 */
import type { ByteReader } from "./leb.ts";
import { Instruction, Op, readInstruction, skipShort } from "./opcodes.ts";
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
 * Reads instructions up to the `end` that closes the expression; calls `visit` for each, or only for those at whose opcodes
 * `asked` has a mark. Blocks must be closed inside it. The instruction handed over is the same object every time. Answers how
 * deep the blocks are nested.
 */
export function walkExpression(
  reader: ByteReader,
  visit: (instruction: Instruction) => void,
  asked?: Uint8Array,
): number {
  const instruction = new Instruction();
  const stops = asked === undefined ? undefined : stopsFor(asked);
  let deepest = 0;
  for (let depth = 1; depth > 0; ) {
    if (stops !== undefined) skipShort(reader, stops);
    readInstruction(reader, instruction);
    const { opcode } = instruction;
    const role = ROLES[opcode];
    if (role === CLOSES) depth--;
    else if (role === OPENS) {
      if (depth > deepest) deepest = depth;
      depth++;
    }
    if (asked === undefined || asked[opcode] === 1) visit(instruction);
  }
  return deepest;
}

const [OPENS, CLOSES] = [1, 2] as const;
const ROLES = new Uint8Array(256);
for (const opcode of [Op.block, Op.loop, Op.if, Op.try, Op.tryTable]) ROLES[opcode] = OPENS;
for (const opcode of [Op.end, Op.delegate]) ROLES[opcode] = CLOSES;

/** What is asked for, and what a walk must see itself. */
function stopsFor(asked: Uint8Array): Uint8Array {
  let stops = known.get(asked);
  if (stops === undefined) {
    stops = asked.map((mark, opcode) => mark | (ROLES[opcode] as number));
    known.set(asked, stops);
  }
  return stops;
}

const known = new WeakMap<Uint8Array, Uint8Array>();

/** Walks the instructions of one function body, after its locals; the body must end where its size says. */
export function walkBody(reader: ByteReader, visit: (instruction: Instruction) => void, asked?: Uint8Array): number {
  const deepest = walkExpression(reader, visit, asked);
  if (reader.remaining > 0) reader.fail("a function goes on after its end");
  return deepest;
}

/** Calls `visit` for the instructions of a body, after its locals, at whose opcodes `asked` has a mark: the body was walked before. */
export function scanBody(reader: ByteReader, visit: (instruction: Instruction) => void, asked: Uint8Array): void {
  const instruction = new Instruction();
  for (;;) {
    skipShort(reader, asked);
    if (reader.remaining === 0) return;
    readInstruction(reader, instruction);
    if (asked[instruction.opcode] === 1) visit(instruction);
  }
}
