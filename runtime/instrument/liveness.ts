/**
 * Which locals are still needed after a call, or at the head of a loop: those that some path reads before it writes them. Only
 * these go into a frame, or to another copy of the function.
 *
 * One walk backwards over the code; a loop is walked again until what is needed at its head no longer grows (Appel, Modern
 * Compiler Implementation, 10.1). In a function with a `try` every instruction may jump to a catch: there all locals count
 * as needed.
 */
import { Op } from "../guest/wasm/opcodes.ts";
import type { TypedBody } from "../guest/wasm/typed-body.ts";

/** One bit a local. */
type LocalSet = Uint32Array;

/** A block that is open, seen from its end. */
interface Open {
  readonly opener: number;
  readonly end: number;
  readonly atEnd: LocalSet;
  /** What is needed where its else begins. */
  atElse: LocalSet | undefined;
}

export interface Live {
  /** The locals needed after each site, in order. */
  readonly after: ReadonlyMap<number, readonly number[]>;
  /** The locals needed at the head of a loop, in order. */
  atLoop(loop: number): readonly number[];
}

export function liveness(body: TypedBody, sites: ReadonlySet<number>): Live {
  const count = body.parameters.length + body.locals.length;
  if (hasTry(body)) {
    const all = Array.from({ length: count }, (_, local) => local);
    return { after: new Map([...sites].map((site) => [site, all])), atLoop: () => all };
  }
  const { atSite, atLoop } = new Liveness(body, sites, count).run();
  return {
    after: new Map([...atSite].map(([site, set]) => [site, members(set)])),
    atLoop: (loop) => members(atLoop.get(loop) ?? new Uint32Array(0)),
  };
}

function hasTry(body: TypedBody): boolean {
  for (let i = 0; i < body.length; i++) if (body.opcode(i) === Op.try) return true;
  return false;
}

class Liveness {
  readonly #words: number;
  readonly #open: Open[] = [];
  readonly #atLoop = new Map<number, LocalSet>();
  readonly #atSite = new Map<number, LocalSet>();
  #live: LocalSet;

  constructor(
    readonly body: TypedBody,
    readonly sites: ReadonlySet<number>,
    locals: number,
  ) {
    this.#words = (locals + 31) >> 5;
    this.#live = this.#none();
  }

  run(): { readonly atSite: ReadonlyMap<number, LocalSet>; readonly atLoop: ReadonlyMap<number, LocalSet> } {
    for (let i = this.body.length - 2; i >= 0; i--) i = this.#step(i);
    return { atSite: this.#atSite, atLoop: this.#atLoop };
  }

  /** Goes back over one instruction; answers where to go on before. */
  #step(i: number): number {
    const { body } = this;
    const opcode = body.opcode(i);
    if (opcode === Op.end) {
      const opener = body.match(i);
      if (!body.isReachable(opener)) return opener; // all of it is dead
      this.#open.push({ opener, end: i, atEnd: this.#live.slice(), atElse: undefined });
    } else if (opcode === Op.else) {
      const open = this.#open.at(-1) as Open;
      open.atElse = this.#live;
      this.#live = open.atEnd.slice();
    } else if (!body.isReachable(i)) {
      return i;
    } else if (opcode === Op.loop) {
      return this.#loop(i);
    } else if (opcode === Op.block || opcode === Op.if) {
      const open = this.#open.pop() as Open;
      if (opcode === Op.if) join(this.#live, open.atElse ?? open.atEnd);
    } else {
      this.#plain(i, opcode);
    }
    return i;
  }

  #loop(i: number): number {
    const open = this.#open.pop() as Open;
    const known = this.#atLoop.get(i) ?? this.#none();
    this.#atLoop.set(i, known);
    if (!join(known, this.#live)) return i;
    this.#live = open.atEnd.slice();
    this.#open.push(open);
    return open.end;
  }

  #plain(i: number, opcode: number): void {
    const { body } = this;
    switch (opcode) {
      case Op.localGet:
        add(this.#live, body.index(i));
        return;
      case Op.localSet:
      case Op.localTee:
        remove(this.#live, body.index(i));
        return;
      case Op.br:
        this.#live = this.#atLabel(i, body.index(i)).slice();
        return;
      case Op.brIf:
        join(this.#live, this.#atLabel(i, body.index(i)));
        return;
      case Op.brTable:
        this.#live = this.#none();
        for (const label of body.labels(i)) join(this.#live, this.#atLabel(i, label));
        return;
      case Op.return:
      case Op.unreachable:
        this.#live = this.#none();
        return;
      default:
        if (this.sites.has(i)) this.#atSite.set(i, this.#live.slice());
    }
  }

  #atLabel(i: number, label: number): LocalSet {
    const opener = this.body.target(i, label);
    if (opener < 0) return this.#none();
    if (this.body.opcode(opener) === Op.loop) return this.#atLoop.get(opener) ?? this.#none();
    return (this.#open.find((open) => open.opener === opener) as Open).atEnd;
  }

  #none(): LocalSet {
    return new Uint32Array(this.#words);
  }
}

function add(set: LocalSet, local: number): void {
  set[local >> 5] = (set[local >> 5] as number) | (1 << (local & 31));
}

function remove(set: LocalSet, local: number): void {
  set[local >> 5] = (set[local >> 5] as number) & ~(1 << (local & 31));
}

/** Adds all of `other`; answers whether that changed anything. */
function join(set: LocalSet, other: LocalSet): boolean {
  let changed = false;
  for (let i = 0; i < set.length; i++) {
    const joined = ((set[i] as number) | (other[i] as number)) >>> 0;
    changed ||= joined !== set[i];
    set[i] = joined;
  }
  return changed;
}

function members(set: LocalSet): number[] {
  const list: number[] = [];
  for (let local = 0; local < set.length * 32; local++) {
    if (((set[local >> 5] as number) >>> (local & 31)) & 1) list.push(local);
  }
  return list;
}
