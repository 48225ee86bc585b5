/** Puts boxes one below the other, each as near as can be to where it would like to be: the least squares of all distances. */

export interface Wish {
  /** Where its middle would like to be. */
  readonly middle: number;
  readonly height: number;
}

/** The tops of the boxes, in their order: none overlaps the next one, and none is above 0. */
export function stackBoxes(wishes: readonly Wish[], gap: number): number[] {
  /** Boxes that touch each other, and so move together. */
  const blocks: { top: number; height: number; sum: number; count: number }[] = [];
  for (const { middle, height } of wishes) {
    let block = { top: middle - height / 2, height, sum: middle - height / 2, count: 1 };
    for (
      let last = blocks.at(-1);
      last !== undefined && last.top + last.height + gap > block.top;
      last = blocks.at(-1)
    ) {
      blocks.pop();
      // The boxes of the lower one wish the upper one's top to be this much further up.
      const shift = (last.height + gap) * block.count;
      const [sum, count] = [last.sum + block.sum - shift, last.count + block.count];
      block = { top: sum / count, height: last.height + gap + block.height, sum, count };
    }
    blocks.push(block);
  }
  const tops: number[] = [];
  let [free, index] = [0, 0];
  for (const { top, count } of blocks) {
    let at = Math.max(top, free);
    for (const end = index + count; index < end; index++) {
      tops.push(at);
      at += (wishes[index]?.height ?? 0) + gap;
    }
    free = at;
  }
  return tops;
}
