import type { Lesson } from "../lesson.ts";
import { given, solved } from "../programs.ts";

export const doubledOutput: Lesson = {
  id: "doubled-output",
  title: "The line that came twice",
  summary: "printf keeps its letters in memory, and fork copies memory",
  files: given("twice.c"),
  settings: {},
  solved: solved("twice.c"),

  text: `
\`printf\` does not print. It puts its letters into a *buffer*, which is a piece of the process's own memory. The C library writes
the buffer out later, with one call of \`write\`: when it is full, when you say \`fflush(stdout)\`, or when the process exits.

(At a terminal it also writes at the end of every line. But here, as in a file or a pipe, it does not.)

Now look at where the fork is.
`,

  question: {
    ask: "How often is `counting:` printed?",
    right: "twice",
    options: [
      {
        id: "once",
        text: "Once: there was only one process when it was printed",
        why: "There was only one process when it was put into the *buffer*. It was still there at the fork.",
        claim: { kind: "outcomes", prints: ["counting: one two\n"] },
      },
      {
        id: "twice",
        text: "Twice",
        why: "The letters were in the buffer at the fork, so both processes had them in their memory. Each wrote its own copy when it exited.",
        claim: { kind: "outcomes", prints: ["counting: one counting: two\n"] },
      },
      {
        id: "depends",
        text: "Once or twice, depending on who runs first",
        why: "The fork copies the buffer in any case, and `wait` leaves no choice of the order: the child exits first, always.",
        claim: { kind: "outcomes", prints: ["counting: one two\n", "counting: one counting: two\n"] },
      },
    ],
  },

  look: `
- Go [to the fork](go:fork). Something was printed, and [the output](see:terminal) is empty: in [System calls](see:calls) there was no \`fd_write\`.
- Go on [to the next output](go:output). It is the child that writes, on its way out, and it writes the parent's letters, too.
`,

  goals: [
    {
      id: "predict",
      text: "Say how often it is printed",
      hint: "Choose an answer above.",
      fact: { kind: "answered" },
      solution: [{ do: "answer" }],
    },
    {
      id: "child-writes",
      text: "Stop right after the child's write",
      hint: "Go [to the fork](go:fork), and from there [to the next output](go:output).",
      fact: { kind: "stands-behind", what: { event: "call", call: "fd_write(", by: "others" } },
      solution: [{ do: "rewind" }, { do: "go-on", until: "fork" }, { do: "go-on", until: "output" }],
    },
    {
      id: "fix",
      text: "Change the program so that it prints `counting: one two`, and list all outcomes to prove it",
      hint: "Have the buffer empty at the fork: `fflush(stdout)` before it. To list all outcomes, open [All outcomes](see:outcomes).",
      fact: { kind: "outcomes", prints: ["counting: one two\n"], deadlock: "never" },
      solution: [{ do: "edit" }, { do: "explore" }],
    },
  ],

  rule: "What `printf` has not yet written is memory, and `fork` copies memory. Flush before you fork; and a child that is not to write what its parent has left in the buffer leaves by `_exit`, which flushes nothing.",
};
