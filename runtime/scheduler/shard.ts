/**
 * A part of a search, so that several machines can search at once without talking to each other. The first decisions are made in
 * every way by all of them; each state that is reached by so many belongs to one, by the hash of its key.
 */

/** The part with this number, from 1 on, of so many. */
export interface Shard {
  readonly number: number;
  readonly of: number;
}

/** Parts differ in size: so many states for each part make up for that. */
const STATES_A_SHARD = 16;

/** How many decisions are made before a search is split: enough, if each of them has two ways. */
export function depthOf({ of }: Shard): number {
  return Math.ceil(Math.log2(of * STATES_A_SHARD));
}

/** Does a state belong to this part? `key` is the state's, any text. */
export function isOf({ number, of }: Shard, key: string): boolean {
  let hash = 0x811c9dc5; // FNV-1a
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  return (hash >>> 0) % of === number - 1;
}

/** What belongs to a part of a search, after so many decisions; all of it, where there are no parts. */
export class Split {
  readonly #shard: Shard | undefined;
  /** So many decisions are made by all parts. */
  readonly #common: number;

  constructor(shard: Shard | undefined) {
    this.#shard = shard;
    this.#common = shard === undefined ? 0 : depthOf(shard);
  }

  /** Do all parts decide here? */
  isCommon(decisions: number): boolean {
    return decisions < this.#common;
  }

  /** Is a state with this key ours? */
  has(decisions: number, key: string): boolean {
    return this.#shard === undefined || decisions !== this.#common || isOf(this.#shard, key);
  }

  /** Is a run ours that ends here? Before the search is split it is the first part's. */
  hasEnd(decisions: number): boolean {
    return this.#shard === undefined || this.#shard.number === 1 || decisions > this.#common;
  }
}
