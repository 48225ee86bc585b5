/** `prong sdk`: how to compile guests with another compiler. */
import type { Command } from "commander";
import { SDK_C_FOLDER } from "../../compile/node-sources.ts";
import { sdkFlags } from "../../compile/sdk-flags.ts";

const HELP = `
Example, with a wasi-sdk in /opt/wasi-sdk:
  /opt/wasi-sdk/bin/clang hello.c $(prong sdk) -o hello.wasm
`;

export function addSdk(program: Command): void {
  program
    .command("sdk")
    .description("print the flags with which any wasi-sdk's clang compiles for Prong")
    .addHelpText("after", HELP)
    .action(() => {
      process.stdout.write(`${sdkFlags(SDK_C_FOLDER).join(" ")}\n`);
    });
}
