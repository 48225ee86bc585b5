/** The browser's cache in which the C compiler is kept: one for each version of it. */
import { COMPILER_SIZES } from "virtual:compiler-sizes";

const NAME = "prong-clang-";
const OURS = `${NAME}${COMPILER_SIZES.c.packed}`;

/** Undefined where the browser lets the page have none: by plain http, in some private windows. */
export async function openClangCache(): Promise<Cache | undefined> {
  try {
    return await globalThis.caches?.open(OURS);
  } catch {
    return undefined;
  }
}

/** Is the compiler there? Its largest file is kept once all of it has come. */
export async function isClangKept(): Promise<boolean> {
  if ((await globalThis.caches?.has(OURS).catch(() => false)) !== true) return false;
  const kept = (await (await openClangCache())?.keys()) ?? [];
  return kept.some(({ url }) => url.includes("llvm.core.wasm"));
}

/** Those of other versions of the page are of no use any more. */
export async function dropOtherClangCaches(): Promise<void> {
  for (const name of await caches.keys()) if (name.startsWith(NAME) && name !== OURS) await caches.delete(name);
}

/** What is kept is no compiler, after all. */
export async function dropClangCache(): Promise<void> {
  await globalThis.caches?.delete(OURS).catch(() => {});
}
