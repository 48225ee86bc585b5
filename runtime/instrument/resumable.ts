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
import { Op } from "../guest/wasm/opcodes.ts";
import type { TypedBody } from "../guest/wasm/typed-body.ts";
import type { ValueType } from "../guest/wasm/types.ts";
import type { CallSites, Sequence, Target } from "./call-sites.ts";
import { CodeCopy, codeOf, VOID } from "./code-copy.ts";
import type { Frame } from "./frame.ts";

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

const I32_LE_U = 0x4d;
const ZERO: Readonly<Partial<Record<ValueType, readonly number[]>>> = {
  v128: [0xfd, 12, ...new Array<number>(16).fill(0)],
  funcref: [Op.refNull, 0x70],
  externref: [Op.refNull, 0x6f],
};

export function writeResumable(
  body: TypedBody,
  sites: CallSites,
  frame: Frame,
  shape: Shape,
  around: Surroundings,
): Uint8Array {
  return new Emitter(body, sites, frame, shape, around).write();
}

class Emitter {
  readonly #out: CodeCopy;
  /** The local with the number of the site to resume; 0 while running. */
  readonly #site: number;
  readonly #resumes: boolean;
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
    this.#out = new CodeCopy(body);
  }

  write(): Uint8Array {
    const { body, frame } = this;
    const { code } = this.#out;
    this.#declareLocals();
    this.#save = this.#out.open(VOID);
    this.#enter();
    this.#out.openTyped(body.results, this.around.typeOfResults);
    this.#out.beginFunction();
    this.#sequence(this.sites.body);
    this.#out.close();
    code.op(Op.return);
    this.#out.close();
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
    this.#out.code.u32(groups.length);
    for (const [count, type] of groups) this.#out.code.u32(count).u8(codeOf(type));
  }

  /** What comes first: nothing while running. */
  #enter(): void {
    const { code } = this.#out;
    const { state } = this.around.globals;
    if (this.shape === "resume") {
      this.frame.restore(code, this.#site);
      return;
    }
    code.with(Op.globalGet, state).u8(Op.if, VOID);
    if (this.shape === "whole") {
      this.frame.restore(code, this.#site);
    } else {
      for (let local = 0; local < this.body.parameters.length; local++) code.with(Op.localGet, local);
      code.with(Op.call, this.around.resumeFunction).op(Op.return);
    }
    code.op(Op.end);
  }

  #sequence({ from, to, targets }: Sequence): void {
    const landings = this.#resumes && targets.length > 0 ? this.#dispatch(targets) : [];
    let i = from;
    targets.forEach((target, n) => {
      this.#out.copy(i, target.at);
      this.#land(target, landings[n]);
      i = target.inside.length === 0 ? this.#call(target) : this.#block(target);
    });
    this.#out.copy(i, to);
  }

  /** Opens a block for each target, the first innermost, and jumps to the end of the one that has the site. */
  #dispatch(targets: readonly Target[]): Landing[] {
    const { code } = this.#out;
    const landings = [...targets]
      .reverse()
      .map((target) => ({
        merged: this.body.opcode(target.at) === Op.if ? this.#out.open(VOID) : 0,
        resumed: this.#out.open(VOID),
      }))
      .reverse();
    const [first] = targets as [Target, ...Target[]];
    if (targets.length === 1) {
      code.with(Op.localGet, this.#site);
      this.#out.branch(Op.brIf, landings[0]?.resumed as number);
      return landings;
    }
    const start = this.#out.open(VOID);
    code.with(Op.localGet, this.#site).i32(first.first).op(Op.i32Sub).op(Op.brTable);
    const labels = targets.flatMap((target, n) =>
      new Array<number>(target.last - target.first + 1).fill(this.#out.depth - (landings[n]?.resumed as number)),
    );
    code.u32(labels.length);
    for (const label of labels) code.u32(label);
    code.u32(this.#out.depth - start);
    this.#out.close();
    return landings;
  }

  /** Where running code and resumed code meet: the operands are in locals, then on the stack again. */
  #land(target: Target, landing: Landing | undefined): void {
    const { code } = this.#out;
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
      this.#out.branch(Op.br, landing.merged);
      this.#out.close();
      // Resumed: into the arm that has the site.
      const inThen = (target.inside[0] as Sequence).targets.at(-1)?.last ?? 0;
      code
        .with(Op.localGet, this.#site)
        .i32(inThen)
        .op(I32_LE_U)
        .with(Op.localSet, operands.at(-1) as number);
    }
    this.#out.close();
    this.#reload(operands);
  }

  /** The call itself, and what follows it. Answers where to go on. */
  #call(target: Target): number {
    const { code } = this.#out;
    const { at } = target;
    this.#out.raw(at);
    if (this.#resumes) code.i32(0).with(Op.localSet, this.#site);
    code.with(Op.globalGet, this.around.globals.state);
    this.#out.open(VOID, Op.if);
    for (const local of target.saved) this.frame.save(code, local);
    code.i32(target.first).with(Op.localSet, this.#site);
    this.#out.branch(Op.br, this.#save);
    this.#out.close();
    return at + 1;
  }

  #block(target: Target): number {
    const { at, inside } = target;
    const end = this.body.match(at);
    const arm = this.body.nextArm(at);
    this.#out.copy(at, at + 1);
    this.#sequence(inside[0] as Sequence);
    if (inside.length === 2) {
      this.#out.copy(arm, arm + 1);
      this.#sequence(inside[1] as Sequence);
    } else if (arm >= 0) {
      this.#out.copy(arm, end); // the catches of a try
    }
    this.#out.copy(end, end + 1);
    return end + 1;
  }

  #spill(operands: readonly number[]): void {
    for (let n = operands.length - 1; n >= 0; n--) this.#out.code.with(Op.localSet, operands[n] as number);
  }

  #reload(operands: readonly number[]): void {
    for (const local of operands) this.#out.code.with(Op.localGet, local);
  }

  #zero(type: ValueType): void {
    const bytes = ZERO[type];
    if (bytes !== undefined) this.#out.code.u8(...bytes);
    else if (type === "i32" || type === "i64" || type === "f32" || type === "f64") this.#out.code.zero(type);
  }
}
