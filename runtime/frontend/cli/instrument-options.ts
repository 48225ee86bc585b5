/** Options of commands that show what is done to a program. */
import { type Command, Option } from "commander";
import type { InstrumentOptions, Preemption } from "../../instrument/pipeline.ts";

export interface InstrumentFlags {
  readonly preempt: Preemption;
  readonly marks?: boolean;
}

/** Where guests of a command line are interrupted unless told otherwise: none of them runs for ever. */
export const PREEMPT = "loops";

/** `--preempt`, of every command that has it. */
export function preemptOption(preempt: Preemption): Option {
  return new Option("--preempt <where>", "where a process may have to let others run")
    .choices(["syscalls", "loops", "memory"])
    .default(preempt);
}

export function addInstrumentOptions(command: Command, preempt: Preemption): Command {
  return command.addOption(preemptOption(preempt)).option("--marks", "mark the pages that are written to");
}

export function instrumentOptions({ preempt, marks = false }: InstrumentFlags): InstrumentOptions {
  return { preempt, marks };
}
