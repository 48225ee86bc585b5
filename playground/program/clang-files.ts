/**
 * Brings the C compiler its files, which the build has packed: fetched once, and kept in the browser's cache where it lets a page have
 * one. `scripts/playground/clang.mjs` has the compiler call this in the place of `fetch`.
 */
import { CLANG_FILES } from "virtual:clang-files";
import { dropOtherClangCaches, openClangCache } from "./clang-cache.ts";
import { openKeptFile } from "./kept-file.ts";

/** Is told how many bytes of how many are there. */
export type Fetched = (done: number, total: number) => void;

/** The compiler is not here, and was not to be fetched. */
export class MustFetch extends Error {
  override readonly name = "MustFetch";
}

const sizes = Object.values(CLANG_FILES).flatMap((file) => file?.size ?? []);
const total = sizes.reduce((sum, size) => sum + size, 0);
let done = 0;
let tell: Fetched = () => {};
let isAllowed = false;
let failure: unknown;

/** Who is told, and may anything be fetched? */
export function prepareFetching(listener: Fetched, mayFetch: boolean): void {
  tell = listener;
  isAllowed = mayFetch;
  failure = undefined;
}

export async function fetchClangFile(name: string): Promise<Response> {
  const file = CLANG_FILES[name];
  if (file === undefined) throw new Error(`The compiler asks for ${name}, which the page was built without`);
  if (done >= total) done = 0; // once more, after all: the first time has failed
  const unpacked = await openKeptFile({ name, ...file }, await openClangCache(), {
    fetch: fetchAllowed,
    onBytes: (count) => {
      done += count;
      tell(done, total);
    },
    onKept: () => dropOtherClangCaches().catch(() => {}),
    onFailure: (error) => {
      failure ??= error;
    },
  });
  // The engine compiles what is still on its way, if it is told that it is Wasm: not every host says so.
  const type = name.endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
  return new Response(unpacked, { headers: { "content-type": type } });
}

/** Why the compiler has not come: the engine says of a stream only that it has failed. */
export function whyNotFetched(): unknown {
  return failure;
}

async function fetchAllowed(url: string): Promise<Response> {
  if (!isAllowed) throw new MustFetch("the compiler is not here");
  tell(done, total);
  return fetch(url);
}
