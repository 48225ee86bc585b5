/** `prong explain`: shows what is done to a program so that it can fork. */
import type { Command } from "commander";
import { NodeStreams } from "../../../node/streams.ts";
import type { ExplainedFunction, Explanation } from "../../explain/explanation.ts";
import { findFunction, NoSuchFunction } from "../../explain/find-function.ts";
import { functionSummary, functionTable } from "../../format/function-table.ts";
import { printable } from "../../format/printable.ts";
import { checkGuest } from "../check-guest.ts";
import { addInstrumentOptions, type InstrumentFlags, instrumentOptions } from "../instrument-options.ts";
import { loadGuest } from "../load-guest.ts";
import { UsageError } from "../usage-error.ts";

const HELP = `
To fork, a process is stopped in the middle of its functions, and its call stack copied. WebAssembly lets nobody look at that
stack; so every function that may be on it when a process forks, waits or is switched gets code that writes down where it is,
and a second copy that goes on from there. In its text, what has a + before its name was added.

Where the program says what lines of source it was made of, so does the text. A source that is named here is compiled with -g.

The table: at how many of its calls a function can be stopped (sites), its size in bytes before and after, and of its copies.

Examples:
  prong explain hello.c                           lists the functions
  prong explain hello.c --function main           shows one, before and after
  prong explain hello.wasm --function 12 --json
  prong explain hello.c --function main --preempt loops --marks
`;

/** By the first part of their names: what the copies of a function are for. */
const COPIES: Readonly<Record<string, string>> = {
  resume: "as it goes on after a stop: a copy",
  enter: "as it goes on at the head of a loop: a copy, to which the one that goes on after a stop hands over",
};

interface ExplainOptions extends InstrumentFlags {
  readonly function?: string;
  readonly json?: boolean;
  readonly cache: boolean;
}

export function addExplain(program: Command): void {
  const command = program
    .command("explain")
    .description("show what is done to a program, so that it can fork: to all of its functions, or to one")
    .argument("<guest>", "a .wasm program, or a C, C++ or AssemblyScript source, which is compiled first")
    .option("--function <name or index>", "show this function before and after, with comments")
    .option("--json", "print JSON")
    .option("--no-cache", "compile even what is known already")
    .addHelpText("after", HELP);
  addInstrumentOptions(command, "syscalls").action(async (path: string, options: ExplainOptions) => {
    const { bytes } = await loadGuest(path, { cache: options.cache, debug: true });
    const { explainGuest } = await import("../../explain/explanation.ts"); // late: no other command needs it
    const explanation = explainGuest(checkGuest(bytes, path), instrumentOptions(options));
    const lines =
      options.function === undefined
        ? list(explanation, options)
        : show(explanation, choose(explanation, options.function), options);
    new NodeStreams().write("stdout", new TextEncoder().encode(`${lines.join("\n")}\n`));
  });
}

function list({ functions }: Explanation, { json }: ExplainOptions): string[] {
  if (json === true) return [JSON.stringify({ functions: functions.map(toJson) }, null, 2)];
  return [...functionTable(functions), functionSummary(functions)];
}

function show(explanation: Explanation, explained: ExplainedFunction, { json }: ExplainOptions): string[] {
  const { before, after, copies } = explanation.text(explained.index);
  if (json === true) return [JSON.stringify({ ...toJson(explained), text: { before, after, copies } }, null, 2)];
  const name = printable(explained.name ?? `function ${explained.index}`);
  const lines = [`;; ${name} as it was compiled: ${explained.before} bytes`, before];
  if (after === undefined) {
    lines.push(`;; ${name} stays as it is: no call in it can be one in which a stack is captured`);
    return lines;
  }
  const why = explained.isInstrumented
    ? `it can be stopped at ${explained.sites === 1 ? "1 site" : `${explained.sites} sites`}`
    : "no stack is captured in it";
  lines.push(`;; ${name} as it runs: ${explained.after} bytes; ${why}`, after);
  for (const { kind, text } of copies) lines.push(`;; ${name} ${COPIES[kind] ?? kind}`, text);
  lines.push(lines.pop()?.trimEnd() ?? "");
  return lines;
}

function toJson({ index, name, isInstrumented, sites, before, after, copies }: ExplainedFunction) {
  return { index, name: name ?? null, instrumented: isInstrumented, sites, bytes: { before, after, copies } };
}

function choose({ functions, names, imports }: Explanation, wanted: string): ExplainedFunction {
  try {
    const index = findFunction(wanted, { names, imports, count: functions.length });
    return functions[index - imports] as ExplainedFunction;
  } catch (error) {
    if (error instanceof NoSuchFunction) throw new UsageError(printable(error.message));
    throw error;
  }
}
