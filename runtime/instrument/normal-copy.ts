/**
 * The copy of a function that runs: as the guest wrote it, with a test after each site. It never resumes. A second one of its
 * kind can be entered: it also begins at the head of a loop, where the resume copy hands over to it.
 */
import { Op } from "../guest/wasm/opcodes.ts";
import type { ValueType } from "../guest/wasm/types.ts";
import type { Target } from "./call-sites.ts";
import { FunctionCopy, type Surroundings, type Suspendable } from "./function-copy.ts";

/** It has those of the function. */
const NO_PARAMETERS: readonly ValueType[] = [];

export class NormalCopy extends FunctionCopy {
  readonly #isEntered: boolean;

  constructor(found: Suspendable, around: Surroundings, isEntered: boolean) {
    super(found, around);
    this.#isEntered = isEntered;
  }

  write(): Uint8Array {
    this.declareLocals(NO_PARAMETERS);
    return this.withTail(() => {
      if (this.#isEntered) this.#enter();
      this.wholeBody(false);
    });
  }

  protected landsIn(target: Target): boolean {
    return this.#isEntered && target.hasEntry;
  }

  protected call(target: Target): void {
    this.copyTo(target.at + 1);
    this.testState(target);
  }

  protected block(target: Target): void {
    if (this.#isEntered && target.isEntry) this.#forget(target);
    this.plainBlock(target);
  }

  /** Who lands at this loop, and at none in it, has landed. */
  #forget({ first }: Target): void {
    const { code, site } = this;
    code.i32(0).with(Op.localGet, site).with(Op.localGet, site).i32(first).op(Op.i32Eq).op(Op.select);
    code.with(Op.localSet, site);
  }

  #enter(): void {
    const { handedOver = [] } = this.sites;
    const { handOver } = this.around;
    this.code.with(Op.globalGet, handOver.entry).when((code) => {
      handOver.take(code, [...handedOver], this.frame.typeOf);
      code.with(Op.globalGet, handOver.entry).with(Op.localSet, this.site);
      code.i32(0).with(Op.globalSet, handOver.entry);
    });
  }
}
