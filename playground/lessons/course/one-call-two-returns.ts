import type { Lesson } from "../lesson.ts";
import { given } from "../programs.ts";

export const oneCallTwoReturns: Lesson = {
  id: "one-call-two-returns",
  title: "One call, two returns",
  summary: "fork makes two processes out of one",
  files: given("hello.c"),
  settings: {},
  solved: undefined,

  text: `
A running program is a *process*. It has memory of its own, and it stands somewhere in its code.

\`fork()\` makes a second process: a copy of the first one, with a copy of its memory, standing at the same place in the code. The
old one is called the *parent*, the new one the *child*. From there on each goes its own way.

So \`fork\` is called once, and returns twice. The two can tell themselves apart by what it returns: the child gets \`0\`, the parent
gets the child's number, its *pid*.

Read the program, and say what it prints before you run it.
`,

  question: {
    ask: "What do the two processes say of `number`?",
    right: "own",
    options: [
      {
        id: "shared",
        text: "child: 2, parent: 2",
        why: "It would be so if the two had one memory, as threads do. Processes do not: `fork` gave the child a copy, and the child changed its copy.",
        claim: { kind: "printed", text: "parent: number is 2\n" },
      },
      {
        id: "own",
        text: "child: 2, parent: 1",
        why: "The child changed the `number` in its own memory. The parent's `number` has the same name and even the same address, but it is in another memory.",
        claim: {
          kind: "printed",
          text: "child: fork gave me 0\nchild: number is 2\nparent: fork gave me my child's pid\nparent: number is 1\n",
          whole: true,
        },
      },
      {
        id: "one",
        text: "Only one of them says anything: an `if` goes one way or the other",
        why: "Each process goes one way. But there are two of them at that `if`, and `pid` is 0 in one of them only.",
        claim: { kind: "not", of: { kind: "printed", text: "parent:" } },
      },
      {
        id: "again",
        text: "There are more than two: the child starts at `main`, and forks as well",
        why: "The child does not start anew. It is a copy of a process that is just calling `fork`, so the first thing that it does is to return from it.",
        claim: { kind: "happened", what: { event: "fork" }, times: 2 },
      },
    ],
  },

  look: `
- Go [to the fork](go:fork). Now there are two in [Processes](see:processes), and [Call stacks](see:source) shows both of them in the same line.
- Look at \`number\` in the program again. There are two of them now, one in each [memory](see:memory).
- Step on, and step back. Nothing is lost by going back, so look at each step as often as you like.
`,

  goals: [
    {
      id: "predict",
      text: "Say what will be printed",
      hint: "Choose an answer above. If it is not the right one you are told what it overlooks, and can choose again.",
      fact: { kind: "answered" },
      solution: [{ do: "answer" }],
    },
    {
      id: "fork",
      text: "Stop right after the fork",
      hint: "Go [to the fork](go:fork).",
      fact: { kind: "stands-behind", what: { event: "fork" } },
      solution: [{ do: "rewind" }, { do: "go-on", until: "fork" }],
    },
    {
      id: "end",
      text: "Run both processes to their end",
      hint: "Go [to the end](go:end). In the [timeline](see:timeline), a lane ends where its process ends.",
      fact: { kind: "came-to", standing: "ended" },
      solution: [{ do: "go-on", until: "end" }],
    },
    {
      id: "back",
      text: "Go back in time",
      hint: "Step back, or click an earlier step in the [timeline](see:timeline).",
      fact: { kind: "stepped-back" },
      solution: [{ do: "step-back" }],
    },
  ],

  rule: "`fork` is called once and returns twice: 0 in the child, the child's pid in the parent. What one of them then does to its memory, the other does not see.",
};
