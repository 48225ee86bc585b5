/**
 * From what the person works on to a run: the program as it came, as it was built with the page, or compiled. A later call takes the
 * place of an earlier one that still compiles.
 */
import { COMPILER_SIZES } from "virtual:compiler-sizes";
import { prebuilt, programsUnderBin } from "../lessons/prebuilt.ts";
import * as client from "../run/client.ts";
import type { Look, Recorded, RunOptions } from "../run/orders.ts";
import { languageOf, type Project, type ProjectFile, project } from "../state/project.ts";
import { terminalSize } from "../state/terminal-size.ts";
import type { CompileFailure } from "./compile-orders.ts";
import { compiling, diagnostics, ranProject } from "./compile-state.ts";
import { compile, giveUpCompiling } from "./compiler.ts";
import { MOST_SOURCE, programName, sourceSize } from "./files.ts";
import { keepCompiler, keptCompilers } from "./kept-compilers.ts";

/** Programs may look for others, and ask what their terminal can do. */
const ENVIRONMENT = ["PATH=/bin", "TERM=xterm-256color"];

type How = "run" | "wait" | Recorded;

let calls = 0;
/** What was to be run before the person was asked whether the compiler may be fetched. */
let asked: { readonly wanted: Project; readonly how: How; readonly look: Look | undefined } | undefined;

/**
 * Compiles `project` if it must be, and runs it: to its end, or as it was recorded; or has it wait before its first step. What is
 * wrong with it is in `state/compile-state.ts` then. To run it is to fetch the compiler; otherwise the person is asked first, and says
 * yes by running it.
 */
export async function runProject(wish: How = "run", wanting?: Look): Promise<void> {
  const wanted = project.value;
  const { how, look } = wish === "run" && asked?.wanted === wanted ? asked : { how: wish, look: wanting };
  asked = undefined;
  const run = await prepareRun(wanted, wish === "run");
  if (run === "must-fetch") {
    asked = { wanted, how, look };
    compiling.value = { kind: "asks", language: languageOf(wanted) };
    return;
  }
  if (run === undefined) return;
  ranProject.value = wanted;
  client.open(run, typeof how === "object" ? how : undefined, look);
  if (how === "run") client.goOn("end");
}

/** All that a run of it is made of. Undefined: it cannot be compiled, or something else was wanted meanwhile. */
export async function prepareRun(wanted: Project, mayFetch: boolean): Promise<RunOptions | "must-fetch" | undefined> {
  const call = ++calls;
  giveUpCompiling();
  compiling.value = { kind: "idle" };
  diagnostics.value = [];
  const program = await programOf(wanted, call, mayFetch);
  if (call !== calls) return undefined;
  if (program === undefined || program === "must-fetch") return program;
  const programs = await programsUnderBin(wanted);
  if (call !== calls) return undefined;
  const { settings } = wanted;
  return {
    program,
    name: programName(wanted),
    args: settings.args,
    environment: settings.terminal ? ENVIRONMENT : [],
    programs,
    preempt: settings.preempt,
    time: settings.time,
    terminal: settings.terminal ? terminalSize.value : undefined,
    seed: settings.seed,
    limits: {},
  };
}

/** Ends compiling; nothing is run then. */
export function giveUp(): void {
  calls++;
  giveUpCompiling();
  compiling.value = { kind: "idle" };
}

type Program = Uint8Array | "must-fetch" | undefined;

async function programOf(wanted: Project, call: number, mayFetch: boolean): Promise<Program> {
  if (wanted.wasm !== undefined) return wanted.wasm;
  const known = await prebuilt(wanted).catch(() => undefined); // it is compiled, then
  return known ?? (call === calls ? await compiled(wanted, mayFetch) : undefined);
}

async function compiled(wanted: Project, mayFetch: boolean): Promise<Program> {
  const { files } = wanted;
  const language = languageOf(wanted) === "c" ? "c" : "assemblyscript";
  if (sourceSize(files) > MOST_SOURCE) return failed(tooMuch(files));
  const tell = (done: number, total: number) => {
    compiling.value = { kind: "compiling", language, stage: done < total ? "fetching" : "working", done, total };
  };
  // Its own code comes first, of which nobody is told.
  tell(0, mayFetch && !keptCompilers.value.has(language) ? COMPILER_SIZES[language].packed : 0);
  const result = await compile({ kind: "compile", language, files, mayFetch }, tell);
  if (result === undefined || result === "must-fetch") return result; // given up, or never begun
  if ("failure" in result) return failed(result.failure);
  compiling.value = { kind: "idle" };
  diagnostics.value = result.diagnostics;
  keepCompiler(language);
  return result.wasm;
}

function failed(failure: CompileFailure): undefined {
  diagnostics.value = failure.diagnostics;
  compiling.value = { kind: "failed", failure };
}

function tooMuch(files: readonly ProjectFile[]): CompileFailure {
  const [size, most] = [sourceSize(files), MOST_SOURCE].map((bytes) => bytes.toLocaleString("en"));
  return {
    about: "program",
    message: `Cannot compile ${size} bytes of source: a project may have ${most}`,
    remedy:
      "Remove what the program does not need; large programs are compiled with `prong build`, and dropped here as .wasm.",
    diagnostics: [],
  };
}
