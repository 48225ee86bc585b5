/** What the instructions without a fixed signature do to the operand stack and the blocks: control, variables, tables, references. */
import type { BodyWalk } from "./body-walk.ts";
import { ByteReader } from "./leb.ts";
import { Op } from "./opcodes.ts";
import { ANY, TYPE_NUMBERS } from "./signatures.ts";
import { blockTypeOf } from "./typed-body.ts";
import { readValueType } from "./types.ts";

/** `index` is the instruction's first index. */
export type Step = (walk: BodyWalk, index: number) => void;

const I32 = TYPE_NUMBERS.indexOf("i32");
const FUNCREF = TYPE_NUMBERS.indexOf("funcref");
const EXTERNREF = TYPE_NUMBERS.indexOf("externref");

const isReference = (type: number) => type >= FUNCREF;

const die: Step = (walk) => walk.die();

const open: Step = (walk, index) => {
  const { opcode } = walk.instruction;
  const type = blockTypeOf(walk.module, index) ?? walk.failHere(`has the type ${index}, which is no block's`);
  if (opcode === Op.if) walk.popOne(I32);
  walk.open(opcode, type);
};

/** A catch of one tag, or of everything. */
const openCatch: Step = (walk, index) => {
  const { opcode } = walk.instruction;
  const { kind } = walk.block;
  if (kind !== Op.try && kind !== Op.catch) walk.failHere("is in no try");
  walk.openArm(opcode, opcode === Op.catch ? walk.tagType(index) : []);
};

const end: Step = (walk) => {
  const { kind, takes, leaves } = walk.block;
  if (kind === Op.if && takes !== leaves && `${takes}` !== `${leaves}`)
    walk.failHere("closes an if that needs an else for its type");
  walk.close();
};

const delegate: Step = (walk, index) => {
  if (walk.block.kind !== Op.try) walk.failHere("is in no try");
  walk.labelled(index + 1);
  walk.close();
};

const branchIf: Step = (walk, index) => {
  walk.popOne(I32);
  const types = walk.label(index);
  if (!walk.isDead) return walk.peek(types);
  // The algorithm pushes the label's types, whatever was there: in dead code that makes unknown types known.
  walk.pop(types);
  walk.push(types);
};

const branchTable: Step = (walk) => {
  walk.popOne(I32);
  const labels = new ByteReader(walk.reader.bytes, walk.instruction.start + 1, walk.reader.at);
  let arity = -1;
  for (let left = labels.u32(); left >= 0; left--) {
    const types = walk.label(labels.u32());
    if (arity >= 0 && arity !== types.length) walk.failHere("branches with different numbers of values");
    arity = types.length;
    walk.peek(types);
  }
  walk.die();
};

const callIndirect: Step = (walk, index) => {
  if (walk.table(walk.instruction.second) !== FUNCREF) walk.failHere("calls through a table that holds no functions");
  walk.popOne(I32);
  const { takes, leaves } = walk.type(index);
  walk.pop(takes);
  walk.push(leaves);
};

/** What the function leaves is what must be there: a tail call leaves it on behalf of its caller. */
const returnResults: Step = (walk) => {
  walk.pop(walk.results);
  walk.die();
};

const call: Step = (walk, index) => {
  const { takes, leaves } = walk.functionType(index);
  walk.pop(takes);
  walk.push(leaves);
};

const tail =
  (begin: Step, leaves: (walk: BodyWalk, index: number) => readonly number[]): Step =>
  (walk, index) => {
    if (`${leaves(walk, index)}` !== `${walk.results}`) walk.failHere("calls what has other results than its caller");
    begin(walk, index);
    walk.die();
  };

const select: Step = (walk) => {
  walk.popOne(I32);
  const second = walk.popOne(ANY);
  const first = walk.popOne(second);
  if (isReference(first) || isReference(second)) walk.failHere("selects references, and does not say of which type");
  walk.stack.push(first === ANY ? second : first, walk.at);
};

const selectTyped: Step = (walk) => {
  const types = new ByteReader(walk.reader.bytes, walk.instruction.start + 1, walk.reader.at);
  if (types.u32() !== 1) walk.failHere("selects other than one value");
  const type = walk.numberOf(readValueType(types));
  walk.pop([type, type, I32]);
  walk.push([type]);
};

