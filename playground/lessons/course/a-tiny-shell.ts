import type { Lesson } from "../lesson.ts";
import { given, solved } from "../programs.ts";

export const aTinyShell: Lesson = {
  id: "a-tiny-shell",
  title: "A tiny shell",
  summary: "fork, exec and wait, in a loop",
  files: given("shell.c"),
  settings: { terminal: true },
  solved: solved("shell.c"),

  text: `
You know all its parts by now. A shell reads a line and forks. The child becomes the command, by \`exec\`. The parent waits, and then
reads the next line.

Two keys are left to explain. ^C has the terminal send SIGINT, which ends a process; ^Z has it send SIGTSTP, which stops one until
SIGCONT comes. They go to every process of one *group*, the one that is in the foreground. So the child makes a group of its own and
puts it into the foreground, and when it has ended or stopped, the shell takes the terminal back.

The shell itself ignores these signals. What is ignored stays ignored over \`fork\` and \`exec\`, so the child sets them back
to the usual.

Try it in the [terminal](see:terminal): \`echo hello\`, \`ls /bin\`, \`ps\`, \`sleep 100\`, then ^C or ^Z, and \`fg\`.
`,

  question: {
    ask: "You run `sleep 100` and type ^C. Who is ended?",
    right: "sleep",
    experiment: [
      { do: "run" },
      { do: "type", keys: "sleep 100\n" },
      { do: "type", keys: "\x03" },
      { do: "type", keys: "echo\n" },
    ],
    options: [
      {
        id: "both",
        text: "Both: they use the same terminal",
        why: "^C goes to the group in the foreground, and while `sleep` runs the shell is not in it. At the prompt it is, and ignores the signal.",
        claim: { kind: "happened", what: { event: "exit", by: "first", signal: "SIGINT" } },
      },
      {
        id: "nobody",
        text: "Nobody: what the shell ignores, its children ignore",
        why: "It would be so without `signal(SIGINT, SIG_DFL)` in the child. Take the line out, and `sleep` can no longer be interrupted.",
        claim: { kind: "not", of: { kind: "happened", what: { event: "exit", signal: "SIGINT" } } },
      },
      {
        id: "sleep",
        text: "Only `sleep`",
        why: "It is alone in the group in the foreground, and SIGINT does to it what it usually does. The shell's `waitpid` returns, and it reads the next line.",
        claim: {
          kind: "all",
          of: [
            { kind: "happened", what: { event: "exit", by: "others", signal: "SIGINT" } },
            { kind: "happened", what: { event: "exec" }, times: 2 },
          ],
        },
      },
      {
        id: "shell",
        text: "Only the shell: it is the one that reads from the terminal",
        why: "Who reads from the terminal does not matter to it. It sends the signal to the group in the foreground, and that is the command's.",
        claim: {
          kind: "all",
          of: [
            { kind: "happened", what: { event: "exit", by: "first", signal: "SIGINT" } },
            { kind: "not", of: { kind: "happened", what: { event: "exit", by: "others", signal: "SIGINT" } } },
          ],
        },
      },
    ],
  },

  look: `
- Type a command, and follow it in the [timeline](see:timeline): a fork, an exec, an exit, and the shell goes on.
- Stop a \`sleep 100\` with ^Z. [Processes](see:processes) says that it is stopped, and by what.
- In [System calls](see:calls), look for \`wait4\`: it answers once for the stop, and again for the end.
`,

  goals: [
    {
      id: "predict",
      text: "Say who is ended by ^C",
      hint: "Choose an answer above.",
      fact: { kind: "answered" },
      solution: [{ do: "answer" }],
    },
    {
      id: "run",
      text: "Run a command",
      hint: "Type `echo hello` into the [terminal](see:terminal), and Enter.",
      fact: { kind: "happened", what: { event: "exec", by: "others" } },
      solution: [{ do: "run" }, { do: "type", keys: "echo hello\n" }],
    },
    {
      id: "interrupt",
      text: "End one with ^C",
      hint: "Type `sleep 100`, Enter, and then Ctrl and C together.",
      fact: { kind: "happened", what: { event: "exit", by: "others", signal: "SIGINT" } },
      solution: [
        { do: "type", keys: "sleep 100\n" },
        { do: "type", keys: "\x03" },
      ],
    },
    {
      id: "stop",
      text: "Stop one with ^Z, and bring it back with `fg`",
      hint: "Type `sleep 100`, Enter, then Ctrl and Z together; then `fg`.",
      fact: {
        kind: "all",
        of: [
          { kind: "happened", what: { event: "stop", by: "others" } },
          { kind: "happened", what: { event: "continue", by: "others" } },
        ],
      },
      solution: [
        { do: "type", keys: "sleep 100\n" },
        { do: "type", keys: "\x1a" },
        { do: "type", keys: "fg\n" },
      ],
    },
    {
      id: "cd",
      text: "Teach it `cd`, and change to `/tmp` with it",
      hint: "There is no program `cd`: a child that changes its own directory changes nothing for the shell. So the shell has to call `chdir(words[1])` itself, before it forks, as it does for `exit`.",
      fact: { kind: "happened", what: { event: "call", call: "chdir(", by: "first" } },
      solution: [{ do: "edit" }, { do: "run" }, { do: "type", keys: "cd /tmp\n" }],
    },
  ],

  rule: "A shell is a loop of read, fork, exec and wait. What must change the shell itself, such as `cd`, it has to do without a child.",
};
