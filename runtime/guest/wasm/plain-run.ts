/**
 * Reads what most code consists of, up to the next instruction that is something else: locals, constants, loads, stores and
 * arithmetic, with short immediates. What they do to the rows of a body is what read-body.ts does, an instruction at a time.
 *
 * One loop without calls, as everything is interpreted in the first pass of a process; the engine soon compiles it.
 */
import type { BodyWalk } from "./body-walk.ts";
import { I32, I64, MEMARG, NONE, PLAIN, X } from "./immediates.ts";
import { Op } from "./opcodes.ts";
import { VALUE_WIDTH } from "./operand-stack.ts";
import { signatureOf } from "./signatures.ts";
import { Cell, WIDTH } from "./typed-body.ts";

/**
 * What an instruction does to the stack, by opcode, in groups of three bits: the type of its right operand, of its left one, of
 * its result; 0 for none. Of locals it is to be multiplied by the type. 0 in all: it is not read here.
 */
const EFFECTS = new Uint16Array(256);
const [RIGHT, LEFT, RESULT] = [1, 8, 64] as const;
for (let opcode = 0x28; opcode < 0xc5; opcode++) {
  const { takes, leaves } = signatureOf(opcode, 0) ?? { takes: [], leaves: [] };
  if (opcode === Op.memorySize || opcode === Op.memoryGrow) continue;
  EFFECTS[opcode] = RIGHT * (takes.at(-1) ?? 0) + LEFT * (takes.at(-2) ?? 0) + RESULT * (leaves[0] ?? 0);
}
EFFECTS[Op.localGet] = RESULT;
EFFECTS[Op.localSet] = RIGHT;
EFFECTS[Op.localTee] = RIGHT + RESULT;

/** How many bytes a constant of floating point has. */
const FLOATS: Readonly<Record<number, number>> = { 0x43: 4, 0x44: 8 };

const { opcode: OPCODE, start: START, index: INDEX, top: TOP } = Cell;
const { enclosing: ENCLOSING, match: MATCH, arm: ARM, depth: DEPTH } = Cell;

/** Goes on until there is an instruction that is not so plain, or not valid: the slow way says why. */
export function readPlainRun(walk: BodyWalk): void {
  const { reader, stack, locals, cells, block } = walk;
  const { bytes, end } = reader;
  const { values } = stack;
  const { opener, floor } = block;
  const depth = walk.depthCell;
  let { at } = reader;
  let { top, count } = stack;
  let row = walk.at * WIDTH;
  while (at < end && row < cells.length && count * VALUE_WIDTH < values.length) {
    const opcode = bytes[at] as number;
    let effect = EFFECTS[opcode] as number;
    if (effect === 0) break;
    const kind = PLAIN[opcode] as number;
    let index = 0;
    let next = at + 1;
    if (kind === X) {
      index = bytes[next++] as number;
      if (index >= 0x80 || index >= locals.length) break;
      effect *= locals[index] as number;
    } else if (kind === I32 || kind === I64 || kind === MEMARG) {
      if (kind === MEMARG && (bytes[next++] as number) >= 0x40) break;
      // A number of up to four bytes cannot be too large.
      if ((bytes[next++] as number) >= 0x80 && (bytes[next++] as number) >= 0x80) {
        if ((bytes[next++] as number) >= 0x80 && (bytes[next++] as number) >= 0x80) break;
      }
    } else if (kind !== NONE) next += FLOATS[opcode] as number;
    if (next > end) break;

    let below = top;
    const right = effect & 7;
    if (right !== 0) {
      if (below === floor || values[below * VALUE_WIDTH] !== right) break;
      below = values[below * VALUE_WIDTH + 2] as number;
      const left = (effect >> 3) & 7;
      if (left !== 0) {
        if (below === floor || values[below * VALUE_WIDTH] !== left) break;
        below = values[below * VALUE_WIDTH + 2] as number;
      }
    }
    cells[row + OPCODE] = opcode;
    cells[row + START] = at;
    cells[row + INDEX] = index;
    cells[row + TOP] = top;
    cells[row + ENCLOSING] = opener;
    cells[row + MATCH] = -1;
    cells[row + ARM] = -1;
    cells[row + DEPTH] = depth;
    top = below;
    if (effect >= RESULT) {
      const value = count * VALUE_WIDTH;
      values[value] = effect >> 6;
      values[value + 1] = row / WIDTH;
      values[value + 2] = below;
      values[value + 3] = (values[below * VALUE_WIDTH + 3] as number) + 1;
      top = count++;
    }
    row += WIDTH;
    at = next;
  }
  reader.at = at;
  stack.top = top;
  stack.count = count;
  walk.at = row / WIDTH;
}
