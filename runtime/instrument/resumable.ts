/**
 * Writes the code of one function so that it can be stopped at its sites and resumed there.
 *
 *     whole    one body that does both, for small functions
 *     normal   runs and stops; entered while resuming, it hands over to
 *     resume   which takes its frame, jumps to the site and goes on from there
 *
 * A sequence with targets A and B becomes, where it can resume (P and Q are where A and B begin):
 *
 *     block $Q  block $P  block $start
 *       br_table on $site: none -> $start, in A -> $P, in B -> $Q
 *     end $start  code before A
 *     end $P      A: operands from locals, then the call or the block
 *                 code between A and B
 *     end $Q      B ...
 *
 * and after each call: `if (state) { save the locals of this site; site = n; br $save }`, where $save ends at the tail, which
 * finishes the frame and returns anything at all.
 */
import { BLOCK_EMPTY, Op } from "../guest/wasm/opcodes.ts";
import type { TypedBody } from "../guest/wasm/typed-body.ts";
import { VALUE_TYPE_CODE, type ValueType } from "../guest/wasm/types.ts";
import type { CallSites, Sequence, Target } from "./call-sites.ts";
import type { Frame } from "./frame.ts";
import { CodeWriter } from "./wasm/writer.ts";

export type Shape = "whole" | "normal" | "resume";

export interface Globals {
  readonly state: number;
  readonly cursor: number;
}

/** What a function's code needs besides its body. */
export interface Surroundings {
  readonly globals: Globals;
  /** Of a normal copy: the resume copy. */
  readonly resumeFunction: number;
  /** The index of a function type with no parameters and these results. */
  readonly typeOfResults: (results: readonly ValueType[]) => number;
}

/** How deep the blocks are at whose ends a resumed run lands, and meets (an `if` only) the one that was running. */
interface Landing {
  readonly resumed: number;
  readonly merged: number;
}

const VOID = BLOCK_EMPTY & 0x7f;
const I32_LE_U = 0x4d;
const ZERO: Readonly<Partial<Record<ValueType, readonly number[]>>> = {
  v128: [0xfd, 12, ...new Array<number>(16).fill(0)],
  funcref: [Op.refNull, 0x70],
  externref: [Op.refNull, 0x6f],
};

export function writeResumable(body: TypedBody, sites: CallSites, frame: Frame, shape: Shape, around: Surroundings): Uint8Array {
  return new Emitter(body, sites, frame, shape, around).write();
}

class Emitter {
  readonly #code = new CodeWriter(1024);
  /** The local with the number of the site to resume; 0 while running. */
  readonly #site: number;
  readonly #resumes: boolean;
  /** How many blocks are open in what is written. */
  #depth = 0;
  /** For each block of the original that is open, the function first: how deep it is in what is written. */
  readonly #labels: number[] = [];
  #save = 0;

  constructor(
    readonly body: TypedBody,
    readonly sites: CallSites,
    readonly frame: Frame,
    readonly shape: Shape,
    readonly around: Surroundings,
  ) {
    this.#site = body.parameters.length + body.locals.length + sites.added.length;
    this.#resumes = shape !== "normal";
  }

  write(): Uint8Array {
    const { body, frame } = this;
    const code = this.#code;
    this.#declareLocals();
    this.#save = this.#open(VOID);
    this.#enter();
    this.#openTyped(body.results);
    this.#labels.push(this.#depth);
    this.#sequence(this.sites.body);
    this.#close();
    code.op(Op.return);
    this.#close();
    frame.finish(code, this.#site);
    for (const type of body.results) this.#zero(type);
    return code.op(Op.end).finish();
  }

  #declareLocals(): void {
    const types = [...this.body.locals, ...this.sites.added, "i32" as const];
    const groups: [number, ValueType][] = [];
    for (const type of types) {
      const last = groups.at(-1);
      if (last?.[1] === type) last[0]++;
      else groups.push([1, type]);
    }
    this.#code.u32(groups.length);
    for (const [count, type] of groups) this.#code.u32(count).u8(codeOf(type));
  }

  /** What comes first: nothing while running. */
  #enter(): void {
    const code = this.#code;
    const { state } = this.around.globals;
    if (this.shape === "resume") {
      this.frame.restore(code, this.#site);
      return;
    }
    code.with(Op.globalGet, state).u8(Op.if, VOID);
    if (this.shape === "whole") {
      this.frame.restore(code, this.#site);
    } else {
      this.body.parameters.forEach((_, local) => code.with(Op.localGet, local));
      code.with(Op.call, this.around.resumeFunction).op(Op.return);
    }
    code.op(Op.end);
  }

  #sequence({ from, to, targets }: Sequence): void {
    const landings = this.#resumes && targets.length > 0 ? this.#dispatch(targets) : [];
    let i = from;
    targets.forEach((target, n) => {
      this.#copy(i, target.at);
      this.#land(target, landings[n]);
      i = target.inside.length === 0 ? this.#call(target) : this.#block(target);
    });
    this.#copy(i, to);
  }