const globalType = (walk: BodyWalk, index: number) =>
  walk.module.globals[index] ?? walk.fail(`there is no global ${index}`);

const globalSet: Step = (walk, index) => {
  const { type, mutable } = globalType(walk, index);
  if (!mutable) walk.failHere(`sets global ${index}, which is constant`);
  walk.popOne(walk.numberOf(type));
};

const refNull: Step = (walk, index) => {
  if (index !== -16 && index !== -17) walk.failHere("makes a null of a type that is not supported");
  walk.push([index === -16 ? FUNCREF : EXTERNREF]);
};

const refIsNull: Step = (walk) => {
  const type = walk.popOne(ANY);
  if (type !== ANY && !isReference(type)) walk.failHere(`wants a reference, but finds ${TYPE_NUMBERS[type]}`);
  walk.push([I32]);
};

const BY_OPCODE: Readonly<Record<number, Step | undefined>> = {
  [Op.unreachable]: die,
  [Op.block]: open,
  [Op.loop]: open,
  [Op.if]: open,
  [Op.else]: (walk) => {
    if (walk.block.kind !== Op.if) walk.failHere("is in no if");
    walk.openArm(Op.else, walk.block.takes);
  },
  [Op.try]: open,
  [Op.catch]: openCatch,
  [Op.catchAll]: openCatch,
  [Op.throw]: (walk, index) => {
    walk.pop(walk.tagType(index));
    walk.die();
  },
  [Op.rethrow]: (walk, index) => {
    const { kind } = walk.labelled(index);
    if (kind !== Op.catch && kind !== Op.catchAll) walk.failHere("is in no such catch");
    walk.die();
  },
  [Op.delegate]: delegate,
  [Op.end]: end,
  [Op.br]: (walk, index) => {
    walk.pop(walk.label(index));
    walk.die();
  },
  [Op.brIf]: branchIf,
  [Op.brTable]: branchTable,
  [Op.return]: returnResults,
  [Op.call]: call,
  [Op.callIndirect]: callIndirect,
  [Op.returnCall]: tail(call, (walk, index) => walk.functionType(index).leaves),
  [Op.returnCallIndirect]: tail(callIndirect, (walk, index) => walk.type(index).leaves),
  [Op.drop]: (walk) => void walk.popOne(ANY),
  [Op.select]: select,
  [Op.selectTyped]: selectTyped,
  [Op.localGet]: (walk) => walk.stack.push(walk.local(), walk.at),
  [Op.localSet]: (walk) => void walk.popOne(walk.local()),
  [Op.localTee]: (walk) => {
    const type = walk.local();
    walk.popOne(type);
    walk.stack.push(type, walk.at);
  },
  [Op.globalGet]: (walk, index) => walk.stack.push(walk.numberOf(globalType(walk, index).type), walk.at),
  [Op.globalSet]: globalSet,
  [Op.tableGet]: (walk, index) => {
    const type = walk.table(index);
    walk.popOne(I32);
    walk.push([type]);
  },
  [Op.tableSet]: (walk, index) => walk.pop([I32, walk.table(index)]),
  [Op.refNull]: refNull,
  [Op.refIsNull]: refIsNull,
  [Op.refFunc]: (walk, index) => {
    walk.functionType(index);
    walk.push([FUNCREF]);
  },
};

/** As an array, in which a step is found at once. */
export const STEPS = Array.from({ length: 256 }, (_, opcode) => BY_OPCODE[opcode]);

/** Those of the family with the prefix fc. */
export const STEPS_OF_BULK: Readonly<Record<number, Step | undefined>> = {
  // table.init
  12: (walk) => {
    walk.table(walk.instruction.second);
    walk.pop([I32, I32, I32]);
  },
  // table.copy
  14: (walk, index) => {
    if (walk.table(index) !== walk.table(walk.instruction.second)) walk.failHere("copies between tables of two types");
    walk.pop([I32, I32, I32]);
  },
  // table.grow
  15: (walk, index) => {
    walk.pop([walk.table(index), I32]);
    walk.push([I32]);
  },
  // table.size
  16: (walk, index) => {
    walk.table(index);
    walk.push([I32]);
  },
  // table.fill
  17: (walk, index) => walk.pop([I32, walk.table(index), I32]),
};
