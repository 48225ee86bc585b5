/** What somebody reads who opens the page for the first time. */
export const WELCOME = {
  title: "Understand fork in five minutes",
  text: `
\`fork\` is one call that returns twice: it makes a second process out of the first. Here you run small programs that fork, step by
step, forwards and back, and see in every step what each process has and what it waits for. Nothing is installed, and nothing can
break.
`,
  button: "Begin with the first lesson",
  lesson: "one-call-two-returns",
} as const;
