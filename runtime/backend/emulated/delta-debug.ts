/**
 * Leaves out of a list whatever is not needed: ddmin (Zeller and Hildebrandt, "Simplifying and Isolating Failure-Inducing Input",
 * IEEE TSE 2002). In the end nothing that is left can be left out by itself.
 */

/**
 * `holds` says of a part of the list, in the same order, whether what matters still holds; of the whole list it does, and is not
 * asked.
 */
export async function deltaDebug<T>(
  items: readonly T[],
  holds: (part: readonly T[]) => Promise<boolean>,
): Promise<readonly T[]> {
  if (items.length === 0 || (await holds([]))) return [];
  let list = items;
  for (let parts = 2; list.length >= 2; ) {
    const smaller = await tryParts(list, parts, holds);
    if (smaller !== undefined) {
      list = smaller.list;
      parts = Math.max(smaller.parts, 2);
    } else if (parts < list.length) parts = Math.min(parts * 2, list.length);
    else break;
  }
  return list;
}

/** One of the parts alone, or all but one of them. */
async function tryParts<T>(
  list: readonly T[],
  parts: number,
  holds: (part: readonly T[]) => Promise<boolean>,
): Promise<{ readonly list: readonly T[]; readonly parts: number } | undefined> {
  const bounds = Array.from({ length: parts + 1 }, (_, i) => Math.floor((i * list.length) / parts));
  const ranges = bounds.slice(1).map((end, i) => [bounds[i] as number, end] as const);
  for (const [start, end] of ranges) {
    const part = list.slice(start, end);
    if (await holds(part)) return { list: part, parts: 2 };
  }
  if (parts === 2) return undefined; // the other part is one of those that were tried
  for (const [start, end] of ranges) {
    const rest = [...list.slice(0, start), ...list.slice(end)];
    if (await holds(rest)) return { list: rest, parts: parts - 1 };
  }
  return undefined;
}
