/** The programs that every guest finds under /bin: what they are compiled from, and by which names they are found. */

/** From `assembly/guests/programs/<name>.c`; `scripts/programs.mjs` compiles them. */
export const COMPILED_PROGRAMS = ["sh", "ps", "tools"] as const;

/** `tools` does what its name says. */
export const PROGRAM_NAMES: Readonly<Record<(typeof COMPILED_PROGRAMS)[number], readonly string[]>> = {
  sh: ["sh"],
  ps: ["ps"],
  tools: ["cat", "chmod", "echo", "false", "kill", "ls", "mkdir", "rm", "sleep", "true", "wc"],
};
