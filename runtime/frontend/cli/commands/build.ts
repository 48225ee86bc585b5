/** `prong build`: compiles and links. */
import { writeFileSync } from "node:fs";
import { basename } from "node:path";
import { type Command, Option } from "commander";
import { inspectGuest } from "../../../guest/inspect.ts";
import { instrument } from "../../../instrument/pipeline.ts";
import { splitWords } from "../../compile/c-flags.ts";
import { checkGuest } from "../check-guest.ts";
import { addInstrumentOptions, type InstrumentFlags, instrumentOptions } from "../instrument-options.ts";
import { compile } from "../load-guest.ts";
import { UsageError } from "../usage-error.ts";

const HELP = `
Flags of the compiler are passed on: -I -D -U -O -W -std -g -f -l -L ... for C and C++, those of asc for AssemblyScript.

Examples:
  prong build hello.c                        writes hello.wasm
  prong build -O0 -g main.c list.c -Iinclude -DDEBUG=1 -o program.wasm
  prong build hello.ts -o hello.wasm         AssemblyScript
  prong build --emit instrumented hello.c    what runs in the end, for other tools to look at
`;

interface BuildOptions extends InstrumentFlags {
  readonly output?: string;
  readonly emit: "wasm" | "instrumented";
  readonly cache: boolean;
  readonly verbose?: boolean;
}

export function addBuild(program: Command): void {
  const command = program
    .command("build")
    .description("compile C, C++ or AssemblyScript to a program that Prong can run")
    .usage("[flags] <sources...> [-o <file>]")
    .argument("<sources-and-flags...>", "sources, and flags for the compiler")
    .option("-o, --output <file>", "where to write the program (default: the first source's name with .wasm)")
    .addOption(
      new Option("--emit <what>", "the program, or what Prong makes of it so that it can fork")
        .choices(["wasm", "instrumented"])
        .default("wasm"),
    )
    .option("--no-cache", "compile even what is known already")
    .option("-v, --verbose", "say what was made")
    .allowUnknownOption()
    .addHelpText("after", HELP);
  addInstrumentOptions(command, "loops").action(async (words: string[], options: BuildOptions) => {
    const { sources, flags } = splitWords(words);
    const [first] = sources;
    if (first === undefined) throw new UsageError("Cannot build: no source file was named");
    const { wasm, warnings, cached } = await compile(sources, flags, options);
    if (warnings !== "") process.stderr.write(warnings);
    const output = options.output ?? `${basename(first).replace(/\.[^.]+$/, "")}.wasm`;
    inspectGuest(wasm, output); // say now what `prong run` would refuse later
    const bytes =
      options.emit === "wasm" ? wasm : instrument(checkGuest(wasm, output), instrumentOptions(options)).bytes;
    write(output, bytes);
    if (options.verbose === true)
      process.stderr.write(`prong: ${output}: ${bytes.length} bytes${cached ? ", known already" : ""}\n`);
  });
}

function write(path: string, bytes: Uint8Array): void {
  try {
    writeFileSync(path, bytes, { mode: 0o755 }); // `execve` asks for it
  } catch (error) {
    throw new UsageError(`Cannot write ${path}: ${(error as Error).message}`);
  }
}
