/**
 * Where a function may be stopped, and what must be kept there.
 *
 * A *site* is a call during which the stack may be captured; sites are numbered from 1. To resume, code must get from the
 * start of the function to a site in the middle of nested blocks. So the function is seen as a *sequence*: code, then a
 * target, code, then a target ... A target is a site, or a block with sites in it, which is a sequence again (an `if` is two).
 *
 * What is on the operand stack at a target goes through locals: those below a call's arguments, and below a block, are part
 * of the frame of every site within. The outermost loops, and those directly in them, have numbers too: a resumed run leaves
 * its copy there.
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

/** Undefined where the function has no site. */
export function findCallSites(body: TypedBody, isSite: (instruction: number) => boolean): CallSites | undefined {
  const sites = new Set<number>();
  for (let i = 0; i < body.length; i++) if (body.isReachable(i) && isSite(i)) sites.add(i);
  return sites.size === 0 ? undefined : new Planner(body, sites).plan();
}

/**
 * To begin in a loop that lies in another, the outer one tests in each round whether that is wanted. An interpreter's loop is
 * often the second, and its handlers have more, where the test would count. (Measured: the loop of Lua, resumed and not
 * handed over, runs twenty times as long.)
 */
const ENTRIES_DEEP = 2;

class Planner {
  readonly #added: ValueType[] = [];
  /** Added locals that nobody uses just now, by type. */
  readonly #free = new Map<ValueType, number[]>();
  readonly #live: Live;
  readonly #ownLocals: number;
  /** How many sites come before each instruction. */
  readonly #sitesBefore: Uint32Array;
  readonly #saved = new Set<number>();
  #handedOver: Set<number> | undefined;
  #count = 0;
  /** How many loops with sites are around what is looked at. */
  #loops = 0;

  constructor(
    readonly body: TypedBody,
    readonly sites: ReadonlySet<number>,
  ) {
    this.#live = liveness(body, sites);
    this.#ownLocals = body.parameters.length + body.locals.length;
    this.#sitesBefore = new Uint32Array(body.length + 1);
    for (let i = 0; i < body.length; i++) {
      this.#sitesBefore[i + 1] = (this.#sitesBefore[i] as number) + (sites.has(i) ? 1 : 0);
    }
  }

  plan(): CallSites {
    const body = this.#sequence(0, this.body.length - 1, 0, [], []);
    return { body, added: this.#added, saved: this.#saved, handedOver: this.#handedOver };
  }

  /** `base` is the height of the operand stack below what its block takes, `held` the spills of the blocks around it. */
  #sequence(from: number, to: number, base: number, held: readonly number[], parameters: readonly number[]): Sequence {
    const targets: Target[] = [];
    for (let i = from; i < to; i++) {
      const opcode = this.body.opcode(i);
      if (opcode === Op.block || opcode === Op.loop || opcode === Op.if || opcode === Op.try) {
        const end = this.body.match(i);
        if (this.#hasSites(i, end)) targets.push(this.#block(i, end, base, held));
        i = end;
      } else if (this.sites.has(i)) {
        targets.push(this.#call(i, base, held));
      }
    }
    return { from, to, targets, parameters };
  }

  #hasSites(from: number, to: number): boolean {
    return (this.#sitesBefore[to] as number) > (this.#sitesBefore[from] as number);
  }

  #call(i: number, base: number, held: readonly number[]): Target {
    const isIndirect = this.body.opcode(i) === Op.callIndirect;
    const operands = this.#operands(i, base);
    const kept = operands.length - parametersOf(this.body, i) - (isIndirect ? 1 : 0);
    const saved = new Set([...(this.#live.after.get(i) ?? []), ...held, ...operands.slice(0, kept)]);
    for (const local of saved) this.#saved.add(local);
    this.#give(operands);
    const first = ++this.#count;
    return {
      at: i,
      first,
      last: first,
      operands,
      kept,
      saved: [...saved],
      inside: [],
      isEntry: false,
      hasEntry: false,
    };
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
    const isEntry = isLoop && this.#loops < ENTRIES_DEEP;
    const first = this.#count + 1;
    if (isEntry) this.#enter(i, [...held, ...operands]);

    const heldInside = [...held, ...operands.slice(0, kept)];
    const height = body.height(i) - takes.length - (isIf ? 1 : 0);
    const parameters = takes.map((type) => this.#take(type));
    if (isLoop) this.#loops++;
    const inside = [this.#sequence(i + 1, arm < 0 ? end : arm, height, heldInside, parameters)];
    if (isIf && arm >= 0) inside.push(this.#sequence(arm + 1, end, height, heldInside, parameters));
    if (isLoop) this.#loops--;
    this.#give(parameters);
    this.#give(operands);
    const hasEntry = isEntry || inside.some(({ targets }) => targets.some((target) => target.hasEntry));
    return { at: i, first, last: this.#count, operands, kept, saved: [], inside, isEntry, hasEntry };
  }

  /** Such a loop takes a number, and all that it needs at its head is handed over. */
  #enter(loop: number, held: readonly number[]): void {
    this.#count++;
    this.#handedOver ??= new Set();
    for (const local of this.#live.atLoop(loop)) this.#handedOver.add(local);
    for (const local of held) this.#handedOver.add(local);
  }

  /** Locals for what is on the operand stack above `base`. */
  #operands(i: number, base: number): number[] {
    return this.body
      .stackBefore(i)
      .slice(base)
      .map((type) => this.#take(type));
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
