/**
 * Finds the user's headers: follows the includes of the sources, so that the compiler, which sees no file of the host,
 * is given exactly those it may ask for. Headers of the C library are the compiler's own and are not looked for here,
 * except in folders named by -I.
 */

import { CompileError } from "./compile-error.ts";
import { absolutePath, folderOf, virtualPath } from "./virtual-paths.ts";

/** Reads a file of the host by its absolute path, or answers undefined where there is none. */
export type ReadFile = (path: string) => Promise<string | Uint8Array | undefined>;

const INCLUDE = /^[ \t]*#[ \t]*(?:include|include_next|import|embed)[ \t]*(?:"([^"\n]+)"|<([^>\n]+)>)/gm;
const HAS_INCLUDE = /__has_(?:include|include_next|embed)[ \t]*\([ \t]*(?:"([^"\n]+)"|<([^>\n]+)>)/g;

/** More than any project's own headers; a folder named by mistake should not fill the memory. */
const MOST_BYTES = 64 * 1024 * 1024;

/** The headers that the given files lead to, by absolute path. */
export async function gatherIncludes(
  files: ReadonlyMap<string, string | Uint8Array>,
  folders: readonly string[],
  readFile: ReadFile,
): Promise<Map<string, string | Uint8Array>> {
  const found = new Map<string, string | Uint8Array>();
  const tried = new Set(files.keys());
  const toRead = [...files];
  let bytes = 0;

  for (let next = toRead.pop(); next !== undefined; next = toRead.pop()) {
    const [path, content] = next;
    for (const candidate of candidates(path, asText(content), folders)) {
      if (tried.has(candidate)) continue;
      tried.add(candidate);
      const header = await readFile(candidate);
      if (header === undefined) continue;
      bytes += header.length;
      if (bytes > MOST_BYTES)
        throw new CompileError(`Cannot compile: the included files are larger than ${MOST_BYTES >> 20} MiB together`);
      found.set(candidate, header);
      toRead.push([candidate, header]);
    }
  }
  return found;
}

/**
 * A file as the compiler is given it: its file system takes `..` for `.`, so a quoted include that goes up is written from
 * the root of that file system instead (and `-iquote .` is among the flags). `files` are all that were found.
 */
export function withoutWaysUp(
  path: string,
  text: string,
  folders: readonly string[],
  files: { has(path: string): boolean },
): string {
  return text.replace(INCLUDE, (line, quoted?: string) => {
    if (quoted === undefined || !quoted.split("/").includes("..")) return line;
    const target = [folderOf(path), ...folders]
      .map((folder) => absolutePath(folder, quoted))
      .find((candidate) => files.has(candidate));
    return target === undefined ? line : line.replace(`"${quoted}"`, `"${virtualPath(target)}"`);
  });
}

/** Where each include of a file may lie. All places are tried: which one counts is for the compiler to say. */
function* candidates(path: string, text: string, folders: readonly string[]): Iterable<string> {
  for (const pattern of [INCLUDE, HAS_INCLUDE]) {
    for (const [, quoted, angled] of text.matchAll(pattern)) {
      if (quoted !== undefined) yield absolutePath(folderOf(path), quoted);
      for (const folder of folders) yield absolutePath(folder, quoted ?? angled ?? "");
    }
  }
}

function asText(content: string | Uint8Array): string {
  return typeof content === "string" ? content : new TextDecoder().decode(content);
}
