/**
 * What becomes of files that are dropped on the page, or chosen: one program in Wasm, or sources. What cannot be opened is refused
 * with the reason.
 */
import { DEFAULT_SETTINGS, type Project, type ProjectFile } from "../state/project.ts";
import { addFile, FileRefusal, LONGEST_NAME, MOST_SOURCE } from "./files.ts";
import { inMegabytes } from "./in-megabytes.ts";

export interface DroppedFile {
  readonly name: string;
  readonly size: number;
  /** Its content; only asked for where the size is in bounds. */
  readonly read: () => Promise<Uint8Array>;
}

/** Larger than any program that is a pleasure to watch; all of it is sent to the worker, and kept. */
const MOST_WASM = 16_000_000;

/** Of other kinds, what to do with them. */
const REMEDIES: readonly [ending: RegExp, remedy: string][] = [
  [
    /\.(cc|cpp|cxx|c\+\+|hpp)$/i,
    "this page compiles C and AssemblyScript: compile C++ with `prong build`, and drop the .wasm",
  ],
  [/\.wat$/i, "make a .wasm of it first, with wat2wasm"],
];

/**
 * The project that these files are. Throws a FileRefusal where they are none, and what `inspect` throws where a program cannot be run.
 */
export async function openFiles(
  files: readonly DroppedFile[],
  inspect: (bytes: Uint8Array, name: string) => Promise<void>,
): Promise<Project> {
  const dropped = files.map((file) => ({ ...file, name: withLowerEnding(file.name) }));
  const [first] = dropped;
  if (first === undefined) throw new FileRefusal("Cannot open what was dropped: expected files");
  for (const { name } of dropped) checkKind(name);
  const programs = dropped.filter(({ name }) => name.endsWith(".wasm"));
  if (programs.length > 0) {
    if (dropped.length > 1)
      throw new FileRefusal(`Cannot open ${dropped.length} files at once: one of them is a program, open it alone`);
    return openProgram(first, inspect);
  }
  return openSources(dropped);
}

async function openProgram(
  file: DroppedFile,
  inspect: (bytes: Uint8Array, name: string) => Promise<void>,
): Promise<Project> {
  const { name, size, read } = file;
  if (size > MOST_WASM)
    throw new FileRefusal(
      `Cannot open ${name}: it has ${inMegabytes(size)}, and a program may have ${inMegabytes(MOST_WASM)}`,
    );
  const wasm = await read();
  await inspect(wasm, name);
  return { title: name, lesson: undefined, files: [], wasm, settings: DEFAULT_SETTINGS };
}

async function openSources(dropped: readonly DroppedFile[]): Promise<Project> {
  const total = dropped.reduce((sum, { size }) => sum + size, 0);
  if (total > MOST_SOURCE)
    throw new FileRefusal(
      `Cannot open ${total.toLocaleString("en")} bytes of source: a project may have ${MOST_SOURCE.toLocaleString("en")}`,
    );
  const files: ProjectFile[] = [];
  for (const { name, read } of dropped) files.push({ path: pathOf(name), text: asText(await read(), name) });
  // What is first says what is run; `main.c` is, if there is one.
  const rank = ({ path }: ProjectFile) => (path.endsWith(".h") ? 2 : path.startsWith("main.") ? 0 : 1);
  files.sort((a, b) => rank(a) - rank(b));
  if (files[0]?.path.endsWith(".h"))
    throw new FileRefusal(`Cannot open ${files[0].path}: headers alone are no program`);
  const empty: Project = {
    title: files[0]?.path ?? "",
    lesson: undefined,
    files: [],
    wasm: undefined,
    settings: DEFAULT_SETTINGS,
  };
  return files.reduce((made, { path, text }) => addFile(made, path, text), empty);
}

/** `HELLO.C` is `HELLO.c`. */
function withLowerEnding(name: string): string {
  return name.replace(/\.(wasm|c|h|ts)$/i, (ending) => ending.toLowerCase());
}

/** What a project may call the file: `my prog (1).c` is `my-prog-1.c`. */
function pathOf(name: string): string {
  const [, stem = "", ending = ""] = /^(.*)(\.[a-z]+)$/s.exec(name) ?? [];
  const letters = stem.normalize("NFD").replace(/\p{M}/gu, ""); // without accents
  const plain = letters.replace(/[^A-Za-z0-9_.+-]+/g, "-").replace(/^[^A-Za-z0-9_]+|-+$/g, "");
  return `${plain.slice(0, LONGEST_NAME - ending.length) || "program"}${ending}`;
}

function asText(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes).replaceAll("\r\n", "\n");
  } catch {
    throw new FileRefusal(`Cannot open ${name}: it is no text in UTF-8`);
  }
}

function checkKind(name: string): void {
  if (/\.(wasm|c|h|ts)$/.test(name)) return;
  const remedy =
    REMEDIES.find(([ending]) => ending.test(name))?.[1] ?? "expected a name that ends in .wasm, .c, .h or .ts";
  throw new FileRefusal(`Cannot open ${name}: ${remedy}`);
}
