/** Lines that somebody types at a terminal, or that are piped in, one at a time. */
import { createRequire } from "node:module";
import { NodeStreams } from "../../node/streams.ts";
import { isTerminal } from "../../node/terminal.ts";

export interface Answers {
  /** The next line; undefined when there are no more. Where nobody types it, it is shown behind the prompt as if somebody had. */
  next(prompt: string): Promise<string | undefined>;
  /** No more is read. */
  end(): void;
}

export function openAnswers(): Answers {
  const readline = createRequire(import.meta.url)("node:readline") as typeof import("node:readline"); // when it is needed
  const isTyped = isTerminal("stdin") && isTerminal("stdout");
  const reader = readline.createInterface({
    input: process.stdin,
    ...(isTyped ? { output: process.stdout } : {}),
    terminal: isTyped,
  });
  const lines = reader[Symbol.asyncIterator]();
  return {
    async next(prompt) {
      if (isTyped) {
        reader.setPrompt(prompt);
        reader.prompt();
      }
      const { done, value } = await lines.next();
      if (done === true) return undefined;
      if (!isTyped) new NodeStreams().write("stdout", new TextEncoder().encode(`${prompt}${value}\n`));
      return value;
    },
    end: () => reader.close(),
  };
}
