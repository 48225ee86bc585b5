import type { Lesson } from "../lesson.ts";
import { given, solved } from "../programs.ts";

export const sharedOffset: Lesson = {
  id: "shared-offset",
  title: "One file, two readers",
  summary: "fork copies descriptors, and not what they name",
  files: given("offset.ts"),
  settings: {},
  solved: solved("offset.ts"),

  text: `
A process names what it has open by small numbers, its *descriptors*. Behind a descriptor there are two more layers:

- the *open file*, which \`open\` makes. It knows how far one has read: the *offset*;
- the *inode*: the file itself, with its bytes.

\`fork\` copies the table of descriptors. It does not copy the open files: the numbers in both tables name the same ones.

The file holds \`rockrollrest\`. The child reads four letters; then the parent reads four.
`,

  question: {
    ask: "What does the parent read?",
    right: "roll",
    options: [
      {
        id: "rock",
        text: "`rock`: the child read from its own copy",
        why: "Its descriptor is a copy. But the offset is not in the descriptor: it is in the open file, and there is only one, as `open` was called once.",
        claim: { kind: "printed", text: "parent: rock\n" },
      },
      {
        id: "roll",
        text: "`roll`: it reads on where the child stopped",
        why: "The two have one open file, so they have one offset. The child moved it by four.",
        claim: { kind: "printed", text: "child: rock\nparent: roll\n", whole: true },
      },
      {
        id: "nothing",
        text: "Nothing: the file was closed when the child ended",
        why: "An end closes the *descriptors* of the process that ends. An open file stays for as long as anybody has a descriptor of it.",
        claim: { kind: "printed", text: "parent: \n" },
      },
    ],
  },

  look: `
- Go [to the fork](go:fork) and look at [Descriptors](see:descriptors): both tables point to the same open files. Descriptor 3 is our file, and its offset is 0.
- Step on until the child has read. The offset is 4 now, for both: there is only one.
- This is no accident. It is why \`(echo one; echo two) > file\` leaves both lines in the file: the second \`echo\` writes behind the first.
`,

  goals: [
    {
      id: "predict",
      text: "Say what the parent reads",
      hint: "Choose an answer above.",
      fact: { kind: "answered" },
      solution: [{ do: "answer" }],
    },
    {
      id: "shared",
      text: "Find the moment when two tables point to one file with an offset",
      hint: "Go [to the fork](go:fork), and open [Descriptors](see:descriptors).",
      fact: { kind: "shows", sight: "shared offset" },
      solution: [{ do: "rewind" }, { do: "go-on", until: "fork" }],
    },
    {
      id: "fix",
      text: "Change the program so that both read `rock`, whoever reads first",
      hint: "Each call of `open` makes an open file with an offset of its own. Let the child open `/tmp/words` by itself, and list [all outcomes](see:outcomes).",
      fact: { kind: "outcomes", prints: ["child: rock\nparent: rock\n"] },
      solution: [{ do: "edit" }, { do: "explore" }],
    },
  ],

  rule: "`fork` copies descriptors, not open files. Parent and child move one common offset, unless each opens the file by itself.",
};
