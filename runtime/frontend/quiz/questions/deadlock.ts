/** "Can it hang?" */
import type { Asked, Studied } from "../question.ts";

export async function askDeadlock({ endings }: Studied): Promise<Asked> {
  const hanging = endings.find(({ hangs }) => hangs);
  const ending = endings.find(({ hangs }) => !hangs);
  const choice = (text: string, right: boolean, ...shown: readonly (typeof ending)[]) => {
    const [shows] = shown.filter((one) => one !== undefined);
    return { text, right, why: right ? "so it is in all orders of events" : "it is not so", ...(right && shows !== undefined ? { ending: shows } : {}) };
  };
  return {
    text: "Can it hang, that is: can processes be left that wait for ever?",
    several: false,
    choices: [
      choice("no, never", hanging === undefined, ending),
      choice("yes, it always does", ending === undefined, hanging),
      choice("it depends on the order in which the processes run", hanging !== undefined && ending !== undefined, hanging),
    ],
  };
}
