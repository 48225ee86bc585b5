/**
 * Which locals are still needed after a call, or at the head of a loop: those that some path reads before it writes them. Only
 * these go into a frame, or to another copy of the function.
 *
 * One walk backwards over the code; a loop is walked again until what is needed at its head no longer grows (Appel, Modern
 * Compiler Implementation, 10.1). In a function with a `try` every instruction may jump to a catch: there all locals count
 * as needed.
 */
import { Op } from "../guest/wasm/opcodes.ts";
import { Cell, type TypedBody, WIDTH } from "../guest/wasm/typed-body.ts";

export interface Live {
  /** The locals needed after the nth site, in order. */
  after(site: number): readonly number[];
  /** The locals needed at the head of a loop, in order. */
  atLoop(loop: number): readonly number[];
}

/** `sites` are instructions, in order. What it answers must have been looked at before the next function's turn. */
export function liveness(body: TypedBody, sites: readonly number[]): Live {
  const count = body.parameters.length + body.locals.length;
  if (body.hasTry) {
    const all = Array.from({ length: count }, (_, local) => local);
    return { after: () => all, atLoop: () => all };
  }
  return new Liveness(body, sites, count).run();
}

/** What an instruction does to the set, by its opcode: nothing, if it is not here. */
const [GET, SET, SITE, CONTROL] = [1, 2, 3, 4] as const;
const MEANINGS = new Uint8Array(256);
for (const opcode of [Op.block, Op.loop, Op.if, Op.else]) MEANINGS[opcode] = CONTROL;
for (const opcode of [Op.unreachable, Op.end, Op.br, Op.brIf, Op.brTable, Op.return]) MEANINGS[opcode] = CONTROL;
for (const opcode of [Op.call, Op.callIndirect]) MEANINGS[opcode] = SITE;
for (const opcode of [Op.localSet, Op.localTee]) MEANINGS[opcode] = SET;
MEANINGS[Op.localGet] = GET;

/** What one function after the other has its sets in: an array for each would take as long as all the rest. */
let room = new Uint32Array(1024);

/** The set at the instruction that is looked at. */
const LIVE = 0;
const { opcode: OPCODE, index: INDEX, depth: DEPTH } = Cell;

class Liveness implements Live {
  /** Sets, numbered from 0, one behind the other: one bit a local. */
  #sets = room;
  #count = 0;
  /** How many words a set is long. */
  readonly #width: number;
  /** The sets after the sites, from this one on. */
  readonly #afterSites: number;
  /** The sets at the heads of loops. */
  readonly #atLoop = new Map<number, number>();
  /** The blocks that are open, by depth: their first instructions, and their ends. */
  readonly #openers: number[] = [];
  readonly #ends: number[] = [];
  /** The sets at their ends, and where their elses begin; these sets are used again at the same depth. */
  readonly #atEnd: number[] = [];
  readonly #atElse: number[] = [];
  /** How many sites come before the instruction that is looked at, or are it. */
  #sitesLeft: number;

  constructor(
    readonly body: TypedBody,
    readonly sites: readonly number[],
    locals: number,
  ) {
    this.#width = (locals + 31) >> 5;
    this.#add(1);
    this.#afterSites = this.#add(sites.length);
    this.#sitesLeft = sites.length;
  }

  after(site: number): readonly number[] {
    return this.#members(this.#afterSites + site);
  }

  atLoop(loop: number): readonly number[] {
    const set = this.#atLoop.get(loop);
    return set === undefined ? [] : this.#members(set);
  }

  run(): Live {
    const { cells, length } = this.body;
    let sets = this.#sets;
    const first = this.#first();
    for (let i = length - 2; i >= first; i--) {
      const row = i * WIDTH;
      const meaning = MEANINGS[(cells[row + OPCODE] as number) & 0xff] as number;
      if (meaning === 0) continue;
      if (meaning === CONTROL) {
        i = this.#control(i);
        sets = this.#sets; // there may be more now
      } else if (((cells[row + DEPTH] as number) & 1) === 0) continue;
      else if (meaning === SITE) this.#site(i);
      else {
        const local = cells[row + INDEX] as number;
        const word = local >> 5; // of the set LIVE, which is the first
        const bit = 1 << (local & 31);
        sets[word] = meaning === GET ? (sets[word] as number) | bit : (sets[word] as number) & ~bit;
      }
    }
    return this;
  }

