import type { Lesson } from "../lesson.ts";
import { given, solved } from "../programs.ts";

export const signalsAndEintr: Lesson = {
  id: "signals-and-eintr",
  title: "Signals, and calls that are interrupted",
  summary: "What a handler does to a process that sleeps",
  files: given("alarm.c"),
  settings: {},
  solved: solved("alarm.c"),

  text: `
A *signal* is a message without contents: an alarm rings, a child has ended, somebody types ^C. For most of them a process may name a
function that is to be called when the signal comes, wherever the process is just then: a *handler*.

(A fork copies handlers: the child has them, too. Alarms are not copied.)

The parent here is asleep, in \`read\`, when its alarm rings. To run the handler it must wake up. Then the handler returns.

And \`read\`?
`,

  question: {
    ask: "What does the parent print in the end?",
    right: "eintr",
    options: [
      {
        id: "x",
        text: "`the letter is x`: after the handler, read goes on waiting",
        why: "It does for handlers that were installed with the flag `SA_RESTART`. This one was not.",
        claim: { kind: "printed", text: "ring!\nthe letter is x\n", whole: true },
      },
      {
        id: "eintr",
        text: "`error: Interrupted system call`",
        why: "Once the handler has returned, so does `read`: with -1, and `errno` is EINTR. Nothing was read, and nothing is lost.",
        claim: { kind: "printed", text: "ring!\nerror: Interrupted system call\n", whole: true },
      },
      {
        id: "empty",
        text: "`the letter is ?`: read returns 0",
        why: "0 means that the pipe has come to its end: that nobody can write to it any more. The child still can, and will.",
        claim: { kind: "printed", text: "ring!\nthe letter is ?\n", whole: true },
      },
      {
        id: "killed",
        text: "Nothing: SIGALRM ends the process",
        why: "That is what SIGALRM does to a process *without* a handler.",
        claim: { kind: "happened", what: { event: "exit", by: "first", signal: "SIGALRM" } },
      },
    ],
  },

  look: `
- Go [to the signal](go:signal). In [System calls](see:calls), \`fd_read\` is answered at last: EINTR.
- Step on: before the program learns of it, the handler runs. [Call stacks](see:source) shows \`ring\` on top of the \`read\` that it interrupts.
- The letter comes a second later, and nobody reads it.
`,

  goals: [
    {
      id: "predict",
      text: "Say what is printed",
      hint: "Choose an answer above.",
      fact: { kind: "answered" },
      solution: [{ do: "answer" }],
    },
    {
      id: "eintr",
      text: "Stop right after the answer EINTR",
      hint: "Go back to the first step, and then [to the signal](go:signal). It wakes the parent, and `fd_read` is answered.",
      fact: { kind: "stands-behind", what: { event: "answer", errno: "EINTR" } },
      solution: [{ do: "rewind" }, { do: "go-on", until: "signal" }],
    },
    {
      id: "fix",
      text: "Change the program so that it always gets its letter, and list all outcomes",
      hint: "Make the call again for as long as it fails with EINTR, in a loop; or set `.sa_flags = SA_RESTART`. The alarm is to ring all the same.",
      fact: { kind: "outcomes", prints: ["ring!\nthe letter is x\n"], deadlock: "never" },
      solution: [{ do: "edit" }, { do: "explore" }],
    },
  ],

  rule: "A handler ends the sleep of `read`, `write`, `wait` and their kin: they return -1 with EINTR. Make the call again, or install the handler with `SA_RESTART`.",
};
