/**
 * A packed file of which is known how long it is: from a cache, or fetched, and kept there once all of it has come. Anything may come
 * in its place with a good status, such as the page of a network that wants one to log in: that is refused, and what cannot be
 * unpacked is not kept. It is unpacked on the way.
 */
export interface PackedFile {
  readonly name: string;
  readonly url: string;
  /** How many bytes it is, packed. */
  readonly size: number;
}

/** Where such files are kept. */
export type FileCache = Pick<Cache, "match" | "put" | "delete">;

interface KeptFileEvents {
  /** Brings what is not kept; it may refuse. */
  readonly fetch: (url: string) => Promise<Response>;
  /** So many bytes more are here. */
  readonly onBytes: (count: number) => void;
  /** All of it is kept now, and was not before. */
  readonly onKept: () => void;
  /** It is no such file: reading what was answered fails with the same error, or with another one of the browser's. */
  readonly onFailure: (error: unknown) => void;
}

type Bytes = Uint8Array<ArrayBuffer>;

/** Answers the file, unpacked, before all of it is there. */
export async function openKeptFile(
  file: PackedFile,
  cache: FileCache | undefined,
  { fetch, onBytes, onKept, onFailure }: KeptFileEvents,
): Promise<ReadableStream<Bytes>> {
  const known = await cache?.match(file.url);
  const response = known ?? (await fetch(file.url));
  if (!response.ok) throw new TypeError(`the server answers ${response.status} for ${file.url}`);
  const kind = response.headers.get("content-type") ?? "something else";
  let packed = (response.body ?? new Blob().stream()).pipeThrough(checkBytes(file, kind, onBytes));
  let keeping: Promise<unknown> | undefined;
  if (known === undefined && cache !== undefined) {
    const [read, kept] = packed.tee();
    packed = read;
    // Full, or cut off: then it is fetched again.
    keeping = cache.put(file.url, new Response(kept)).then(onKept, () => {});
  }
  return afterFailure(packed.pipeThrough(new DecompressionStream("gzip")), async (error) => {
    await keeping;
    await cache?.delete(file.url).catch(() => {});
    onFailure(error);
  });
}

/** Lets pass what may be this file, and fails as soon as it cannot be. */
function checkBytes({ name, size }: PackedFile, kind: string, onBytes: (count: number) => void) {
  let count = 0;
  return new TransformStream<Bytes, Bytes>({
    transform(chunk, controller) {
      if (count === 0 && chunk.length > 0 && chunk[0] !== GZIP)
        throw new TypeError(`the server sends ${kind} in the place of ${name}`);
      count += chunk.length;
      if (count > size) throw new TypeError(`more than the ${size} bytes of ${name} came`);
      controller.enqueue(chunk);
      onBytes(chunk.length);
    },
    flush() {
      if (count < size) throw new TypeError(`${count} of the ${size} bytes of ${name} came`);
    },
  });
}

/** What is packed with gzip begins so. */
const GZIP = 0x1f;

/** The same stream; when it fails, this is done first. */
function afterFailure(stream: ReadableStream<Bytes>, failed: (error: unknown) => Promise<void>) {
  const reader = stream.getReader();
  return new ReadableStream<Bytes>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (done) controller.close();
        else controller.enqueue(value);
      } catch (error) {
        await failed(error);
        throw error;
      }
    },
    cancel: (reason) => reader.cancel(reason),
  });
}
