/** Compiles the programs of quizzes, once for each text: what is made is kept in `.cache` at the root. */
import { join } from "node:path";
import { compileC } from "../../../runtime/frontend/compile/c.ts";
import { folderCache, loadSdk, SDK_C_FOLDER } from "../../../runtime/frontend/compile/node-sources.ts";
import { ROOT } from "../compile/compile-guest.ts";

const cache = folderCache(join(ROOT, ".cache", "compile"));
const sdk = loadSdk(SDK_C_FOLDER);

export async function compileQuiz(text: string): Promise<Uint8Array> {
  return (await compileC({ sources: [{ path: "quiz.c", text }], sdk: await sdk, cache })).wasm;
}
