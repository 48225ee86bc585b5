/** The programs that every guest of the command finds under /bin: a shell, `ps`, and some small ones. They came with this package. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Programs } from "../../kernel/files/root.ts";
import { BUILT_FOLDER } from "../compile/node-sources.ts";

/** What is compiled, from `assembly/guests/programs/<name>.c`. */
export const COMPILED_PROGRAMS = ["sh", "ps", "tools"] as const;

/** By which names. */
const NAMES: Readonly<Record<(typeof COMPILED_PROGRAMS)[number], readonly string[]>> = {
  sh: ["sh"],
  ps: ["ps"],
  tools: ["cat", "chmod", "echo", "false", "kill", "ls", "mkdir", "rm", "sleep", "true", "wc"],
};

/** Those that this package was built with. None is read before somebody runs it. */
export function bundledPrograms(folder = BUILT_FOLDER): Programs {
  const present = filesOf(folder);
  const programs: Record<string, () => Uint8Array> = {};
  for (const program of COMPILED_PROGRAMS) {
    const file = `${program}.wasm`;
    if (!present.includes(file)) continue;
    for (const name of NAMES[program]) programs[name] = () => new Uint8Array(readFileSync(join(folder, file)));
  }
  return programs;
}

function filesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // built without a compiler
  }
}
