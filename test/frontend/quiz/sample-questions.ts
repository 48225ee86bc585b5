/** Questions as a quiz makes them, without exploring anything. */
import type { Ending } from "../../../runtime/frontend/quiz/laboratory.ts";
import type { Question } from "../../../runtime/frontend/quiz/question.ts";
import { scheduleOf } from "../../scheduler/schedule-of.ts";

export function ending(output: string, hangs = false): Ending {
  const waiter = { pid: 2, args: ["/bin/quiz"], call: "wait4(-1)", waitsFor: ["a child to end"], because: "" };
  const end = hangs
    ? ({ kind: "deadlock", waiters: [waiter], end: undefined } as const)
    : ({ kind: "ended", end: { code: 0 } } as const);
  const choices = { made: 2, unusual: [{ at: 0, choice: 1 }] };
  return {
    output,
    hangs,
    outcome: { stdout: `${output} `, stderr: "", end, choices, count: 2, schedule: scheduleOf(choices) },
  };
}

/** Of a program that prints AB or BA; as many choices as `right` says. */
export function question({ right = [true, false], ...told }: Partial<Question> & { right?: boolean[] } = {}): Question {
  const endings = [ending("AB"), ending("BA")];
  return {
    number: 1,
    level: 2,
    topic: "topic",
    kind: "outputs",
    source: "int main(void)\n{\n  return 0;\n}\n",
    lesson: "A lesson.",
    endings,
    text: "What?",
    several: true,
    choices: right.map((isRight, i) => {
      return isRight
        ? { text: `text ${i}`, right: true, why: "possible", ending: endings[0] as Ending }
        : { text: `text ${i}`, right: false, why: "impossible" };
    }),
    ...told,
  };
}
