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
