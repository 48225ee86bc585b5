/** "How many processes are there in all?" */
import type { Draw } from "../draw.ts";
import type { Asked, Studied } from "../question.ts";
import { sizeOf } from "../shape.ts";
import { numberChoices } from "./numbers.ts";

export async function askProcesses(studied: Studied, draw: Draw): Promise<Asked | undefined> {
  const { sketch, laboratory } = studied;
  const count = await countProcesses(laboratory, sketch.source);
  if (count === undefined || count < 3) return undefined;
  const forks = sketch.source.split(/\bfork\(\)/).length - 1;
  const choices = await numberChoices(studied, draw, count, [2 ** forks, forks + 1], (source) =>
    countProcesses(laboratory, source),
  );
  return { text: "How many processes are there in all, the first one included?", several: false, choices };
}

/** Undefined where that is not always the same. */
async function countProcesses(laboratory: Studied["laboratory"], source: string): Promise<number | undefined> {
  const sizes = new Set((await laboratory.shapes(source))?.map(sizeOf));
  return sizes.size === 1 ? [...sizes][0] : undefined;
}
