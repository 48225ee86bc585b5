/** The command line. `main` is a function of its arguments and answers an exit code, so that tests can call it. */
import { Command, CommanderError } from "commander";
import { NativeUnavailable } from "../../backend/native/addon.ts";
import { GuestRefusal } from "../../guest/refusal.ts";
import { OutputClosed } from "../../node/streams.ts";
import { ScheduleMismatch } from "../../scheduler/policies/replay.ts";
import { CompileError } from "../compile/compile-error.ts";
import { addBuild } from "./commands/build.ts";
import { addCompare } from "./commands/compare.ts";
import { addExplain } from "./commands/explain.ts";
import { addExplore } from "./commands/explore.ts";
import { addQuiz } from "./commands/quiz.ts";
import { addReplay } from "./commands/replay.ts";
import { addRun } from "./commands/run.ts";
import { addSdk } from "./commands/sdk.ts";
import { paint } from "./paint.ts";
import { UsageError } from "./usage-error.ts";
import { VERSION } from "./version.ts";

/** Exit codes of our own, as shells and `env` use them: the guest's are its own. */
const EXIT = { usage: 2, cannotRun: 126, outputClosed: 141 } as const;

const EXAMPLES = `
Examples:
  prong run hello.c                     compile it, run it
  prong run --tree --trace hello.wasm   and show the process tree, and every system call
  prong run --policy random --seed 7 hello.wasm
  prong explore hello.c                 every outcome that any order of events can have
  prong compare hello.c                 does this machine's own kernel do the same?
  prong quiz                            what can this program print? A question, and the answer
  prong build hello.c -o hello.wasm
  prong explain hello.c --function main what is done to it, so that it can fork
`;

/** Runs a command line (without "node" and the script); answers the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  let exitCode = 0;
  const program = new Command("prong")
    .description("fork(2) for WebAssembly: runs C and AssemblyScript programs that fork, the same way every time.")
    .version(VERSION)
    .enablePositionalOptions()
    .showHelpAfterError("(add --help for what can be said here)")
    .addHelpText("after", EXAMPLES)
    .exitOverride();
  const done = (code: number) => {
    exitCode = code;
  };
  addRun(program, done);
  addBuild(program);
  addCompare(program, done);
  addExplain(program);
  addExplore(program, done);
  addReplay(program, done);
  addQuiz(program, done);
  addSdk(program);
  try {
    await program.parseAsync(args as string[], { from: "user" });
    return exitCode;
  } catch (error) {
    return explain(error);
  }
}

function explain(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT.usage; // commander has said why
  if (error instanceof OutputClosed) return EXIT.outputClosed;
  if (error instanceof UsageError || error instanceof ScheduleMismatch) return say(error.message, EXIT.usage);
  if (error instanceof GuestRefusal || error instanceof CompileError || error instanceof NativeUnavailable)
    return say(error.message, EXIT.cannotRun);
  throw error;
}

function say(message: string, exitCode: number): number {
  process.stderr.write(`${paint.wrong(`prong: ${message}`)}\n`);
  return exitCode;
}
