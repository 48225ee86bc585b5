/** The programs that every guest of the command finds under /bin: a shell, `ps`, and some small ones. They came with this package. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Programs } from "../../kernel/files/root.ts";
import { BUILT_FOLDER } from "../compile/node-sources.ts";
import { COMPILED_PROGRAMS, PROGRAM_NAMES } from "../program-names.ts";

/** Those that this package was built with. None is read before somebody runs it. */
export function bundledPrograms(folder = BUILT_FOLDER): Programs {
  const present = filesOf(folder);
  const programs: Record<string, () => Uint8Array> = {};
  for (const program of COMPILED_PROGRAMS) {
    const file = `${program}.wasm`;
    if (!present.includes(file)) continue;
    for (const name of PROGRAM_NAMES[program]) programs[name] = () => new Uint8Array(readFileSync(join(folder, file)));
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