  /** Nobody asks what is needed before the first site, and before the loops around it. */
  #first(): number {
    const { body } = this;
    let first = this.sites[0] as number;
    for (let opener = body.enclosing(first); opener >= 0; opener = body.enclosing(opener)) {
      if (body.opcode(opener) === Op.loop) first = opener;
    }
    return first;
  }

  #site(i: number): void {
    while (this.#sitesLeft > 0 && (this.sites[this.#sitesLeft - 1] as number) > i) this.#sitesLeft--;
    const site = this.#sitesLeft - 1;
    if (this.sites[site] === i) this.#copy(LIVE, this.#afterSites + site);
  }

  /** Answers where to go on before. */
  #control(i: number): number {
    const { body } = this;
    const opcode = body.opcode(i);
    const depth = body.depth(i);
    if (opcode === Op.end) {
      const opener = body.match(i);
      if (!body.isReachable(opener)) return opener; // all of it is dead
      this.#open(opener, i, depth - 1);
    } else if (opcode === Op.else) {
      const atElse = this.#atElse[depth - 1] as number;
      this.#copy(LIVE, atElse);
      this.#copy(this.#atEnd[depth - 1] as number, LIVE);
    } else if (body.isReachable(i)) {
      if (opcode === Op.loop) return this.#loop(i, depth);
      if (opcode === Op.if) {
        const side = body.nextArm(i) < 0 ? this.#atEnd : this.#atElse;
        this.#join(LIVE, side[depth] as number);
      } else if (opcode !== Op.block) this.#branch(i, opcode);
    }
    return i;
  }

  #open(opener: number, end: number, depth: number): void {
    this.#openers[depth] = opener;
    this.#ends[depth] = end;
    this.#atEnd[depth] ??= this.#add(1);
    this.#atElse[depth] ??= this.#add(1);
    this.#copy(LIVE, this.#atEnd[depth] as number);
  }

  #loop(i: number, depth: number): number {
    let known = this.#atLoop.get(i);
    if (known === undefined) {
      known = this.#add(1);
      this.#atLoop.set(i, known);
    }
    if (!this.#join(known, LIVE)) return i;
    this.#copy(this.#atEnd[depth] as number, LIVE);
    this.#sitesLeft = this.sites.length;
    return this.#ends[depth] as number;
  }

  #branch(i: number, opcode: number): void {
    const { body } = this;
    if (opcode !== Op.brIf) this.#clear(LIVE);
    if (opcode === Op.br || opcode === Op.brIf) this.#joinLabel(i, body.index(i));
    else if (opcode === Op.brTable) for (const label of body.labels(i)) this.#joinLabel(i, label);
  }

  /** Adds what is needed where a label leads: nothing, if that is out of the function, or back to a loop not yet looked at. */
  #joinLabel(i: number, label: number): void {
    const depth = this.body.depth(i) - 1 - label;
    if (depth < 0) return;
    const opener = this.#openers[depth] as number;
    const set = this.body.opcode(opener) === Op.loop ? this.#atLoop.get(opener) : this.#atEnd[depth];
    if (set !== undefined) this.#join(LIVE, set);
  }

  /** Answers the first of so many new sets. */
  #add(count: number): number {
    const first = this.#count;
    this.#count += count;
    const needed = this.#count * this.#width;
    if (needed > this.#sets.length) {
      const grown = new Uint32Array(2 * needed);
      grown.set(this.#sets);
      this.#sets = room = grown;
    }
    this.#sets.fill(0, first * this.#width, needed);
    return first;
  }

  #clear(set: number): void {
    const start = set * this.#width;
    for (let word = 0; word < this.#width; word++) this.#sets[start + word] = 0;
  }

  #copy(from: number, to: number): void {
    const sets = this.#sets;
    const width = this.#width;
    for (let word = 0; word < width; word++) sets[to * width + word] = sets[from * width + word] as number;
  }

  /** Adds all of `other`; answers whether that changed anything. */
  #join(set: number, other: number): boolean {
    const sets = this.#sets;
    const width = this.#width;
    let changed = false;
    for (let word = 0; word < width; word++) {
      const before = sets[set * width + word] as number;
      const joined = (before | (sets[other * width + word] as number)) >>> 0;
      if (joined === before) continue;
      sets[set * width + word] = joined;
      changed = true;
    }
    return changed;
  }

  #members(set: number): number[] {
    const list: number[] = [];
    for (let word = 0; word < this.#width; word++) {
      let rest = this.#sets[set * this.#width + word] as number;
      for (; rest !== 0; rest &= rest - 1) list.push(32 * word + 31 - Math.clz32(rest & -rest));
    }
    return list;
  }
}
