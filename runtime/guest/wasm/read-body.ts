/**
 * Reads the body of a function and types its operand stack, as a validator does: the specification's algorithm, with its
 * stack of open blocks and its polymorphic stack in dead code. What it makes is described in typed-body.ts.
 *
 * Checked are types, and the indices on which they depend. Not checked, as no type depends on it: alignments, lanes, indices of
 * segments, whether a function was declared to `ref.func`. The engine validates a guest before anything else looks at it.
 * Not taken: tail calls by reference, try_table, typed references and GC, 64-bit memories.
 */

import { BodyRoom } from "./body-room.ts";
import { STEPS, STEPS_OF_BULK } from "./body-steps.ts";
import { BodyWalk, type Groups } from "./body-walk.ts";
import type { WasmModule } from "./declarations.ts";
import { ByteReader } from "./leb.ts";
import { Op, readInstruction } from "./opcodes.ts";
import { readPlainRun } from "./plain-run.ts";
import { signatureOf } from "./signatures.ts";
import { TypedBody, WIDTH } from "./typed-body.ts";
import { MOST, readValueType, type ValueType } from "./types.ts";

/**
 * Throws MalformedModule where the body is not valid, or has instructions that we do not take. Where a room is given, the body
 * can be used until the next is read in the same room.
 */
export function readTypedBody(module: WasmModule, functionIndex: number, room = new BodyRoom()): TypedBody {
  const range = module.bodies[functionIndex - module.importedFunctions.length];
  const type = module.types[module.functions[functionIndex] as number];
  if (range === undefined || type === undefined) throw new RangeError(`Cannot read function ${functionIndex}: no body`);
  const reader = new ByteReader(module.bytes, range.start, range.end);
  const groups = readLocalGroups(reader, type.parameters.length);
  const walk = new BodyWalk(module, reader, type, groups, room);
  const { instruction, stack, controls, calls } = walk;
  const canRun = module.memories[0]?.is64 === false; // a plain run asks nothing of a memory that is not there
  while (walk.blocks.length > 0) {
    if (canRun) readPlainRun(walk);
    readInstruction(reader, instruction);
    walk.addRow();
    const role = ROLES[instruction.opcode] as number;
    if (role === CONTROL) controls.push(walk.at);
    else if (role === CALL) calls.push(walk.at);
    step(walk);
    walk.at++;
  }
  if (reader.remaining > 0) reader.fail("a function goes on after its end");
  controls.push(walk.at);
  return new TypedBody(
    module,
    functionIndex,
    type,
    range,
    groups,
    walk.cells.subarray(0, walk.at * WIDTH),
    stack,
    controls,
    calls,
    walk.hasTry,
  );
}

/** The instructions that a body has lists of. */
const [CONTROL, CALL] = [1, 2] as const;
const ROLES = new Uint8Array(256).fill(CONTROL, Op.unreachable, Op.return + 1);
for (const opcode of [Op.returnCall, Op.returnCallIndirect, Op.delegate, Op.catchAll]) ROLES[opcode] = CONTROL;
for (const opcode of [Op.call, Op.callIndirect]) ROLES[opcode] = CALL;
ROLES[Op.nop] = 0;

/** Does to the stack what the instruction does. */
function step(walk: BodyWalk): void {
  const { opcode, sub, index } = walk.instruction;
  const special = opcode === 0xfc ? STEPS_OF_BULK[sub] : STEPS[opcode]; // first: most of the others are read in runs
  if (special !== undefined) {
    special(walk, index);
    return;
  }
  const { takes, leaves, needsMemory } = signatureOf(opcode, sub) ?? walk.failHere("is not supported");
  if (needsMemory) walk.checkMemory();
  walk.pop(takes);
  walk.push(leaves);
}

function readLocalGroups(reader: ByteReader, parameters: number): Groups {
  const start = reader.at;
  const groups: [number, ValueType][] = [];
  let total = parameters;
  for (let left = reader.count("groups of locals", MOST.locals); left > 0; left--) {
    const count = reader.u32();
    total += count;
    if (total > MOST.locals) reader.fail(`a function has more than ${MOST.locals} locals`, start);
    groups.push([count, readValueType(reader)]);
  }
  return groups;
}
