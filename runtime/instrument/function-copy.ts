/**
 * What all copies of a function have in common. A sequence with targets A and B becomes, where a run may land in them
 * (P and Q are where A and B begin):
 *
 *     block $Q  block $P  block $start
 *       br_table on $site: none -> $start, in A -> $P, in B -> $Q
 *     end $start  code before A
 *     end $P      A: operands from locals, then the call or the block
 *                 code between A and B
 *     end $Q      B ...
 *
 * and after each call: `if (state) { save the locals of this site; br $save with its number }`, where $save ends at the tail,
 * which finishes the frame and returns anything at all.
 */
import { Op } from "../guest/wasm/opcodes.ts";
import type { TypedBody } from "../guest/wasm/typed-body.ts";
import { codeOf, type ValueType } from "../guest/wasm/types.ts";
import type { CallSites, Sequence, Target } from "./call-sites.ts";
import { CodeCopy, VOID } from "./code-copy.ts";
import type { Frame } from "./frame.ts";
import type { FrameArea } from "./frame-area.ts";
import type { HandOver } from "./hand-over.ts";
import type { CodeWriter, Zeroed } from "./wasm/writer.ts";

/** What a function's code needs besides its body. */
export interface Surroundings {
  readonly area: FrameArea;
  readonly handOver: HandOver;
  /** The table with the resume copies: each at the number of its function. */
  readonly resumeTable: number;
  /** The resume copy that a call of this function is resumed with; undefined where only the next frame can say. */
  readonly resumeCopyOf: (functionIndex: number) => number | undefined;
  /** The index of a function type with no parameters and these results. */
  readonly typeOfResults: (results: readonly ValueType[]) => number;
  /** Where all copies are written, one after the other. */
  readonly code: CodeWriter;
}

/** A function and all that was found out about it. */
export interface Suspendable {
  readonly body: TypedBody;
  readonly sites: CallSites;
  readonly frame: Frame;
  /** What each site saves, in the code that was written first: the same bytes in all copies. */
  readonly saves: (Uint8Array | undefined)[];
}

/** How deep the blocks are at whose ends a run lands, and meets (an `if` only) the one that came from before. */
interface Landing {
  readonly target: Target;
  readonly landed: number;
  readonly merged: number;
}

const I32 = codeOf("i32");
const I32_LE_U = 0x4d;
const SITE: readonly ValueType[] = ["i32"];
const NONE: readonly number[] = [];
const NOWHERE: readonly undefined[] = [];

export abstract class FunctionCopy {
  protected readonly out: CodeCopy;
  protected readonly code: CodeWriter;
  /** The local with the number of the site, or loop, to land at; 0 while running. */
  protected readonly site: number;
  protected readonly body: TypedBody;
  protected readonly sites: CallSites;
  protected readonly frame: Frame;
  /** The instructions before this one are written, or left out. */
  protected copied = 0;
  /** The block at whose end the tail begins. */
  #save = 0;

  readonly #saves: (Uint8Array | undefined)[];

  constructor(
    { body, sites, frame, saves }: Suspendable,
    protected readonly around: Surroundings,
  ) {
    this.body = body;
    this.sites = sites;
    this.frame = frame;
    this.site = body.parameters.length + body.locals.length + sites.added.length;
    this.code = around.code;
    this.out = new CodeCopy(body, around.code);
    this.#saves = saves;
  }

  protected abstract landsIn(target: Target): boolean;
  /**
   * The call of a target, and the test after it. What it takes is on the stack, or in locals where runs can land. `isLanded` says
   * that all runs that get there land in it.
   */
  protected abstract call(target: Target, isLanded: boolean): void;
  protected abstract block(target: Target, isLanded: boolean): void;
  /** Where runs can land: does what a target takes stay in its locals? */
  protected takesFromLocals({ inside }: Target, _isLanded: boolean): boolean {
    return inside.length === 0;
  }

  /** Code that ran until here has come to a target where runs can land; its operands are in locals. */
  protected arrive(_target: Target): void {}

  /** Writes the types of the locals, without those that are parameters of the copy. */
  protected declareLocals(parameters: readonly ValueType[]): void {
    const groups: [number, ValueType][] = [];
    const types = parameters.concat(this.body.locals, this.sites.added, SITE);
    for (let n = 0; n < types.length; n++) {
      const last = groups[groups.length - 1];
      if (last !== undefined && last[1] === types[n]) last[0]++;
      else groups.push([1, types[n] as ValueType]);
    }
    this.code.u32(groups.length);
    for (const [count, type] of groups) this.code.u32(count).byte(codeOf(type));
  }

  /** What `write` writes, then the tail that its sites go to. */
  protected withTail(write: () => void): Uint8Array {
    const { code, body, frame } = this;
    this.#save = this.out.open(I32);
    write();
    this.out.close();
    code.with(Op.localSet, this.site);
    frame.finish(code, this.site);
    this.around.area.writeMoveIfFull(code);
    for (const type of body.results) code.zero(type as Zeroed);
    return code.op(Op.end).cut();
  }

  /** The whole body; `isLanding` says that it is never run from its beginning. */
  protected wholeBody(isLanding: boolean): void {
    const { body } = this.sites;
    this.out.openTyped(this.body.results, this.around.typeOfResults);
    this.out.beginLabel();
    this.sequence(body, isLanding);
    this.copyTo(body.to);
    this.out.endLabel();
    this.out.close();
    this.code.op(Op.return);
  }

