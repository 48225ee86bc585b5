/** Small programs for the AssemblyScript SDK, and what they print. */
import { assemblyScript, type RunOptions, run } from "./run-guest.ts";

/** Runs a program that uses these names; answers what it prints, line by line. */
export async function lines(names: string, text: string, options: RunOptions = {}, flags: readonly string[] = []) {
  const seen = await run(await assemblyScript(`import { ${names} } from "prong";\n${text}`, flags), options);
  return { ...seen, lines: seen.stdout.split("\n").slice(0, -1) };
}
