/**
 * Brings the C compiler its files, which the build has packed: fetched once, kept in the browser's cache where it lets a page have one,
 * unpacked on the way. `scripts/playground/clang.mjs` has the compiler call this in the place of `fetch`.
 */
import { CLANG_FILES } from "virtual:clang-files";
import { dropOtherClangCaches, openClangCache } from "./clang-cache.ts";

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

/** Who is told, and may anything be fetched? */
export function prepareFetching(listener: Fetched, mayFetch: boolean): void {
  tell = listener;
  isAllowed = mayFetch;
}

export async function fetchClangFile(name: string): Promise<Response> {
  const file = CLANG_FILES[name];
  if (file === undefined) throw new Error(`The compiler asks for ${name}, which the page was built without`);
  if (done >= total) done = 0; // once more, after all: the first time has failed
  const packed = await fetchKept(file.url);
  const counted = packed.body?.pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(chunk, controller) {
        controller.enqueue(chunk);
        done += chunk.length;
        tell(done, total);
      },
    }),
  );
  if (counted === undefined) throw new TypeError(`Cannot fetch ${name}: the answer was empty`);
  // The engine compiles what is still on its way, if it is told that it is Wasm: not every host says so.
  const type = name.endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
  return new Response(counted.pipeThrough(new DecompressionStream("gzip")), { headers: { "content-type": type } });
}

/** Answers from the cache, or fetches and keeps it; where there is no cache, the browser's own may have it. */
async function fetchKept(url: string): Promise<Response> {
  const cache = await openClangCache();
  const known = await cache?.match(url);
  if (known !== undefined) return known;
  if (!isAllowed) throw new MustFetch("the compiler is not here");
  const response = await fetch(url);
  if (!response.ok) throw new TypeError(`the server answers ${response.status} for ${url}`);
  const copy = response.clone();
  cache
    ?.put(url, copy)
    .then(dropOtherClangCaches)
    .catch(() => {}); // full, or cut off: then it is fetched again
  return response;
}
