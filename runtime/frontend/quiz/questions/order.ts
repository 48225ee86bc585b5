/** "What holds in every run?" */
import type { Draw } from "../draw.ts";
import type { Ending } from "../laboratory.ts";
import { tokensOf } from "../mutations.ts";
import type { Asked, Choice, Studied } from "../question.ts";

const MOST_CHOICES = 4;

export async function askOrder({ endings }: Studied, draw: Draw): Promise<Asked | undefined> {
  const [first, second] = endings;
  if (first === undefined || second === undefined || endings.some(({ hangs }) => hangs)) return undefined;
  const things = tokensOf(first.output).sort();
  const isOnce = ({ output }: Ending) => tokensOf(output).sort().join(" ") === things.join(" ");
  if (new Set(things).size < things.length || !endings.every(isOnce)) return undefined;

  const pairs = things.flatMap((one) => things.filter((other) => other !== one).map((other) => [one, other] as const));
  const statements = pairs.map(([one, other]): Choice => {
    const text = `"${one}" is printed before "${other}"`;
    const against = endings.find(({ output }) => output.indexOf(one) > output.indexOf(other));
    return against === undefined
      ? { text, right: true, why: "in every order of events" }
      : { text, right: false, why: `not always: it can print ${against.output}`, ending: against };
  });
  const shuffled = draw.shuffle(statements);
  const right = shuffled.filter((statement) => statement.right).slice(0, draw.between(1, 2));
  const wrong = shuffled.filter((statement) => !statement.right).slice(0, MOST_CHOICES - right.length);
  if (right.length === 0 || wrong.length + right.length < 3) return undefined;
  const choices = [...right, ...wrong].sort((one, other) => (one.text < other.text ? -1 : 1));
  return { text: "Which of these hold in every run?", several: true, choices };
}
