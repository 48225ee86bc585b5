import type { Lesson } from "../lesson.ts";
import { given, solved } from "../programs.ts";

export const zombiesAndOrphans: Lesson = {
  id: "zombies-and-orphans",
  title: "Zombies and orphans",
  summary: "What is left of a process, and who takes care of it",
  files: given("zombie.c"),
  settings: {},
  solved: solved("zombie.c"),

  text: `
When a process ends, its memory and its descriptors are given back. One thing is kept: how it ended. Its parent may want to know, and
asks with \`wait\` or \`waitpid\`.

Between its end and that question the process is a *zombie*: a pid, an exit status, and nothing else.

And if the parent ends first? Then the child is an *orphan*. It goes on, and process 1 becomes its parent: on Unix that is *init*,
which waits for all who come to it.

\`kill(pid, 0)\` sends nothing. It only asks whether there is a process with this pid. (And time is virtual here: \`sleep\` costs you
nothing.)
`,

  question: {
    ask: "The child has ended before the parent asks. What do the first two lines say of its pid?",
    right: "taken-free",
    options: [
      {
        id: "free-free",
        text: "free, free: the child is gone",
        why: "Its memory is gone. But its exit status has not been asked for, and is kept under its pid.",
        claim: { kind: "printed", text: "before waitpid, its pid is free" },
      },
      {
        id: "taken-free",
        text: "taken, then free",
        why: "Until `waitpid` the child is a zombie, and keeps its pid. `waitpid` takes the status, and with it the last of the child.",
        claim: { kind: "printed", text: "before waitpid, its pid is taken\nafter waitpid, its pid is free\n" },
      },
      {
        id: "taken-taken",
        text: "taken, taken: it has a child of its own that still runs",
        why: "The grandchild does not keep it alive. When the child ended, process 1 became the grandchild's parent.",
        claim: { kind: "printed", text: "after waitpid, its pid is taken" },
      },
    ],
  },

  look: `
- Go [to the first exit](go:exit). In [Processes](see:processes), 3 is a zombie, and has no more pages in [Memory](see:memory).
- Look at 4, the grandchild: its parent is 1 now.
- Go on [to the end](go:end), step by step, and see the zombie vanish when its parent has waited.
`,

  goals: [
    {
      id: "predict",
      text: "Say what the lines say",
      hint: "Choose an answer above.",
      fact: { kind: "answered" },
      solution: [{ do: "answer" }],
    },
    {
      id: "see",
      text: "Find the moment when there is a zombie and an orphan",
      hint: "Go back to the first step, and then [to the first exit](go:exit).",
      fact: {
        kind: "all",
        of: [
          { kind: "shows", sight: "zombie" },
          { kind: "shows", sight: "orphan" },
        ],
      },
      solution: [{ do: "rewind" }, { do: "go-on", until: "exit" }],
    },
    {
      id: "fix",
      text: "Change the program so that nobody becomes an orphan, and run it to its end",
      hint: "Who forks, waits: let the child call `wait(NULL)` before it returns 7.",
      fact: {
        kind: "all",
        of: [
          { kind: "happened", what: { event: "fork" }, times: 2 },
          { kind: "came-to", standing: "ended" },
          { kind: "not", of: { kind: "happened", what: { event: "reparent" } } },
        ],
      },
      solution: [{ do: "edit" }, { do: "run" }],
    },
  ],

  rule: "A process that has ended is a zombie until its parent waits for it; one whose parent has ended is given to process 1. Who forks, waits.",
};
