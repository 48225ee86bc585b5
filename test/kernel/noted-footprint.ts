/** A footprint that can be read: "reads stdout", "counts writers of 7", "everything". */
import { Footprint, type Touch, type TouchCode } from "../../runtime/kernel/footprint.ts";

const WORDS = ["reads", "counts", "writes", "awaits"] as const;

export class NotedFootprint extends Footprint {
  #names = new Map<TouchCode, string>();

  override touch(thing: string, how: Touch): void {
    const other = new Footprint();
    other.touch(thing, how);
    for (const code of other.take().codes) this.#names.set(code, `${WORDS[how]} ${thing}`);
    super.touch(thing, how);
  }

  /** What was touched, and what is waited for, in order; from here on nothing. */
  told(): { readonly touched: string[]; readonly waits: string[] } {
    const { codes, waits } = this.take();
    const name = (code: TouchCode) => this.#names.get(code) ?? (codes.length === 1 ? "everything" : "a signal");
    return { touched: codes.map(name), waits: waits.map((code) => this.#names.get(code) ?? "a signal") };
  }
}
