/**
 * Where a function may be stopped, and what must be kept there.
 *
 * A *site* is a call during which the stack may be captured; sites are numbered from 1. To resume, code must get from the
 * start of the function to a site in the middle of nested blocks. So the function is seen as a *sequence*: code, then a
 * target, code, then a target ... A target is a site, or a block with sites in it, which is a sequence again (an `if` is two).
 *
 * What is on the operand stack at a target goes through locals: those below a call's arguments, and below a block, are part
 * of the frame of every site within. The outermost loops have numbers too, and those that are much of the one around them: a
 * resumed run leaves its copy there.
 */
import { labelOf } from "../guest/wasm/names.ts";
import { Op } from "../guest/wasm/opcodes.ts";
import type { TypedBody } from "../guest/wasm/typed-body.ts";
import type { ValueType } from "../guest/wasm/types.ts";
import { CaptureFailure } from "./capture-stack.ts";
import { type Live, liveness } from "./liveness.ts";

/** Instructions `from` up to, not including, `to`. */
export interface Sequence {
  readonly from: number;
  readonly to: number;
  readonly targets: readonly Target[];
  /** The locals that what its block takes goes through on the way past the dispatch. */
  readonly parameters: readonly number[];
}

export interface Target {
  /** The call, or the opener of the block. */
  readonly at: number;
  /** The numbers of the sites and loops within: one for a call. */
  readonly first: number;
  readonly last: number;
  /** The locals that the operand stack of this sequence goes through, bottom first. */
  readonly operands: readonly number[];
  /** How many of them lie below what the call or the block takes. */
  readonly kept: number;
  /** Of a call: the locals that its frame holds. */
  readonly saved: readonly number[];
  /** Of a block: what is inside; of an `if` two, of which the second is its else. */
  readonly inside: readonly Sequence[];
  /** Is it a loop where a resumed function is handed over? Then `first` is its own number. */
  readonly isEntry: boolean;
  /** Is it one, or is one in it? */
  readonly hasEntry: boolean;
}

export interface CallSites {
  readonly body: Sequence;
  /** The types of the locals that were added, after the function's own. */
  readonly added: readonly ValueType[];
  /** Every local that some site saves. */
  readonly saved: ReadonlySet<number>;
  /** Every local that some such loop needs at its head; undefined where there is none. */
  readonly handedOver: ReadonlySet<number> | undefined;
}

/** Undefined where the function has no site. `isSite` is asked for calls only. */
export function findCallSites(body: TypedBody, isSite: (call: number) => boolean): CallSites | undefined {
  const sites = body.calls.filter((call) => body.isReachable(call) && isSite(call));
  return sites.length === 0 ? undefined : new Planner(body, sites).plan();
}

/**
 * To begin in a loop that lies in another, the outer one tests in each round whether that is wanted. So the inner one must be a
 * part of it that counts: one in so many instructions. The loop of an interpreter is nearly all of those around it; the many
 * small ones in its handlers are not. (Measured: the loop of Lua, the third, runs twenty times as long where it is not entered.)
 */
const PART = 8;

const NONE: readonly number[] = [];
/** Of a loop that is not there. */
const OUTSIDE = -1;

class Planner {
  readonly #added: ValueType[] = [];
  /** Added locals that nobody uses just now, by type. */
  readonly #free = new Map<ValueType, number[]>();
  readonly #live: Live;
  readonly #ownLocals: number;
  /** The site that comes next, in their order. */
  #next = 0;
  readonly #saved = new Set<number>();
  #handedOver: Set<number> | undefined;
  #count = 0;
  /** How many loops are among them where a resumed function is handed over. */
  #entries = 0;
  /** How many instructions the innermost loop with sites has, if it can be entered; 0: it cannot. */
  #loop = OUTSIDE;

  constructor(
    readonly body: TypedBody,
    readonly sites: readonly number[],
  ) {
    this.#live = liveness(body, sites);
    this.#ownLocals = body.parameters.length + body.locals.length;
  }

  plan(): CallSites {
    const body = this.#sequence(-1, 0, this.body.length - 1, 0, [], []);
    return { body, added: this.#added, saved: this.#saved, handedOver: this.#handedOver };
  }

  /**
   * What is in the block `around`, or an arm of it. `base` is the height of the operand stack below what the block takes, `held`
   * the spills of the blocks around it.
   */
  #sequence(
    around: number,
    from: number,
    to: number,
    base: number,
    held: readonly number[],
    parameters: readonly number[],
  ): Sequence {
    const targets: Target[] = [];
    for (;;) {
      const site = this.sites[this.#next];
      if (site === undefined || site >= to) return { from, to, targets, parameters };
      const at = this.#within(around, site);
      targets.push(at === site ? this.#call(at, base, held) : this.#block(at, this.body.match(at), base, held));
    }
  }

  /** What is in the block `around` itself and contains the site: a block, or the site. */
  #within(around: number, site: number): number {
    let at = site;
    for (let outer = this.body.enclosing(at); outer !== around; outer = this.body.enclosing(at)) at = outer;
    return at;
  }

  /** Of the sites that come next, those before `from` not counted: is there one before `to`? */
  #hasSites(from: number, to: number): boolean {
    let n = this.#next;
    while (n < this.sites.length && (this.sites[n] as number) < from) n++;
    return n < this.sites.length && (this.sites[n] as number) < to;
  }

