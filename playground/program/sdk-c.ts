/** The files of the C SDK, as `compileC` takes them, and its library, which was compiled with the package. */

const FOLDER = "../../assembly/sdk-c/";
const files = import.meta.glob<string>("../../assembly/sdk-c/**/*", { query: "?raw", import: "default", eager: true });
const built = import.meta.glob<string>("../../dist/guests/sdk-c-*.o", {
  query: "?url",
  import: "default",
  eager: true,
});

export const SDK_C: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(files).map(([path, text]) => [path.slice(FOLDER.length), text]),
);

/** Reads the library if it was compiled of the same sources: the key says so. Undefined: it must be compiled here. */
export async function readBuiltLibrary(key: string): Promise<Uint8Array | undefined> {
  const url = Object.entries(built).find(([path]) => path.endsWith(`/${key}`))?.[1];
  if (url === undefined) return undefined;
  const response = await fetch(url).catch(() => undefined);
  return response?.ok === true ? new Uint8Array(await response.arrayBuffer()) : undefined;
}
