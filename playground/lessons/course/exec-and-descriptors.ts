import type { Lesson } from "../lesson.ts";
import { given, solved } from "../programs.ts";

export const execAndDescriptors: Lesson = {
  id: "exec-and-descriptors",
  title: "A new program, the old descriptors",
  summary: "exec replaces the program and keeps what is open",
  files: given("redirect.c"),
  settings: {},
  solved: solved("redirect.c"),

  text: `
\`fork\` makes a process. \`exec\` gives a process another program: its memory is thrown away, the new program is loaded, and it starts
at its \`main\`. If that works, \`exec\` never returns: there is nothing left to return to.

What stays is the process: its pid, its parent, and its descriptors.

Two more facts, and you can work it out. \`open\` takes the lowest number that is free. And \`echo\` writes to descriptor 1, as every
program does, whatever that names.
`,

  question: {
    ask: "Where does `hello` go?",
    right: "file",
    options: [
      {
        id: "terminal",
        text: "To the terminal, where `echo` always writes",
        why: "`echo` has never heard of terminals. It writes to descriptor 1, and that was closed and opened again before it began.",
        claim: { kind: "printed", text: "hello\nin the file: " },
      },
      {
        id: "file",
        text: "Into the file",
        why: "The child closed 1, so `open` gave it 1. `exec` kept it, and `echo` wrote to it.",
        claim: { kind: "printed", text: "in the file: hello\n\n", whole: true },
      },
      {
        id: "nowhere",
        text: "Nowhere: `exec` closes what the old program had open",
        why: "It closes only what is marked *close-on-exec*. All else stays open, and that is what makes redirection possible.",
        claim: { kind: "printed", text: "in the file: \n", whole: true },
      },
    ],
  },

  look: `
- Go [to the exec](go:exec). [Memory](see:memory) of the child is all new, and [Call stacks](see:source) shows nothing of our program any more.
- In [Descriptors](see:descriptors), 1 names the file all the same.
- You have just seen how a shell does \`echo hello > file\`: fork, open, exec. \`echo\` need not know of it.
`,

  goals: [
    {
      id: "predict",
      text: "Say where `hello` goes",
      hint: "Choose an answer above.",
      fact: { kind: "answered" },
      solution: [{ do: "answer" }],
    },
    {
      id: "exec",
      text: "Stop right after the exec",
      hint: "Go [to the exec](go:exec).",
      fact: { kind: "stands-behind", what: { event: "exec" } },
      solution: [{ do: "rewind" }, { do: "go-on", until: "exec" }],
    },
    {
      id: "break",
      text: "Break it: have the descriptor closed by the exec, so that nothing gets into the file, and run",
      hint: "Add `O_CLOEXEC` to the flags of the child's `open`. Then `echo` has no descriptor 1, and its `write` answers EBADF.",
      fact: { kind: "printed", text: "in the file: \n", whole: true },
      solution: [{ do: "edit" }, { do: "run" }],
    },
  ],

  rule: "`exec` replaces the program and keeps the descriptors, except those marked close-on-exec. Between `fork` and `exec` the child arranges them: that is all there is to redirection.",
};
