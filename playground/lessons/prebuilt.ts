/**
 * Programs that need no compiler: those of the lessons, as they are given and as they are solved, and those that lie under /bin.
 * `scripts/playground-programs.mjs` lays them beside the page.
 */
import { COMPILED_PROGRAMS, PROGRAM_NAMES } from "../../runtime/frontend/program-names.ts";
import type { Project } from "../state/project.ts";
import { sameFiles } from "../state/same-files.ts";
import { LESSONS } from "./catalogue.ts";
import { programOf } from "./lesson.ts";

/** Words of programs that may run others. */
const RUNS_OTHERS = /\b(exec\w*|posix_spawnp?|system|popen)\s*\(/;

let underBin: Promise<Record<string, Uint8Array>> | undefined;

/** The program of a project, if it is a lesson's and nobody has changed it; undefined: it must be compiled. */
export async function prebuilt(project: Project): Promise<Uint8Array | undefined> {
  const name = prebuiltName(project);
  return name === undefined ? undefined : await fetchProgram(name);
}

/** What it is called beside the page: `vfork`, `vfork.solved`. */
export function prebuiltName({ wasm, files }: Project): string | undefined {
  if (wasm !== undefined) return undefined;
  for (const lesson of LESSONS) {
    if (sameFiles(files, lesson.files)) return programOf(lesson);
    if (lesson.solved !== undefined && sameFiles(files, lesson.solved)) return `${programOf(lesson)}.solved`;
  }
  return undefined;
}

/** What a project finds under /bin, by name: a shell, `ps`, `echo` ... if it may run others, and otherwise nothing. */
export async function programsUnderBin({ wasm, files }: Project): Promise<Record<string, Uint8Array>> {
  if (wasm === undefined && !files.some(({ text }) => RUNS_OTHERS.test(text))) return {};
  underBin ??= fetchUnderBin();
  try {
    return await underBin;
  } catch {
    underBin = undefined; // it may be there next time
    return {};
  }
}

async function fetchUnderBin(): Promise<Record<string, Uint8Array>> {
  const all = await Promise.all(
    COMPILED_PROGRAMS.map(async (program) => {
      const bytes = await fetchProgram(`bin/${program}`);
      return bytes === undefined ? [] : PROGRAM_NAMES[program].map((name) => [name, bytes] as const);
    }),
  );
  return Object.fromEntries(all.flat());
}

/** Undefined where there is none: the page was built without a compiler. */
async function fetchProgram(name: string): Promise<Uint8Array | undefined> {
  const answer = await fetch(`${import.meta.env.BASE_URL}programs/${name}.wasm`);
  const isWasm = answer.ok && answer.headers.get("content-type")?.startsWith("text/html") !== true; // servers that answer all with a page
  return isWasm ? new Uint8Array(await answer.arrayBuffer()) : undefined;
}
