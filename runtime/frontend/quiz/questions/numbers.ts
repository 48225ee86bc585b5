/** Questions whose answer is a number: the choices are the right one, and those that other readings of the program give. */
import type { Draw } from "../draw.ts";
import { misreadings } from "../misreadings.ts";
import type { Choice, Studied } from "../question.ts";

const CHOICES = 4;
const MOST_MISREADINGS = 2;

/** `numberOf` is asked of other programs; `near` are numbers that may be thought of, too. */
export async function numberChoices(
  { sketch }: Studied,
  draw: Draw,
  right: number,
  near: readonly number[],
  numberOf: (source: string) => Promise<number | undefined>,
): Promise<Choice[]> {
  const whys = new Map([[right, "every order of events gives this"]]);
  for (const { source, because } of draw.shuffle(misreadings(sketch.source)).slice(0, MOST_MISREADINGS)) {
    const number = await numberOf(source);
    if (number !== undefined && !whys.has(number)) whys.set(number, `it would be so ${because}`);
  }
  const around = draw.shuffle([right - 1, right + 1, right * 2, Math.ceil(right / 2), right + 2]);
  for (const number of [...near, ...around, right + 3]) {
    if (number >= 0 && !whys.has(number)) whys.set(number, "no order of events gives this");
  }
  const numbers = [...whys].slice(0, CHOICES).sort(([one], [other]) => one - other);
  return numbers.map(([number, why]) => ({ text: String(number), right: number === right, why }));
}
