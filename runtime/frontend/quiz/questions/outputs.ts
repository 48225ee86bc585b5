/** "Which of these outputs are possible?" */
import type { Draw } from "../draw.ts";
import type { Ending } from "../laboratory.ts";
import { misreadings } from "../misreadings.ts";
import { mutations, tokensOf } from "../mutations.ts";
import { type Asked, type Choice, endingText, type Studied } from "../question.ts";

/** With more, there is little to think about. */
const MOST_OUTPUTS = 8;
/** Of these, what else they print is asked: each must be compiled. */
const MOST_MISREADINGS = 3;
const MOST_OF_EACH = 2;

const IMPOSSIBLE = "impossible in every order of events";

export async function askOutputs(studied: Studied, draw: Draw): Promise<Asked | undefined> {
  const { endings } = studied;
  if (endings.length > MOST_OUTPUTS || endings.every(isDull)) return undefined;
  const possible = draw.shuffle(endings).slice(0, draw.between(1, 3));
  const right = possible.map((ending): Choice => {
    return { text: endingText(ending), right: true, why: "possible", ending };
  });
  const wanted = Math.max(4, right.length + 2, endings.length === 1 ? 4 : 5);
  const wrong = (await wrongChoices(studied, draw)).slice(0, wanted - right.length);
  if (wrong.length + right.length < wanted) return undefined;
  const choices = [...right, ...wrong].sort((one, other) => (one.text < other.text ? -1 : 1));
  return { text: "Which of these outputs are possible?", several: true, choices };
}

/** Is there nothing to see in it, or only something to count? */
function isDull({ output }: Ending): boolean {
  return output === "" || /^(.)\1{2,}$/.test(output);
}

/** The most plausible first. */
async function wrongChoices({ sketch, endings, laboratory }: Studied, draw: Draw): Promise<Choice[]> {
  const found = new Map<string, Choice>();
  const known = new Set(endings.map(endingText));
  const longest = Math.max(...endings.map(({ output }) => tokensOf(output).length));
  const canHang = endings.some(({ hangs }) => hangs);
  const isLike = ({ output, hangs }: Ending) => tokensOf(output).length <= longest + 2 && (canHang || !hangs);
  const add = (text: string, why: string) => {
    if (!known.has(text) && !found.has(text)) found.set(text, { text, right: false, why });
  };
  for (const { source, because } of draw.shuffle(misreadings(sketch.source)).slice(0, MOST_MISREADINGS)) {
    const others = ((await laboratory.endings(source)) ?? []).filter(isLike);
    const news = others.map(endingText).filter((text) => !known.has(text));
    for (const text of draw.shuffle(news).slice(0, MOST_OF_EACH))
      add(text, `impossible; it would be possible ${because}`);
  }
  const guesses = draw.shuffle(sketch.guesses ?? []).map((output) => output.trim());
  const fits = endings.filter(({ output }) => output !== "");
  const outputs = [
    ...guesses,
    ...mutations(
      fits.map(({ output }) => output),
      draw,
    ),
  ];
  for (const output of outputs) add(endingText({ output, hangs: draw.pick(endings).hangs }), IMPOSSIBLE);
  return [...found.values()];
}