  /** Copies what the guest has before this instruction and is not copied yet. */
  protected copyTo(i: number): void {
    if (this.copied < i) this.out.copy(this.copied, i);
    this.copied = i;
  }

  /**
   * A sequence, but for the code after its last target: who goes on copies it. One that is never run from its beginning is
   * without the code before its first target.
   */
  protected sequence(sequence: Sequence, isLanding = false): void {
    const { targets } = sequence;
    const landings = this.#dispatch(sequence, isLanding);
    if (isLanding) this.copied = (targets[0] as Target).at;
    for (let n = 0; n < targets.length; n++) {
      const target = targets[n] as Target;
      this.#land(target, landings[n], n > 0 || !isLanding);
      const isLanded = isLanding && n === 0;
      if (target.inside.length === 0) this.call(target, isLanded);
      else this.block(target, isLanded);
    }
  }

  /** Opens a block for each target that a run may land in, the first innermost, and jumps to the end of the one it does. */
  #dispatch({ from, targets, parameters }: Sequence, isLanding: boolean): readonly (Landing | undefined)[] {
    const { code } = this;
    let count = 0;
    for (let n = 0; n < targets.length; n++) if (this.landsIn(targets[n] as Target)) count++;
    if (count === 0 || (isLanding && count === 1)) return NOWHERE;
    if (!isLanding) this.copyTo(from);
    const landings = new Array<Landing | undefined>(targets.length);
    const passed = isLanding ? NONE : parameters;
    this.spill(passed);
    for (let n = targets.length - 1; n >= 0; n--) {
      const target = targets[n] as Target;
      if (!this.landsIn(target)) continue;
      const isMerged = this.body.opcode(target.at) === Op.if && !(isLanding && n === 0);
      landings[n] = { target, merged: isMerged ? this.out.open(VOID) : 0, landed: this.out.open(VOID) };
    }
    const chosen = landings.filter((landing) => landing !== undefined);
    if (chosen.length === 1) {
      code.with(Op.localGet, this.site);
      this.out.branch(Op.brIf, (chosen[0] as Landing).landed);
    } else {
      this.#branchTable(chosen, isLanding);
    }
    this.reload(passed);
    return landings;
  }

  /** Numbers in between, which do not occur, go where those go that are too large. */
  #branchTable(chosen: readonly Landing[], isLanding: boolean): void {
    const { code, out } = this;
    const { target, landed } = chosen[chosen.length - 1] as Landing;
    const start = isLanding ? landed : out.open(VOID);
    const { first } = (chosen[0] as Landing).target;
    code.with(Op.localGet, this.site).i32(first).op(Op.i32Sub);
    code.with(Op.brTable, target.last - first + 1);
    let next = first;
    for (const landing of chosen) {
      for (; next < landing.target.first; next++) code.u32(out.depth - start);
      for (; next <= landing.target.last; next++) code.u32(out.depth - landing.landed);
    }
    code.u32(out.depth - start);
    if (!isLanding) out.close();
  }

  /** Where the run from before and the one that lands meet: the operands are in locals, and some stay there. */
  #land(target: Target, landing: Landing | undefined, isRunning: boolean): void {
    if (landing === undefined && isRunning) {
      this.#passOperands(target);
      return;
    }
    const { operands, kept } = target;
    if (isRunning) {
      this.copyTo(target.at);
      this.spill(operands);
      this.arrive(target);
      if (landing !== undefined && landing.merged > 0) this.out.branch(Op.br, landing.merged);
    }
    if (landing !== undefined) this.out.close();
    const fromLocals = this.takesFromLocals(target, !isRunning);
    if (this.body.opcode(target.at) === Op.if && !fromLocals) this.#chooseArm(target);
    if (landing !== undefined && landing.merged > 0) this.out.close();
    this.reload(fromLocals ? operands.slice(0, kept) : operands);
  }

  /** A run that lands goes into the arm that has its site. */
  #chooseArm({ inside, operands }: Target): void {
    const inThen = inside[0]?.targets.at(-1)?.last ?? 0;
    this.code
      .with(Op.localGet, this.site)
      .i32(inThen)
      .op(I32_LE_U)
      .with(Op.localSet, operands.at(-1) as number);
  }

  /** Nobody lands here, but what is kept must be in its locals, where the sites within save it from. */
  #passOperands({ at, operands, kept }: Target): void {
    if (kept === 0) return;
    this.copyTo(at);
    this.spill(operands);
    this.reload(operands);
  }

  /** After a call: was the stack captured in it? */
  protected testState(target: Target): void {
    const { code, out } = this;
    code.with(Op.globalGet, this.around.area.state);
    out.open(VOID, Op.if);
    const known = this.#saves[target.first];
    if (known !== undefined) code.raw(known);
    else {
      const start = code.length;
      for (const local of target.saved) this.frame.save(code, local);
      code.i32(target.first);
      this.#saves[target.first] = code.since(start);
    }
    out.branch(Op.br, this.#save);
    out.close();
  }

  /** A block as it is, and the sequences in it. */
  protected plainBlock({ inside }: Target): void {
    for (let n = 0; n < inside.length; n++) this.sequence(inside[n] as Sequence);
  }

  protected spill(operands: readonly number[]): void {
    for (let n = operands.length - 1; n >= 0; n--) this.code.with(Op.localSet, operands[n] as number);
  }

  protected reload(operands: readonly number[]): void {
    for (let n = 0; n < operands.length; n++) this.code.with(Op.localGet, operands[n] as number);
  }
}
