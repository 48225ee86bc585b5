/** "How many times is this printed?" */
import type { Draw } from "../draw.ts";
import type { Ending } from "../laboratory.ts";
import { tokensOf } from "../mutations.ts";
import type { Asked, Studied } from "../question.ts";
import { numberChoices } from "./numbers.ts";

/** Of a thing that is printed equally often however it goes, and more than once where there is one. */
export async function askPrinted(studied: Studied, draw: Draw): Promise<Asked | undefined> {
  const { sketch, endings, laboratory } = studied;
  if (endings.some(({ hangs }) => hangs)) return undefined;
  const written = [...sketch.source.matchAll(/printf\("(\w)"\)/g)].map((match) => match[1] as string);
  const labels = draw.shuffle([...new Set(written)]);
  const counts = labels.map((label) => ({ label, count: timesPrinted(endings, label) }));
  const known = counts.filter((one): one is { label: string; count: number } => one.count !== undefined);
  const asked = known.find(({ count }) => count > 1) ?? known.find(({ count }) => count === 0);
  if (asked === undefined) return undefined;
  const { label, count } = asked;
  const numberOf = async (source: string) => timesPrinted((await laboratory.endings(source)) ?? [], label);
  const choices = await numberChoices(studied, draw, count, [], numberOf);
  return { text: `How many times is "${label}" printed?`, several: false, choices };
}

/** Undefined where that is not the same in all of them. */
function timesPrinted(endings: readonly Ending[], label: string): number | undefined {
  const counts = new Set(endings.map(({ output }) => tokensOf(output).filter((token) => token === label).length));
  return counts.size === 1 ? [...counts][0] : undefined;
}
