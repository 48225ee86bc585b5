/**
 * Runs clang and wasm-ld, which are themselves one WebAssembly program (`@yowasp/clang`, an optional package): the same
 * compiler in Node, in a page and in CI. The first run loads some 75 MB; `progress` tells how far it is.
 */

import type { Tree } from "@yowasp/clang";
import { atBaseline } from "./baseline.ts";
import { CompileError, isMissingPackage, missingCompiler } from "./compile-error.ts";

export type Progress = (done: number, total: number) => void;

export interface ToolResult {
  readonly files: Tree;
  /** What the tool wrote to its standard output. */
  readonly output: Uint8Array;
  /** What the tool said, on its standard error. */
  readonly printed: string;
}

/** How the compiler is loaded; tests replace it. */
export const clangPackage = { load: () => import("@yowasp/clang") };

/** The version of the compiler, without loading the compiler itself. */
export async function clangVersion(): Promise<string> {
  const { version } = (await load()) as { version?: string };
  return version ?? "unknown";
}

/** Runs one tool over a tree of files; `about` says what was being done, should it fail. */
export async function runTool(
  args: readonly string[],
  files: Tree,
  about: string,
  progress?: Progress,
): Promise<ToolResult> {
  const { runLLVM, Exit } = await load();
  const written: BlobPart[] = [];
  const said: BlobPart[] = [];
  const into = (list: BlobPart[]) => (bytes: Uint8Array | null) => void (bytes && list.push(bytes.slice()));
  try {
    const fetchProgress = ({ doneLength, totalLength }: { doneLength: number; totalLength: number }) =>
      progress?.(doneLength, totalLength);
    const made = await atBaseline(async () =>
      runLLVM([...args], files, { stdout: into(written), stderr: into(said), fetchProgress }),
    );
    const output = new Uint8Array(await new Blob(written).arrayBuffer());
    return { files: made ?? {}, output, printed: await new Blob(said).text() };
  } catch (error) {
    if (error instanceof Exit) throw new CompileError(about, await new Blob(said).text());
    throw error;
  }
}

async function load() {
  try {
    return await clangPackage.load();
  } catch (error) {
    if (isMissingPackage(error)) throw missingCompiler("@yowasp/clang", "C", error);
    throw error;
  }
}

/** Puts a file into a tree, with the folders on the way. */
export function putFile(tree: Tree, path: string, content: string | Uint8Array): void {
  const parts = path.split("/");
  const name = parts.pop() ?? "";
  let folder = tree;
  for (const part of parts) {
    const known = folder[part];
    const next: Tree = known !== undefined && isFolder(known) ? known : {};
    folder[part] = next;
    folder = next;
  }
  folder[name] = content;
}

/** The bytes of a file that a tool has made. */
export function takeBytes(tree: Tree, path: string): Uint8Array {
  let found: Tree[string] | undefined = tree;
  for (const part of path.split("/")) found = found !== undefined && isFolder(found) ? found[part] : undefined;
  if (found === undefined || isFolder(found)) throw new Error(`The compiler succeeded but made no ${path}`);
  return typeof found === "string" ? new TextEncoder().encode(found) : found;
}

function isFolder(node: Tree[string]): node is Tree {
  return typeof node !== "string" && !(node instanceof Uint8Array);
}
