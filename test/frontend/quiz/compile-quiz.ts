/** Compiles the programs of quizzes, once for each text: what is made is kept in `.cache` at the root. */
import { join } from "node:path";
import { compileC } from "../../../runtime/frontend/compile/c.ts";
import type { CompileCache } from "../../../runtime/frontend/compile/cache.ts";
import { folderCache, loadSdk, SDK_C_FOLDER } from "../../../runtime/frontend/compile/node-sources.ts";
import { Laboratory } from "../../../runtime/frontend/quiz/laboratory.ts";
import { Quiz, type QuizOptions } from "../../../runtime/frontend/quiz/quiz.ts";
import { DiskCache } from "../../../runtime/node/disk-cache.ts";
import { ROOT } from "../compile/compile-guest.ts";

const cache = folderCache(join(ROOT, ".cache", "compile"));
const sdk = loadSdk(SDK_C_FOLDER);

export async function compileQuiz(text: string, into: CompileCache = cache): Promise<Uint8Array> {
  return (await compileC({ sources: [{ path: "quiz.c", text }], sdk: await sdk, cache: into })).wasm;
}

/**
 * Puts the programs of a quiz where `prong quiz` looks for them. It keeps none itself, as nobody asks twice; but tests do, and
 * would load the compiler for each question.
 */
export async function makeKnown(folder: string, options: QuizOptions): Promise<void> {
  const theirs = new DiskCache(folder);
  const both: CompileCache = {
    async get(key) {
      const bytes = await cache.get(key);
      if (bytes !== undefined) theirs.set(key, bytes);
      return bytes;
    },
    async set(key, bytes) {
      await cache.set(key, bytes);
      theirs.set(key, bytes);
    },
  };
  const quiz = new Quiz(new Laboratory((text) => compileQuiz(text, both)), options);
  for (let i = 0; i < options.count; i++) await quiz.next();
}
