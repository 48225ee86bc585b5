/** Finds out how each store of a function had best mark its page: see mark-pages.ts. */
import { PAGE_SIZE } from "../abi/layout.ts";
import { ByteReader } from "../guest/wasm/leb.ts";
import { Op } from "../guest/wasm/opcodes.ts";
import { signatureOf } from "../guest/wasm/signatures.ts";
import type { TypedBody } from "../guest/wasm/typed-body.ts";
import { accessOf, readOffset } from "./accesses.ts";
import { BUCKET } from "./page-marks.ts";

export type Mark =
  /** Its page is marked already. */
  | "none"
  /** The address is a constant, and this its page. */
  | { readonly page: number }
  /** In a loop without calls: only where the page is another than last time, which is in the helper local of this number. */
  | { readonly last: number };

export interface Marks {
  /** By ordinal. A store that is not here needs the usual mark. */
  readonly stores: ReadonlyMap<number, Mark>;
  /** By ordinal: the outermost loops without calls, and how many helper locals they need. */
  readonly loops: ReadonlyMap<number, number>;
}

/** So many helper locals has a loop at most: the engine would not have registers for more. */
const MOST_LOCALS = 8;

/** Without `shares` every store has a mark of its own: the host may look between any two. */
export function findMarks(body: TypedBody, shares: boolean): Marks {
  const stores = new Map<number, Mark>();
  const loops = new Map<number, number>();
  const calls = countCalls(body);
  const bases = new Bases(body);
  /** What is marked at this place. */
  const marked = new Set<string>();
  /** The outermost loop without calls that is open, and where it ends. */
  let [loop, end] = [-1, -1];
  for (let i = 0; i < body.length; i++) {
    const opcode = body.opcode(i);
    if (FORGETS[opcode] === 1) marked.clear();
    if (opcode === Op.loop && i > end && calls[i] === calls[body.match(i)]) [loop, end] = [i, body.match(i)];
    bases.pass(i);
    const access = accessOf(opcode, body.sub(i));
    if (access?.kind !== "scalar" || !access.writes || !body.isReachable(i)) continue;

    const { key, page } = bases.of(i);
    const last = loops.get(loop) ?? 0;
    if (shares && key !== undefined && marked.has(key)) stores.set(i, "none");
    else if (page !== undefined) stores.set(i, { page });
    else if (i < end && last < MOST_LOCALS) {
      stores.set(i, { last });
      loops.set(loop, last + 1);
    }
    if (key !== undefined) marked.add(key);
  }
  return { stores, loops };
}

/** After these, another way may lead here, or the host may have looked. */
const FORGETS = new Uint8Array(256);
for (const opcode of [Op.loop, Op.else, Op.end, Op.catch, Op.catchAll, Op.delegate, Op.call, Op.callIndirect]) {
  FORGETS[opcode] = 1;
}

/** How many calls there are before each instruction. */
function countCalls(body: TypedBody): Int32Array {
  const counts = new Int32Array(body.length);
  for (let i = 1; i < body.length; i++) {
    const before = body.opcode(i - 1);
    const isCall = before === Op.call || before === Op.callIndirect;
    counts[i] = (counts[i - 1] as number) + (isCall ? 1 : 0);
  }
  return counts;
}

/** Where stores go to, as far as that can be known: to a constant address, or relative to one value of a local. */
class Bases {
  /** For each local: the instruction that set it last. */
  readonly #setBy: Int32Array;
  /** For each `local.get` and `local.tee`: the instruction that set what it leaves. */
  readonly #values: Int32Array;

  constructor(readonly body: TypedBody) {
    this.#setBy = new Int32Array(body.parameters.length + body.locals.length);
    this.#values = new Int32Array(body.length);
  }

  /** Every instruction in turn. */
  pass(i: number): void {
    const opcode = this.body.opcode(i);
    const isSet = opcode === Op.localSet || opcode === Op.localTee;
    if (isSet) this.#setBy[this.body.index(i)] = i;
    if (isSet || opcode === Op.localGet) this.#values[i] = this.#setBy[this.body.index(i)] as number;
  }

  /** Stores with the same key have their marks in common. */
  of(i: number): { readonly key?: string; readonly page?: number } {
    const { body } = this;
    const producers = body.producersBefore(i);
    const base = producers[producers.length - operands(body, i)] as number;
    switch (body.opcode(base)) {
      case Op.i32Const: {
        const page = Math.floor(((immediates(body, base).signed(32) >>> 0) + offsetOf(body, i)) / PAGE_SIZE);
        return { key: `page ${page}`, page };
      }
      case Op.localGet:
      case Op.localTee:
        return { key: `${body.index(base)} ${this.#values[base]} ${Math.floor(offsetOf(body, i) / BUCKET)}` };
    }
    return {};
  }
}

function operands(body: TypedBody, i: number): number {
  return signatureOf(body.opcode(i), body.sub(i))?.takes.length ?? 0;
}

function offsetOf(body: TypedBody, i: number): number {
  return readOffset(immediates(body, i), body.opcode(i));
}

function immediates(body: TypedBody, i: number): ByteReader {
  return new ByteReader(body.module.bytes, body.start(i) + 1, body.end(i));
}
