import type { Lesson } from "../lesson.ts";
import { given, solved } from "../programs.ts";

export const aDeadlockAndItsFix: Lesson = {
  id: "a-deadlock-and-its-fix",
  title: "A deadlock, and its fix",
  summary: "Two locks in two orders",
  files: given("diners.c"),
  settings: {},
  solved: solved("diners.c"),

  text: `
A *semaphore* that begins at 1 is a lock. \`sem_wait\` takes it, and if somebody else has it, sleeps until it is given back.
\`sem_post\` gives it back.

On this table lie one fork and one knife. (A fork to eat with, this time.) Each diner takes one, then the other, eats, and puts both
back. The parent begins with the fork, the child with the knife.

Run it, and both will have eaten. Is that all that can happen?
`,

  question: {
    ask: "Can this program hang?",
    right: "sometimes",
    options: [
      {
        id: "never",
        text: "Never: who has to wait gets its turn when the other puts something back",
        why: "Nobody puts anything back before it has had both. If each has one, each waits for the other.",
        claim: { kind: "outcomes", deadlock: "never" },
      },
      {
        id: "sometimes",
        text: "In some orders of events",
        why: "It hangs if each has taken its first piece before the other has taken its second. In all other orders it does not, so tests mostly pass.",
        claim: { kind: "outcomes", deadlock: "sometimes" },
      },
      {
        id: "always",
        text: "Always",
        why: "If one of them takes both before the other begins, all is well. You may have just seen that.",
        claim: { kind: "outcomes", deadlock: "always" },
      },
    ],
  },

  look: `
- Go [to the fork](go:fork), let one process take one piece, and then the other. [Processes](see:processes) says what each then waits for: a word of shared memory. A semaphore is such a word, which counts, and \`sem_wait\` sleeps until it changes.
- [All outcomes](see:outcomes) finds both ends of the story. Open the deadlock as a run, and step back to the moment when it could still be avoided.
`,

  goals: [
    {
      id: "predict",
      text: "Say whether it can hang",
      hint: "Choose an answer above.",
      fact: { kind: "answered" },
      solution: [{ do: "answer" }],
    },
    {
      id: "hang",
      text: "Make it hang, by choosing who runs",
      hint: "Let each take one piece: go [to the fork](go:fork), let 3 run next, then 2, and go [to the end](go:end). Or open the deadlock from [All outcomes](see:outcomes).",
      fact: { kind: "came-to", standing: "deadlock" },
      solution: [
        { do: "rewind" },
        { do: "go-on", until: "fork" },
        { do: "choose", pid: 3 },
        { do: "choose", pid: 2 },
        { do: "go-on", until: "end" },
      ],
    },
    {
      id: "fix",
      text: "Mend it, and list all outcomes: both have eaten, and no order of events leads to a deadlock",
      hint: "Let both begin with the same piece. Who has that one will get the other, too.",
      fact: { kind: "outcomes", prints: ["both have eaten\n"], deadlock: "never" },
      solution: [{ do: "edit" }, { do: "explore" }],
    },
  ],

  rule: "Who takes several locks takes them in one order, the same everywhere. Then somebody can always go on.",
};
