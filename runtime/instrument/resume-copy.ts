/**
 * The copy of a function that resumes: it takes its frame, jumps to the site and goes on from there. At the head of a loop it
 * hands over to the normal copy, so it runs no longer than it must.
 *
 * It has no parameters, as all it needs is in its frame. Whom a site called is said by the next frame, not by the call: that
 * may be another function than the one called, which ended with a tail call, or than the one that the table holds by now.
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
      code.i32(frame.size).with(Op.call, this.around.area.popped).with(Op.localSet, this.site);
      frame.restore(code);
      if (sites.handedOver !== undefined) this.#handOver = this.out.open(VOID);
      this.wholeBody(true);
      if (sites.handedOver !== undefined) this.#writeHandOver([...sites.handedOver]);
    });
  }

  protected landsIn(): boolean {
    return true;
  }

  protected override takesFromLocals(target: Target): boolean {
    return target.isEntry || super.takesFromLocals(target);
  }

  protected override arrive(target: Target): void {
    if (target.isEntry) this.#branchToHandOver(target);
  }

  protected call(target: Target): void {
    const { code } = this;
    const { at, operands, kept } = target;
    const given = operands.slice(kept);
    if (this.#isCallOfHost(at)) {
      this.#forgetSite();
      this.reload(given);
      this.out.raw(at);
    } else {
      code.with(Op.localGet, this.site);
      this.#forgetSite();
      const results = this.#resultsOf(at);
      this.out.openTyped(results, this.around.typeOfResults, Op.if);
      code.with(Op.call, this.around.area.next);
      code.with(Op.callIndirect, this.around.typeOfResults(results)).u32(this.around.resumeTable);
      code.op(Op.else);
      this.reload(given);
      this.out.raw(at);
      this.out.close();
    }
    this.copied = at + 1;
    this.testState(target);
  }

  protected block(target: Target): void {
    if (target.isEntry) this.#loop(target);
    else this.plainBlock(target);
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