  #call(i: number, base: number, held: readonly number[]): Target {
    const isIndirect = this.body.opcode(i) === Op.callIndirect;
    const operands = this.#operands(i, base);
    const kept = operands.length - parametersOf(this.body, i) - (isIndirect ? 1 : 0);
    const saved = this.#live.after(this.#next++).concat(held);
    for (let n = 0; n < kept; n++) saved.push(operands[n] as number);
    for (let n = 0; n < saved.length; n++) this.#saved.add(saved[n] as number);
    this.#give(operands);
    const first = ++this.#count;
    return { at: i, first, last: first, operands, kept, saved, inside: [], isEntry: false, hasEntry: false };
  }

  #block(i: number, end: number, base: number, held: readonly number[]): Target {
    const { body } = this;
    const opcode = body.opcode(i);
    const isIf = opcode === Op.if;
    const arm = body.nextArm(i);
    if (!isIf && arm >= 0 && this.#hasSites(arm, end)) {
      throw new CaptureFailure(
        `${labelOf(body.module, body.functionIndex)} calls what may wait from within a catch`,
        "move the call behind the catch, or compile without exceptions",
      );
    }
    const takes = body.blockType(i).parameters;
    const operands = this.#operands(i, base);
    const kept = operands.length - takes.length - (isIf ? 1 : 0);
    const isLoop = opcode === Op.loop;
    const around = this.#loop;
    const isEntry = isLoop && (around === OUTSIDE || (around > 0 && PART * (end - i) >= around));
    const first = this.#count + 1;
    const entries = this.#entries;
    if (isEntry) this.#enter(i, held.concat(operands));

    const heldInside = kept === 0 ? held : held.concat(operands.slice(0, kept));
    const height = body.height(i) - takes.length - (isIf ? 1 : 0);
    const parameters = this.#takeAll(takes);
    if (isLoop) this.#loop = isEntry ? end - i : 0;
    const inside = [this.#sequence(i, i + 1, arm < 0 ? end : arm, height, heldInside, parameters)];
    if (isIf && arm >= 0) inside.push(this.#sequence(i, arm + 1, end, height, heldInside, parameters));
    this.#loop = around;
    this.#give(parameters);
    this.#give(operands);
    const hasEntry = this.#entries > entries;
    return { at: i, first, last: this.#count, operands, kept, saved: [], inside, isEntry, hasEntry };
  }

  /** Such a loop takes a number, and all that it needs at its head is handed over. */
  #enter(loop: number, held: readonly number[]): void {
    this.#count++;
    this.#entries++;
    this.#handedOver ??= new Set();
    for (const local of this.#live.atLoop(loop)) this.#handedOver.add(local);
    for (const local of held) this.#handedOver.add(local);
  }

  /** Locals for what is on the operand stack above `base`. */
  #operands(i: number, base: number): readonly number[] {
    if (this.body.height(i) === base) return NONE;
    return this.#takeAll(this.body.stackBefore(i, base));
  }

  /** Not with `map`: arrays that it makes are of another kind to V8, whose code for this one would have to be made again. */
  #takeAll(types: readonly ValueType[]): number[] {
    const locals: number[] = [];
    for (let n = 0; n < types.length; n++) locals.push(this.#take(types[n] as ValueType));
    return locals;
  }

  #take(type: ValueType): number {
    const free = this.#free.get(type)?.pop();
    return free ?? this.#ownLocals + this.#added.push(type) - 1;
  }

  #give(locals: readonly number[]): void {
    for (const local of locals) {
      const type = this.#added[local - this.#ownLocals] as ValueType;
      const free = this.#free.get(type);
      if (free === undefined) this.#free.set(type, [local]);
      else free.push(local);
    }
  }
}

/** How many arguments a call takes, without the index of an indirect one. */
function parametersOf(body: TypedBody, i: number): number {
  const { module } = body;
  const type = body.opcode(i) === Op.callIndirect ? body.index(i) : module.functions[body.index(i)];
  return module.types[type as number]?.parameters.length ?? 0;
}