  /** Opens a block for each target, the first innermost, and jumps to the end of the one that has the site. */
  #dispatch(targets: readonly Target[]): Landing[] {
    const code = this.#code;
    const landings = [...targets]
      .reverse()
      .map((target) => ({
        merged: this.body.opcode(target.at) === Op.if ? this.#open(VOID) : 0,
        resumed: this.#open(VOID),
      }))
      .reverse();
    const [first] = targets as [Target, ...Target[]];
    if (targets.length === 1) {
      code.with(Op.localGet, this.#site).with(Op.brIf, this.#depth - (landings[0]?.resumed as number));
      return landings;
    }
    const start = this.#open(VOID);
    code.with(Op.localGet, this.#site).i32(first.first).op(Op.i32Sub).op(Op.brTable);
    const labels = targets.flatMap((target, n) =>
      new Array<number>(target.last - target.first + 1).fill(this.#depth - (landings[n]?.resumed as number)),
    );
    code.u32(labels.length);
    for (const label of labels) code.u32(label);
    code.u32(this.#depth - start);
    this.#close();
    return landings;
  }

  /** Where running code and resumed code meet: the operands are in locals, then on the stack again. */
  #land(target: Target, landing: Landing | undefined): void {
    const code = this.#code;
    const { operands, kept } = target;
    const isCall = target.inside.length === 0;
    if (landing === undefined) {
      if (kept > 0) {
        this.#spill(operands);
        this.#reload(operands);
      } else if (isCall && this.body.opcode(target.at) === Op.callIndirect) {
        code.with(Op.localTee, operands.at(-1) as number);
      }
      return;
    }
    this.#spill(operands);
    if (landing.merged > 0) {
      code.with(Op.br, this.#depth - landing.merged);
      this.#close();
      // Resumed: into the arm that has the site.
      const inThen = (target.inside[0] as Sequence).targets.at(-1)?.last ?? 0;
      code.with(Op.localGet, this.#site).i32(inThen).op(I32_LE_U).with(Op.localSet, operands.at(-1) as number);
    }
    this.#close();
    this.#reload(operands);
  }

  /** The call itself, and what follows it. Answers where to go on. */
  #call(target: Target): number {
    const code = this.#code;
    const { at } = target;
    this.#raw(at);
    if (this.#resumes) code.i32(0).with(Op.localSet, this.#site);
    code.with(Op.globalGet, this.around.globals.state);
    this.#open(VOID, Op.if);
    for (const local of target.saved) this.frame.save(code, local);
    code.i32(target.first).with(Op.localSet, this.#site).with(Op.br, this.#depth - this.#save);
    this.#close();
    return at + 1;
  }

  #block(target: Target): number {
    const { at, inside } = target;
    const end = this.body.match(at);
    const arm = this.body.nextArm(at);
    this.#copy(at, at + 1);
    this.#sequence(inside[0] as Sequence);
    if (inside.length === 2) {
      this.#copy(arm, arm + 1);
      this.#sequence(inside[1] as Sequence);
    } else if (arm >= 0) {
      this.#copy(arm, end); // the catches of a try
    }
    this.#copy(end, end + 1);
    return end + 1;
  }

  /** Copies instructions; branches go as far as before, over the blocks that were added. */
  #copy(from: number, to: number): void {
    const { body } = this;
    for (let i = from; i < to; i++) {
      const opcode = body.opcode(i);
      if (opcode === Op.block || opcode === Op.loop || opcode === Op.if || opcode === Op.try) {
        if (!body.isReachable(i)) {
          i = body.match(i); // dead code is not taken along
          continue;
        }
        this.#raw(i);
        this.#labels.push(++this.#depth);
      } else if (opcode === Op.end) {
        this.#labels.pop();
        this.#close();
      } else if (opcode === Op.delegate) {
        this.#labels.pop();
        this.#depth--;
        this.#code.with(Op.delegate, this.#label(body.index(i)));
      } else if (opcode === Op.else || opcode === Op.catch || opcode === Op.catchAll) {
        this.#raw(i);
      } else if (body.isReachable(i)) {
        this.#plain(i, opcode);
      }
    }
  }

  #plain(i: number, opcode: number): void {
    const { body } = this;
    const code = this.#code;
    if (opcode === Op.br || opcode === Op.brIf || opcode === Op.rethrow) {
      code.with(opcode, this.#label(body.index(i)));
    } else if (opcode === Op.brTable) {
      const labels = body.labels(i);
      code.with(opcode, labels.length - 1);
      for (const label of labels) code.u32(this.#label(label));
    } else {
      this.#raw(i);
    }
  }

  #label(original: number): number {
    return this.#depth - (this.#labels[this.#labels.length - 1 - original] as number);
  }

  #raw(i: number): void {
    const { body } = this;
    this.#code.raw(body.module.bytes.subarray(body.start(i), body.end(i)));
  }

  #spill(operands: readonly number[]): void {
    for (let n = operands.length - 1; n >= 0; n--) this.#code.with(Op.localSet, operands[n] as number);
  }

  #reload(operands: readonly number[]): void {
    for (const local of operands) this.#code.with(Op.localGet, local);
  }

  /** Answers how deep the new block is. */
  #open(type: number, opcode: number = Op.block): number {
    this.#code.u8(opcode, type);
    return ++this.#depth;
  }

  #openTyped(results: readonly ValueType[]): void {
    if (results.length > 1) {
      this.#code.u8(Op.block).s32(this.around.typeOfResults(results));
      this.#depth++;
    } else {
      this.#open(results[0] === undefined ? VOID : codeOf(results[0]));
    }
  }

  #close(): void {
    this.#code.op(Op.end);
    this.#depth--;
  }

  #zero(type: ValueType): void {
    const bytes = ZERO[type];
    if (bytes !== undefined) this.#code.u8(...bytes);
    else if (type === "i32" || type === "i64" || type === "f32" || type === "f64") this.#code.zero(type);
  }
}

function codeOf(type: ValueType): number {
  if (type === "ref") throw new RangeError("Cannot write a typed reference");
  return VALUE_TYPE_CODE[type];
}
