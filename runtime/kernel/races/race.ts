/** A data race, as it is told: two accesses to the same bytes that nothing orders, one of which writes. Plain data. */
import type { Pid } from "../../abi/ids.ts";
import type { Range } from "../../image/access.ts";

/** A place in a program, as people read it. */
export interface CodePlace {
  /** The same for the same instruction of the same program. */
  readonly key: string;
  readonly function: string;
  /** `counter.c:12`; undefined where nothing is known of lines. */
  readonly line: string | undefined;
}

export interface RaceAccess {
  readonly pid: Pid;
  readonly writes: boolean;
  readonly atomic: boolean;
  /** Bytes of the shared object. */
  readonly range: Range;
  readonly place: CodePlace;
}

/** Why nothing says which comes first. */
export type WhyUnordered =
  /** By this the second process has last heard of the first, and that was before the first access. */
  | { readonly kind: "heard"; readonly by: string }
  /** It never has. */
  | { readonly kind: "unheard" }
  /** Each could be the next. */
  | { readonly kind: "next" };

export interface Race {
  /** Objects are counted as they are first used. */
  readonly object: number;
  /** In the order of this run; another may have the other. */
  readonly first: RaceAccess;
  readonly second: RaceAccess;
  readonly why: WhyUnordered;
}

/** Races, each pair of lines once; of instructions, where nothing is known of lines. */
export class FoundRaces {
  readonly #races = new Map<string, Race>();

  get list(): readonly Race[] {
    return [...this.#races.values()];
  }

  /** Are these two places new? From now on they are not. */
  isNew(race: Race): boolean {
    const key = [race.first, race.second]
      .map(({ place }) => place.line ?? place.key)
      .sort()
      .join(" ");
    if (this.#races.has(key)) return false;
    this.#races.set(key, race);
    return true;
  }
}
