/** What a stopped process does to its memory next. */

/** A range of addresses: from the first byte to the one behind the last. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** One instruction's: a load, a store, an atomic, or a copy of a whole range. */
export interface Access {
  readonly reads: Range | undefined;
  readonly writes: Range | undefined;
  readonly atomic: boolean;
}
