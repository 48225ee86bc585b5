/** The index of the first item whose key is not less, in a list that is sorted by it; `from` is known not to lie behind it. */
export function lowerBound<T>(list: readonly T[], key: number, keyOf: (item: T) => number, from = 0): number {
  let [low, high] = [from, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (keyOf(list[middle] as T) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
