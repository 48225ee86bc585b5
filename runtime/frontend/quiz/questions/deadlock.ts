/** "Can it hang?" */
import type { Asked, Choice, Studied } from "../question.ts";

const WHYS = [
  "it ends in every order of events",
  "it hangs in every order of events",
  "it hangs in some orders of events, and ends in others",
];
const CHOICES = ["no, never", "yes, always", "yes, but not always: it depends on the order in which the processes run"];

export async function askDeadlock({ endings }: Studied): Promise<Asked> {
  const hanging = endings.find(({ hangs }) => hangs);
  const ended = endings.find(({ hangs }) => !hangs);
  const shown = hanging ?? ended;
  const answer = hanging === undefined ? 0 : ended === undefined ? 1 : 2;
  return {
    text: "Can it hang, that is: can processes be left that wait for ever?",
    several: false,
    choices: CHOICES.map((text, i): Choice => {
      if (i !== answer) return { text, right: false, why: "not so" };
      return { text, right: true, why: WHYS[i] as string, ...(shown === undefined ? {} : { ending: shown }) };
    }),
  };
}
