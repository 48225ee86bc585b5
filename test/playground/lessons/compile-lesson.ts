/** Compiles the program of a lesson, as the page does it. */
import { join } from "node:path";
import FLAGS from "../../../playground/program/compile-flags.json" with { type: "json" };
import type { ProjectFile } from "../../../playground/state/project.ts";
import { bundledPrograms } from "../../../runtime/frontend/cli/programs.ts";
import { compileAssemblyScript, isAssemblyScriptSource } from "../../../runtime/frontend/compile/assemblyscript.ts";
import { compileC } from "../../../runtime/frontend/compile/c.ts";
import { folderCache, loadSdk, SDK_C_FOLDER, SDK_FOLDER } from "../../../runtime/frontend/compile/node-sources.ts";
import { ROOT } from "../../frontend/compile/compile-guest.ts";

const common = { directory: "/", cache: folderCache(join(ROOT, ".cache", "compile")) };

export async function compileLesson(files: readonly ProjectFile[]): Promise<Uint8Array> {
  const [source] = files;
  if (source === undefined) throw new Error("a program without files");
  const { wasm } = isAssemblyScriptSource(source.path)
    ? await compileAssemblyScript({ ...common, source, sdk: await loadSdk(SDK_FOLDER), flags: FLAGS.assemblyscript })
    : await compileC({ ...common, sources: files, sdk: await loadSdk(SDK_C_FOLDER), flags: FLAGS.c });
  return wasm;
}

/** The programs of /bin, which must have been built. */
export const programsUnderBin = () => bundledPrograms();
