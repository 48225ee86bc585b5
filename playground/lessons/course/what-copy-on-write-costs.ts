import type { Lesson } from "../lesson.ts";
import { given, solved } from "../programs.ts";

export const whatCopyOnWriteCosts: Lesson = {
  id: "what-copy-on-write-costs",
  title: "What copy-on-write costs",
  summary: "A fork copies nothing; writing does",
  files: given("pages.c"),
  settings: {},
  solved: solved("pages.c"),

  text: `
The child gets a copy of its parent's memory. Must a fork of a process with a gigabyte then copy a gigabyte? Early Unix did, and it
was slow.

Memory comes in *pages*, of 4096 bytes here. Today a fork copies none of them: both processes use the same pages, and each page is
marked as shared. Only when one of them writes to such a page, the kernel makes a copy of this one page, and lets it write there.

That is *copy on write*. What makes the kernel do it is a *page fault*: the processor reports a write to a page that is
not to be written to, and the kernel looks why.

This program fills 100 pages and forks. The child writes a single byte into three of them, and prints a dot for each.
`,

  question: {
    ask: "How many pages are copied for the child?",
    right: "few",
    options: [
      {
        id: "all-at-fork",
        text: "All 100, at the fork",
        why: "At the fork nothing is copied, however much memory there is. The two share it.",
        claim: { kind: "happened", what: { event: "fault", by: "others", cause: "fork" }, times: 100 },
      },
      {
        id: "few",
        text: "3, and the few others that it writes to, such as its stack",
        why: "A page is copied when it is first written to. The child wrote to three pages of `memory`, and to a page or two of its stack and the library's variables.",
        claim: { kind: "happened", what: { event: "fault", by: "others", cause: "fork" }, times: 3, most: 8 },
      },
      {
        id: "one",
        text: "One: three bytes fit into a page",
        why: "The three bytes are 4096 apart, each in a page of its own. What is copied is the page in which a byte lies.",
        claim: { kind: "happened", what: { event: "fault", by: "others", cause: "fork" }, times: 1, most: 2 },
      },
      {
        id: "none",
        text: "None: the child writes into its parent's pages",
        why: "Then the parent would see it, and it says that it still has `p`. Only `vfork` does that: [it has a lesson of its own](lesson:vfork).",
        claim: { kind: "not", of: { kind: "happened", what: { event: "fault", by: "others", cause: "fork" } } },
      },
    ],
  },

  look: `
- Go [to the fork](go:fork) and look at [Memory](see:memory): nearly all pages are shared, in both processes.
- Go on [to the next page fault](go:fault). The pages that were written to are private now, and each process has its own.
- The parent pays, too: the first to write gets a copy, whoever it is.
`,

  goals: [
    {
      id: "predict",
      text: "Say how many pages are copied",
      hint: "Choose an answer above.",
      fact: { kind: "answered" },
      solution: [{ do: "answer" }],
    },
    {
      id: "fault",
      text: "Stop right after a page fault of the child",
      hint: "Go [to the fork](go:fork), press *Run next* beside process 3 in [Processes](see:processes), and go [to the next page fault](go:fault).",
      fact: { kind: "stands-behind", what: { event: "fault", by: "others", cause: "fork" } },
      solution: [
        { do: "rewind" },
        { do: "go-on", until: "fork" },
        { do: "choose", pid: 3 },
        { do: "go-on", until: "fault" },
      ],
    },
    {
      id: "all",
      text: "Have the child write into every page, and run: now the fork costs all of them",
      hint: "Set `WRITTEN` to 100.",
      fact: { kind: "happened", what: { event: "fault", by: "others", cause: "fork" }, times: 100 },
      solution: [{ do: "edit" }, { do: "run" }],
    },
  ],

  rule: "A fork copies no memory. It is the first write to each page, in parent or child, that costs a copy of 4096 bytes.",
};
