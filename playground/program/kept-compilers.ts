/** Which compilers need not be fetched any more. */
import { signal } from "@preact/signals";
import type { Language } from "../state/project.ts";
import { isClangKept } from "./clang-cache.ts";

export const keptCompilers = signal<ReadonlySet<Language>>(new Set());

export function keepCompiler(language: Language): void {
  if (!keptCompilers.value.has(language)) keptCompilers.value = new Set([...keptCompilers.value, language]);
}

isClangKept().then((kept) => {
  if (kept) keepCompiler("c");
});
