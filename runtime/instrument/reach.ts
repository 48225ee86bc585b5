/**
 * Which functions can be on the call stack when it is captured: those from which a call chain leads to a function that suspends.
 *
 *     const { functions, indirect } = reach(module, (index) => names.has(index));
 *
 * Chains are made of calls, tail calls, and calls through tables. Nobody knows what is in a table, so a call through one may
 * reach every function of its type that can get into one: by an element segment or a `ref.func` anywhere, or by the host's
 * hands, which hold all exported functions, where a table is exported or imported. Types are compared by what they say, not by index.
 *
 * A graph is walked backwards, from what suspends to what calls it. Its nodes are the functions and, behind them, the types.
 */
import { readLocals, scanBody } from "../guest/wasm/code.ts";
import type { WasmModule } from "../guest/wasm/declarations.ts";
import { ByteReader } from "../guest/wasm/leb.ts";
import { type Instruction, Op } from "../guest/wasm/opcodes.ts";

export interface Reach {
  /** The functions with a body that can be on the stack when it is captured. */
  readonly functions: ReadonlySet<number>;
  /** May this function end in a tail call, and leave its place on the stack to another? */
  leaves(functionIndex: number): boolean;
  /** May a call through a table, of this type, reach a suspension? */
  indirect(typeIndex: number): boolean;
}

/**
 * `suspending` says of each function, imported or not, whether the stack may be captured in a call of it. It may in every call
 * through the door (door.ts), if there is one.
 */
export function reach(module: WasmModule, suspending: (functionIndex: number) => boolean, doorTable = -1): Reach {
  const graph = callGraph(module, doorTable);
  const reached = new Uint8Array(graph.nodes);
  const rest: number[] = [];
  const add = (node: number) => {
    if (reached[node] === 1) return;
    reached[node] = 1;
    rest.push(node);
  };
  module.functions.forEach((_, index) => {
    if (suspending(index)) add(index);
  });
  for (const caller of graph.callersOfDoor) add(caller);
  for (let node = rest.pop(); node !== undefined; node = rest.pop()) graph.eachCaller(node, add);

  const functions = new Set<number>();
  for (let index = module.importedFunctions.length; index < module.functions.length; index++) {
    if (reached[index] === 1) functions.add(index);
  }
  return {
    functions,
    leaves: (functionIndex) => graph.leaving[functionIndex] === 1,
    indirect: (typeIndex) => reached[graph.typeNode(typeIndex)] === 1,
  };
}

interface CallGraph {
  readonly nodes: number;
  readonly callersOfDoor: readonly number[];
  /** 1 for each function with a tail call. */
  readonly leaving: Uint8Array;
  /** The node of a type: the same for all types that say the same. */
  typeNode(typeIndex: number): number;
  /** Calls `visit` for each node from which a call leads directly to `node`; perhaps more than once. */
  eachCaller(node: number, visit: (caller: number) => void): void;
}

function callGraph(module: WasmModule, doorTable: number): CallGraph {
  const { functions } = module;
  const typeNodes = numberTypes(module);
  const typeNode = (typeIndex: number) => typeNodes[typeIndex] ?? -1;
  const nodes = functions.length + module.types.length;
  const edges = new Edges(nodes);
  const canBeInTable = functionsOutside(module, doorTable);
  const callersOfDoor: number[] = [];
  const leaving = new Uint8Array(functions.length);

  let caller = module.importedFunctions.length;
  const visit = ({ opcode, index, second, start }: Instruction) => {
    if (IS_TAIL_CALL[opcode] === 1) leaving[caller] = 1;
    switch (opcode) {
      case Op.call:
      case Op.returnCall:
        edges.add(caller, checked(index, start));
        return;
      case Op.callIndirect:
      case Op.returnCallIndirect:
        if (second === doorTable) callersOfDoor.push(caller);
        else edges.add(caller, typeNode(index));
        return;
      case CALL_REF:
      case RETURN_CALL_REF:
        edges.add(caller, typeNode(index));
        return;
      case Op.refFunc:
        canBeInTable[checked(index, start)] = 1;
    }
  };
  const checked = (index: number, start: number) =>
    index < functions.length ? index : new ByteReader(module.bytes).fail(`there is no function ${index}`, start);
  for (const body of module.bodies) {
    const reader = new ByteReader(module.bytes, body.start, body.end);
    readLocals(reader);
    scanBody(reader, visit, ASKED);
    caller++;
  }
  functions.forEach((typeIndex, index) => {
    if (canBeInTable[index] === 1) edges.add(typeNode(typeIndex), index);
  });
  return { nodes, typeNode, callersOfDoor, leaving, eachCaller: (node, found) => edges.eachCaller(node, found) };
}

const CALL_REF = 0x14;
const RETURN_CALL_REF = 0x15;

/** A mark at each opcode that matters here. */
const ASKED = new Uint8Array(256);
for (const opcode of [Op.call, Op.returnCall, Op.callIndirect, Op.returnCallIndirect, CALL_REF, RETURN_CALL_REF]) {
  ASKED[opcode] = 1;
}
ASKED[Op.refFunc] = 1;
const IS_TAIL_CALL = new Uint8Array(256);
for (const opcode of [Op.returnCall, Op.returnCallIndirect, RETURN_CALL_REF]) IS_TAIL_CALL[opcode] = 1;

/** The functions that can get into a table otherwise than by a `ref.func` in code. */
function functionsOutside(module: WasmModule, doorTable: number): Uint8Array {
  const marked = new Uint8Array(module.functions.length);
  for (const { index } of module.references) marked[index] = 1;
  const tableIsShared =
    module.imports.some(({ kind }) => kind === "table") ||
    module.exports.some(({ kind, index }) => kind === "table" && index !== doorTable);
  if (tableIsShared) for (const { kind, index } of module.exports) if (kind === "function") marked[index] = 1;
  return marked;
}

/** Gives each type the node of the first that says the same. */
function numberTypes({ types, functions }: WasmModule): number[] {
  const first = new Map<string, number>();
  return types.map((type, index) => {
    const key = type === undefined ? `other ${index}` : `${type.parameters}>${type.results}`;
    const node = first.get(key) ?? functions.length + index;
    first.set(key, node);
    return node;
  });
}

/** Lists of callers, one for each node, in three columns of numbers. */
class Edges {
  /** The first entry of each node's list; -1: it is empty. */
  readonly #first: Int32Array;
  readonly #callers: number[] = [];
  readonly #next: number[] = [];

  constructor(nodes: number) {
    this.#first = new Int32Array(nodes).fill(-1);
  }

  add(caller: number, callee: number): void {
    if (callee < 0) return;
    this.#callers.push(caller);
    this.#next.push(this.#first[callee] as number);
    this.#first[callee] = this.#next.length - 1;
  }

  eachCaller(callee: number, visit: (caller: number) => void): void {
    for (let entry = this.#first[callee] as number; entry >= 0; entry = this.#next[entry] as number) {
      visit(this.#callers[entry] as number);
    }
  }
}
