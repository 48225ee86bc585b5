import type { Lesson } from "../lesson.ts";
import { given, solved } from "../programs.ts";

export const theLostUpdate: Lesson = {
  id: "the-lost-update",
  title: "The lost update",
  summary: "++ in shared memory is three steps",
  files: given("counter.c"),
  settings: { preempt: "memory" },
  solved: solved("counter.c"),

  text: `
Parent and child have no memory in common, unless they ask for it. Memory that is mapped with \`MAP_SHARED\` stays one memory after a
fork: what one of them writes there, the other reads.

\`++*counter\` looks like one step. It is three: *load* the number, add one, *store* it. Between the load and the store, the other
process may run.

Each of the two counts to two, in the same counter. (In this lesson a process may lose its turn before every access to shared memory.)
`,

  question: {
    ask: "Which sums can be printed?",
    right: "two",
    options: [
      {
        id: "four",
        text: "4, always",
        why: "It would be so if `++` were one step. But both may load the same number, and then both store the same sum: one update is lost.",
        claim: { kind: "outcomes", prints: ["4\n"] },
      },
      {
        id: "three",
        text: "3 or 4: one update may be lost",
        why: "One may be lost in each round of the loop. There are two rounds.",
        claim: { kind: "outcomes", prints: ["3\n", "4\n"] },
      },
      {
        id: "two",
        text: "2, 3 or 4",
        why: "One process's whole work may be lost, but not more: whoever stores last has added to a number that was at least 1.",
        claim: { kind: "outcomes", prints: ["2\n", "3\n", "4\n"] },
      },
      {
        id: "one",
        text: "1, 2, 3 or 4",
        why: "For 1, the last store would have to come from somebody who loaded 0. But before its second load each process has stored, and no store is less than 1.",
        claim: { kind: "outcomes", prints: ["1\n", "2\n", "3\n", "4\n"] },
      },
    ],
  },

  look: `
- Go [to the fork](go:fork), and step on slowly: each step ends before somebody touches the counter. [Memory](see:memory) shows its page as mapped.
- Let one process load, and then the other before the first has stored: both have the same number.
- [All outcomes](see:outcomes) with races says which two lines of the program race, and that nothing orders them.
`,

  goals: [
    {
      id: "predict",
      text: "Say which sums are possible",
      hint: "Choose an answer above.",
      fact: { kind: "answered" },
      solution: [{ do: "answer" }],
    },
    {
      id: "lose",
      text: "Lose an update: choose who runs so that the sum is less than 4",
      hint: "Go [to the fork](go:fork), and let 3 and 2 run in turns, by *Run next*. Or open a run with a smaller sum from [All outcomes](see:outcomes).",
      fact: {
        kind: "any",
        of: [
          { kind: "printed", text: "2\n", whole: true },
          { kind: "printed", text: "3\n", whole: true },
        ],
      },
      solution: [
        { do: "rewind" },
        { do: "go-on", until: "fork" },
        { do: "choose", pid: 3 },
        { do: "choose", pid: 2 },
        { do: "choose", pid: 3 },
        { do: "choose", pid: 2 },
        { do: "go-on", until: "end" },
      ],
    },
    {
      id: "all",
      text: "List all outcomes",
      hint: "Open [All outcomes](see:outcomes) and search.",
      fact: { kind: "outcomes", prints: ["2\n", "3\n", "4\n"] },
      solution: [{ do: "explore" }],
    },
    {
      id: "fix",
      text: "Mend the program: the sum is 4, in every order of events",
      hint: "C has numbers whose `++` is one step: write `_Atomic int` instead of `volatile int`. Or take a lock around it, as [in the next lesson](lesson:a-deadlock-and-its-fix).",
      fact: { kind: "outcomes", prints: ["4\n"], deadlock: "never" },
      solution: [{ do: "edit" }, { do: "explore" }],
    },
  ],

  rule: "Reading a number, changing it and writing it back is three steps, and in shared memory somebody else may come between. Make it one step, with an atomic, or keep others out, with a lock.",
};
