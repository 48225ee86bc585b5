/** A footprint that can be read: "reads stdout", "counts writers of 7", "everything". */
import { Footprint, READ, type Touch, type TouchCode, type Touches } from "../../runtime/kernel/footprint.ts";

const WORDS = ["reads", "counts", "writes", "awaits"] as const;

export class NotedFootprint extends Footprint {
  #names = new Map<TouchCode, string>();

  override touch(thing: string, how: Touch): void {
    const other = new Footprint();
    for (const each of [READ, how] as const) {
      other.beginCall(); // an AWAIT may be taken for a READ
      other.touch(thing, each);
      this.#names.set(other.take()[0]?.codes[0] as TouchCode, `${WORDS[each]} ${thing}`);
    }
    super.touch(thing, how);
  }

  /** What was touched, and what is waited for, in order; from here on nothing. */
  told(): { readonly touched: string[]; readonly waits: string[] } {
    const { codes, waits } = this.take().at(-1) as Touches;
    const name = (code: TouchCode) => this.#names.get(code) ?? (codes.length === 1 ? "everything" : "a signal");
    return { touched: codes.map(name), waits: waits.map((code) => this.#names.get(code) ?? "a signal") };
  }

  /** What a turn has touched, in no order, and with each AWAIT as the READ that it is elsewhere. */
  describe({ codes, waits }: Touches): string {
    const list = (all: readonly TouchCode[]) => {
      const names = all.map((code) => this.#names.get(code)?.replace("awaits", "reads") ?? "touches everything");
      return [...new Set(names)].sort().join(", ");
    };
    return waits.length === 0 ? list(codes) : `${list(codes)}, and waits: ${list(waits)}`;
  }
}
