import type { Lesson } from "../lesson.ts";
import { given, solved } from "../programs.ts";

export const thePipeNobodyCloses: Lesson = {
  id: "the-pipe-nobody-closes",
  title: "The pipe nobody closes",
  summary: "A pipe ends when its last writer has closed it",
  files: given("pipe.c"),
  settings: {},
  solved: solved("pipe.c"),

  text: `
A *pipe* is a queue of bytes in the kernel. It has an end to write to and an end to read from, each with a descriptor.

Who reads from an empty pipe sleeps until somebody writes. And when nobody can write any more, \`read\` returns 0: that is how a reader
learns that it has seen everything.

*Nobody* is meant literally: the last descriptor of the write end must be closed, of all that there are in any process.

Before you answer, count them.
`,

  question: {
    ask: "What does this program do?",
    right: "hangs",
    options: [
      {
        id: "ends",
        text: "It prints `hello` and ends: the parent has closed the pipe",
        why: "The parent closed *its* descriptor of the write end. The fork had made a second one: the child's.",
        claim: { kind: "outcomes", prints: ["hello\n"], deadlock: "never" },
      },
      {
        id: "hangs",
        text: "It prints `hello` and never ends",
        why: "The child waits for the end of a pipe that it holds open itself, and the parent waits for the child.",
        claim: { kind: "outcomes", prints: ["hello\n"], deadlock: "always" },
      },
      {
        id: "nothing",
        text: "It prints nothing and never ends",
        why: "The six bytes do arrive: `read` returns as soon as there are some. It is the read *after* the last of them that does not return.",
        claim: { kind: "outcomes", prints: [""], deadlock: "always" },
      },
      {
        id: "killed",
        text: "The child is ended by SIGPIPE",
        why: "SIGPIPE is for those who *write* to a pipe that nobody can read from. The child reads.",
        claim: { kind: "happened", what: { event: "signal", signal: "SIGPIPE" } },
      },
    ],
  },

  look: `
- Go [to the end](go:end), which is none. [Processes](see:processes) says of each what it waits for, and why that cannot come.
- In [Descriptors](see:descriptors), follow the arrows to the write end of the pipe. One is left, and it is the child's own: number 4.
`,

  goals: [
    {
      id: "predict",
      text: "Say what it does",
      hint: "Choose an answer above.",
      fact: { kind: "answered" },
      solution: [{ do: "answer" }],
    },
    {
      id: "hang",
      text: "Run it until everybody waits for ever",
      hint: "Go [to the end](go:end). Here that is a *deadlock*, which is found at once.",
      fact: { kind: "came-to", standing: "deadlock" },
      solution: [{ do: "run" }],
    },
    {
      id: "fix",
      text: "Mend it, and list all outcomes: it prints `hello` and ends, in every order of events",
      hint: "The child never writes. What does it need `ends[1]` for? Close it right after the fork, in the child.",
      fact: { kind: "outcomes", prints: ["hello\n"], deadlock: "never" },
      solution: [{ do: "edit" }, { do: "explore" }],
    },
  ],

  rule: "A pipe ends when the last descriptor of its write end is closed, in all processes. After a fork, each process first closes the ends that it does not use.",
};
