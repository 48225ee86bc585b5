/**
 * The copy of a function that resumes: it takes its frame, jumps to the site and goes on from there. At the head of a loop it
 * hands over to the normal copy, so it runs no longer than it must.
 *
 * It has no parameters, as all it needs is in its frame. Where a site called a function by its number, and that makes no tail
 * calls, it calls that one's resume copy. Elsewhere the next frame says whom, not the call: that may be another function than
 * the one called, which ended with a tail call, or than the one that the table holds by now.
 */
import { Op } from "../guest/wasm/opcodes.ts";
import type { ValueType } from "../guest/wasm/types.ts";
import type { Sequence, Target } from "./call-sites.ts";
import { VOID } from "./code-copy.ts";
import { FunctionCopy, type Surroundings, type Suspendable } from "./function-copy.ts";
import type { Zeroed } from "./wasm/writer.ts";

export class ResumeCopy extends FunctionCopy {
  /** The function that takes over at an outermost loop. */
  readonly #successor: number;
  /** The block at whose end the function is handed over. */
  #handOver = 0;

  constructor(found: Suspendable, around: Surroundings, successor: number) {
    super(found, around);
    this.#successor = successor;
  }

  write(): Uint8Array {
    const { body, code, frame, sites } = this;
    this.declareLocals(body.parameters);
    return this.withTail(() => {
      this.around.area.writeMoveIfEmpty(code);
      frame.take(code, this.site);
      if (sites.handedOver !== undefined) this.#handOver = this.out.open(VOID);
      this.wholeBody(true);
      if (sites.handedOver !== undefined) this.#writeHandOver([...sites.handedOver]);
    });
  }

  protected landsIn(): boolean {
    return true;
  }

  protected override takesFromLocals(target: Target, isLanded: boolean): boolean {
    return target.isEntry || this.#onlyArm(target, isLanded) !== undefined || super.takesFromLocals(target, isLanded);
  }

  protected override arrive(target: Target): void {
    if (target.isEntry) this.#branchToHandOver(target);
  }

  protected call(target: Target, isLanded: boolean): void {
    const { code } = this;
    const { at, operands, kept } = target;
    const given = operands.slice(kept);
    if (this.#isCallOfHost(at)) {
      this.#forgetSite();
      this.reload(given);
      this.out.raw(at);
    } else if (isLanded) {
      this.#forgetSite();
      this.#resumeCall(at, this.#resultsOf(at));
    } else {
      code.with(Op.localGet, this.site);
      this.#forgetSite();
      const results = this.#resultsOf(at);
      this.out.openTyped(results, this.around.typeOfResults, Op.if);
      this.#resumeCall(at, results);
      code.op(Op.else);
      this.reload(given);
      this.out.raw(at);
      this.out.close();
    }
    this.copied = at + 1;
    this.testState(target);
  }

  /** Calls the resume copy of whom the site called. */
  #resumeCall(at: number, results: readonly ValueType[]): void {
    const { body, code, around } = this;
    const known = body.opcode(at) === Op.call ? around.resumeCopyOf(body.index(at)) : undefined;
    if (known !== undefined) {
      code.with(Op.call, known);
      return;
    }
    code.with(Op.call, around.area.next);
    code.with(Op.callIndirect, around.typeOfResults(results)).u32(around.resumeTable);
  }

  protected block(target: Target, isLanded: boolean): void {
    const arm = this.#onlyArm(target, isLanded);
    if (target.isEntry) this.#loop(target);
    else if (arm !== undefined) this.#landedBlock(target, arm);
    else this.plainBlock(target);
  }

  /** Of a block, or an `if`, that all runs land in: what is in it, or the one arm that they land in. */
  #onlyArm({ at, inside }: Target, isLanded: boolean): Sequence | undefined {
    const opcode = this.body.opcode(at);
    if (!isLanded || (opcode !== Op.block && opcode !== Op.if)) return undefined;
    const arms = inside.filter(({ targets }) => targets.length > 0);
    return arms.length === 1 ? arms[0] : undefined;
  }

  /** It is without the code before its first target, as the body is, and without the other arm. */
  #landedBlock({ at }: Target, arm: Sequence): void {
    this.out.openTyped(this.body.blockType(at).results, this.around.typeOfResults);
    this.out.beginLabel();
    this.sequence(arm, true);
    this.copyTo(arm.to);
    this.out.endLabel();
    this.out.close();
    this.copied = this.body.match(at) + 1;
  }

  /** What is left of a loop: the round that was begun. Its head is where the function is handed over. */
  #loop(target: Target): void {
    const { at, operands, kept, inside } = target;
    const { parameters, results } = this.body.blockType(at);
    const exit = this.out.openTyped(results, this.around.typeOfResults);
    this.out.openTyped(parameters, this.around.typeOfResults);
    this.out.beginLabel();
    const round = inside[0] as Sequence;
    this.sequence(round, true);
    this.copyTo(round.to);
    this.out.endLabel();
    this.out.branch(Op.br, exit);
    this.out.close();
    this.spill(operands.slice(kept));
    this.#branchToHandOver(target);
    this.out.close();
    this.copied = round.to + 1;
  }

  /** It has landed, before the call is made: what the call throws may be caught in this function. */
  #forgetSite(): void {
    this.code.i32(0).with(Op.localSet, this.site);
  }

  #branchToHandOver({ first }: Target): void {
    this.code.i32(first).with(Op.localSet, this.site);
    this.out.branch(Op.br, this.#handOver);
  }

  #writeHandOver(locals: readonly number[]): void {
    const { body, code } = this;
    const { handOver } = this.around;
    this.out.close();
    handOver.give(code, locals, this.frame.typeOf);
    code.with(Op.localGet, this.site).with(Op.globalSet, handOver.entry);
    for (const type of body.parameters) code.zero(type as Zeroed);
    code.with(Op.call, this.#successor).op(Op.return);
  }

  #isCallOfHost(at: number): boolean {
    const { body } = this;
    if (body.opcode(at) === Op.call) return body.index(at) < body.module.importedFunctions.length;
    return body.tableIndex(at) === this.around.area.door.table;
  }

  #resultsOf(at: number): readonly ValueType[] {
    const { module } = this.body;
    const index = this.body.index(at);
    const type = this.body.opcode(at) === Op.callIndirect ? index : (module.functions[index] as number);
    return module.types[type]?.results ?? [];
  }
}
