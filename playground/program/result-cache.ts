/**
 * Remembers what was compiled, as long as the page is there and, where the browser lets a page keep something, until the next visit.
 * Nothing is lost without it but time.
 */
import { clear, createStore, get, keys, set } from "idb-keyval";
import type { CompileCache } from "../../runtime/compile.ts";

/** How much is kept between two visits, two entries a program: when there is more, one begins anew. */
const MOST_KEPT = 200;

/** `builtIn` brings what the page was built with, which need not be kept. */
export function resultCache(builtIn: (key: string) => Promise<Uint8Array | undefined>): CompileCache {
  const here = new Map<string, Uint8Array>();
  const store = openStore();
  return {
    async get(key) {
      const known = here.get(key) ?? (await builtIn(key)) ?? (await (await store)?.get(key));
      if (known !== undefined) here.set(key, known);
      return known;
    },
    async set(key, bytes) {
      here.set(key, bytes);
      await (await store)?.set(key, bytes);
    },
  };
}

interface Store {
  get(key: string): Promise<Uint8Array | undefined>;
  set(key: string, bytes: Uint8Array): Promise<void>;
}

/** Undefined where the browser keeps nothing (a private window, a full disk). */
async function openStore(): Promise<Store | undefined> {
  try {
    const store = createStore("prong-compiled", "results");
    if ((await keys(store)).length > MOST_KEPT) await clear(store);
    return {
      get: (key) => get<Uint8Array>(key, store).catch(() => undefined),
      set: (key, bytes) => set(key, bytes, store).catch(() => {}),
    };
  } catch {
    return undefined;
  }
}
