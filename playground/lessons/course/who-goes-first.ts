import type { Lesson } from "../lesson.ts";
import { given, solved } from "../programs.ts";

const EITHER = ["child\nparent\n", "parent\nchild\n"];

export const whoGoesFirst: Lesson = {
  id: "who-goes-first",
  title: "Who goes first?",
  summary: "Nobody says in which order two processes run",
  files: given("first.ts"),
  settings: {},
  solved: solved("first.ts"),

  text: `
After a fork there are two processes that could run. Which one does is decided by the *scheduler*, a part of the kernel. It may choose
either, at any moment, for reasons of its own.

On your machine the same one may win a thousand times in a row. That is a habit, and no promise: on a busy day, or on another
machine, the other one wins, and a program that relied on it breaks.

Here you are the scheduler. Wherever more than one process could run, you may say which one does.

(This program is in AssemblyScript, which looks like TypeScript and compiles in the page at once. \`print\` writes its line
immediately.)
`,

  question: {
    ask: "What can this program print?",
    right: "either",
    options: [
      {
        id: "parent",
        text: "Always `parent`, then `child`: the parent was there first",
        why: "You will see it often, as the parent need not be switched to. But it may lose its turn at any moment, even within `fork`.",
        claim: { kind: "outcomes", prints: ["parent\nchild\n"] },
      },
      {
        id: "child",
        text: "Always `child`, then `parent`: a parent waits for its child",
        why: "Only one that calls `wait` does. This one does not.",
        claim: { kind: "outcomes", prints: ["child\nparent\n"] },
      },
      {
        id: "either",
        text: "Both lines, in either order",
        why: "Nothing in the program orders the two, so both orders are possible, and a correct program can live with both.",
        claim: { kind: "outcomes", prints: EITHER },
      },
      {
        id: "lost",
        text: "Perhaps only `parent`: when the parent ends, so does the child",
        why: "A child does not end with its parent. It becomes an orphan and goes on: [there is a lesson on that](lesson:zombies-and-orphans).",
        claim: { kind: "outcomes", prints: [...EITHER, "parent\n"] },
      },
    ],
  },

  look: `
- Go [to the fork](go:fork). [Processes](see:processes) has a button for each process that could run next.
- If you choose another than before, the run branches. Nothing is lost: [Branches](see:branches) has both ways side by side.
- [All outcomes](see:outcomes) tries every order that can make a difference, and says when there can be no other outcome.
`,

  goals: [
    {
      id: "predict",
      text: "Say what can be printed",
      hint: "Choose an answer above.",
      fact: { kind: "answered" },
      solution: [{ do: "answer" }],
    },
    {
      id: "both",
      text: "See both orders, by choosing who runs",
      hint: "Go [to the end](go:end) once. Then go [to the fork](go:fork), press *Run next* beside the other process in [Processes](see:processes), and go to the end again.",
      fact: { kind: "branches", outputs: 2 },
      solution: [
        { do: "run" },
        { do: "rewind" },
        { do: "go-on", until: "fork" },
        { do: "choose", pid: 3 },
        { do: "go-on", until: "end" },
      ],
    },
    {
      id: "all",
      text: "List all outcomes",
      hint: "Open [All outcomes](see:outcomes) and search. It should find two, and say that there are no others.",
      fact: { kind: "outcomes", prints: EITHER },
      solution: [{ do: "explore" }],
    },
    {
      id: "fix",
      text: "Change the program so that the parent always has the last word; then list all outcomes again",
      hint: "`wait()` sleeps until a child has ended. Call it before the parent prints, and add it to the names in the `import`.",
      fact: { kind: "outcomes", prints: ["child\nparent\n"] },
      solution: [{ do: "edit" }, { do: "explore" }],
    },
  ],

  rule: "After a fork, nobody says who runs first. Where an order matters, the program has to make it: with `wait`, with a pipe, with a lock.",
};
