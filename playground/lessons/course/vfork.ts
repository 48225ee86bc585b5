import type { Lesson } from "../lesson.ts";
import { given, solved } from "../programs.ts";

export const vfork: Lesson = {
  id: "vfork",
  title: "vfork: borrowed memory",
  summary: "A child that uses its parent's memory, while the parent sleeps",
  files: given("vfork.c"),
  settings: {},
  solved: solved("vfork.c"),

  text: `
Before there was copy on write, a fork was expensive, and often for nothing: the child called \`exec\` at once, and threw its copy away.

So BSD brought \`vfork\`. It copies nothing at all. The child *borrows* the memory of its parent, the very same, and the parent sleeps
until it has it back: until the child has called \`exec\` or \`_exit\`.

That is fast, and dangerous. POSIX allowed the child nothing but these two calls, and has dropped \`vfork\` since; Linux and the BSDs
have it still, with the same rule. This child does a little more.
`,

  question: {
    ask: "What is printed?",
    right: "two",
    options: [
      {
        id: "one",
        text: "`number is 1`: the child has changed its own copy",
        why: "With `fork` it would be so. With `vfork` there is no copy.",
        claim: { kind: "outcomes", prints: ["number is 1\n"] },
      },
      {
        id: "two",
        text: "`number is 2`, in every order of events",
        why: "The child wrote into its parent's memory, and the parent could not run before the child was done.",
        claim: { kind: "outcomes", prints: ["number is 2\n"] },
      },
      {
        id: "either",
        text: "1 or 2, depending on who runs first",
        why: "With shared memory it would be so. But here there is nothing to choose: the parent sleeps for as long as its memory is lent.",
        claim: { kind: "outcomes", prints: ["number is 1\n", "number is 2\n"] },
      },
    ],
  },

  look: `
- Go [to the fork](go:fork). [Processes](see:processes) says that the parent waits for its memory.
- In [Memory](see:memory) there is only one memory for the two, and the child borrows it.
- If all that a child is to do is to run another program, \`posix_spawn\` does the whole of it safely.
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
      id: "borrowed",
      text: "Find the moment when the child borrows memory",
      hint: "Go [to the fork](go:fork): `vfork` counts as one.",
      fact: { kind: "shows", sight: "borrowed memory" },
      solution: [{ do: "rewind" }, { do: "go-on", until: "fork" }],
    },
    {
      id: "fix",
      text: "Change the program so that the parent's number stays 1, and list all outcomes",
      hint: "Write `fork` instead of `vfork`.",
      fact: { kind: "outcomes", prints: ["number is 1\n"] },
      solution: [{ do: "edit" }, { do: "explore" }],
    },
  ],

  rule: "`vfork` lends the parent's memory to the child, and lets the parent sleep meanwhile. The child may call `exec` or `_exit`, and must do nothing else.",
};
