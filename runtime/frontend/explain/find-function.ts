/** From what the user calls a function to its index. */

import { MAIN_NAMES, sourceName } from "../../guest/source-name.ts";

export class NoSuchFunction extends Error {
  override readonly name = "NoSuchFunction";
}

/** Where to look. */
export interface NamedFunctions {
  /** Names of all functions, imports too. */
  readonly names: ReadonlyMap<number, string>;
  /** How many functions are imported: they come first, and have no code. */
  readonly imports: number;
  /** How many functions have code. */
  readonly count: number;
}

/** How many names a message suggests. */
const SUGGESTIONS = 3;
/** A name that needs so many changes more than the nearest is no suggestion. */
const FEW = 2;
/** So many letters are compared of so many names: a guest may have a million. */
const LONGEST = 60;
const COMPARED = 10_000;
/** How many functions of one name it lists. */
const LISTED = 10;

/**
 * The index of the function with this name, or this index. Without its folder (`assembly/index/main`), its class or its
 * arguments (`Stack::push(int)`) a name will do where it means one function only. Throws NoSuchFunction.
 */
export function findFunction(wanted: string, functions: NamedFunctions): number {
  const { names, imports, count } = functions;
  const hasCode = (index: number) => index >= imports && index < imports + count;
  const called = (test: (name: string) => boolean) =>
    [...names].filter(([index, name]) => hasCode(index) && test(name)).map(([index]) => index);
  if (/^\d+$/.test(wanted)) {
    if (hasCode(Number(wanted))) return Number(wanted);
    return fail(wanted, `functions ${imports} to ${imports + count - 1} are those with code`);
  }
  const ways = [
    (name: string) => name === wanted,
    ...(wanted === "main" ? MAIN_NAMES : []).map((alias) => (name: string) => name === alias),
    (name: string) => shortName(name) === wanted,
  ];
  for (const way of ways) {
    const [found, ...others] = called(way);
    if (found === undefined) continue;
    if (others.length === 0) return found;
    const list = [found, ...others].slice(0, LISTED).map((index) => `${index} (${names.get(index)})`);
    const more = others.length >= LISTED ? ", ..." : "";
    fail(wanted, `${others.length + 1} functions have this name. Say which by its index: ${list.join(", ")}${more}`);
  }
  if ([...names].some(([index, name]) => index < imports && name === wanted))
    fail(wanted, "it is imported, so it has no code here");
  const near = nearest(
    wanted,
    called(() => true).map((index) => names.get(index) as string),
  );
  return fail(
    wanted,
    near.length === 0
      ? "no function has a name. Say which by its index"
      : `there is no function with this name. Nearest: ${near.join(", ")}`,
  );
}

function fail(wanted: string, why: string): never {
  throw new NoSuchFunction(`Cannot explain ${wanted}: ${why}`);
}

function shortName(name: string): string {
  return sourceName(name)
    .replace(/\(.*$/s, "")
    .replace(/^.*(?:\/|::|#)/s, "");
}

/** The names that one gets with the fewest changes, and few more; those that hold the word come first. */
function nearest(wanted: string, names: readonly string[]): string[] {
  const word = wanted.toLowerCase().slice(0, LONGEST);
  const cost = (name: string) => {
    const short = shortName(name).toLowerCase();
    return short.includes(word) ? (short.length - word.length) / 1e6 : distance(word, short.slice(0, LONGEST));
  };
  const near = [...new Set(names.slice(0, COMPARED))]
    .map((name) => ({ cost: cost(name), name }))
    .sort((a, b) => a.cost - b.cost)
    .slice(0, SUGGESTIONS);
  return near.filter((each) => each.cost - (near[0]?.cost ?? 0) < FEW).map(({ name }) => name);
}

/** How many letters must be added, dropped or changed to get from one to the other. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, n) => n);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const change = (row[j - 1] as number) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[to.length] as number;
}
