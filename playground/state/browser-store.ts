/**
 * Where a browser keeps things, by key. Each write says at once that it is all: the last words of a page that is left are written
 * then, and are lost without (in Chromium).
 */
import { createStore, get, promisifyRequest } from "idb-keyval";

export interface Store {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<void>;
  /** No other page writes between reading and writing. */
  update(key: string, change: (kept: unknown) => unknown): Promise<void>;
}

/** That of `idb-keyval` itself: other versions of the page have things there. */
const OURS = createStore("keyval-store", "keyval");

export const BROWSER: Store = {
  get: (key) => get(key, OURS),
  set: (key, value) => OURS("readwrite", (store) => put(store, key, value)),
  update: (key, change) =>
    OURS("readwrite", async (store) => put(store, key, change(await promisifyRequest(store.get(key))))),
};

function put(store: IDBObjectStore, key: string, value: unknown): Promise<void> {
  store.put(value, key);
  const written = promisifyRequest(store.transaction);
  store.transaction.commit();
  return written;
}
