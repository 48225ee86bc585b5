/**
 * A link that holds a program, how it ran, and where one looks. All of it is in the fragment, which no server sees:
 *
 *     #1.eJyVkk1u...
 *      | `-- packed: how long the JSON is, the JSON, and a program that came without its source
 *      `---- the version of this format
 */
import { pack, unpack } from "./packed.ts";
import { readShared, type Shared, toJson } from "./shared-json.ts";

/** Why a link cannot be opened, for people. */
export class LinkError extends Error {
  override readonly name = "LinkError";
}

const VERSION = "1";
const LENGTH = 4;

/** The fragment of a link, without its #. */
export function writeLink(shared: Shared): string {
  const json = new TextEncoder().encode(JSON.stringify(toJson(shared)));
  const wasm = shared.project.wasm ?? new Uint8Array();
  const bytes = new Uint8Array(LENGTH + json.length + wasm.length);
  new DataView(bytes.buffer).setUint32(0, json.length);
  bytes.set(json, LENGTH);
  bytes.set(wasm, LENGTH + json.length);
  return `${VERSION}.${pack(bytes)}`;
}

/** Reads it back, with or without its #; a LinkError, not thrown, says what is wrong with it. */
export function readLink(fragment: string): Shared | LinkError {
  try {
    const [, version, letters] = /^#?(\d+)\.(.*)$/s.exec(fragment.trim()) ?? [];
    if (version === undefined || letters === undefined) throw new Error(`expected it to begin with #${VERSION}.`);
    if (version !== VERSION) {
      throw new Error(
        `it was made by another version of this page (${version.slice(0, 9)}), and this one reads ${VERSION}`,
      );
    }
    const bytes = unpack(letters);
    const length = bytes.length < LENGTH ? Number.POSITIVE_INFINITY : new DataView(bytes.buffer).getUint32(0);
    const end = LENGTH + length;
    if (end > bytes.length) throw new Error("its parts do not fit together");
    const json: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(LENGTH, end)));
    return readShared(json, bytes.length > end ? bytes.slice(end) : undefined);
  } catch (error) {
    return new LinkError(`Cannot open the link: ${error instanceof Error ? error.message : String(error)}`);
  }
}
