/** A project's files: which names they may have, and what becomes of a project when one is added, renamed or removed. */
import type { Project, ProjectFile } from "../state/project.ts";

/** What cannot be done, and why, as a sentence. */
export class FileRefusal extends Error {
  override readonly name = "FileRefusal";
}

const MOST_FILES = 20;
export const LONGEST_NAME = 60;
/** Together; compilers take seconds for a megabyte, and the page keeps what one works on. */
export const MOST_SOURCE = 1024 * 1024;

const NAME = /^[A-Za-z0-9_][A-Za-z0-9_.+-]*$/;
const SOURCE = /\.(c|h|ts)$/;

/** The project with an empty file more. */
export function addFile(project: Project, path: string, text = ""): Project {
  const { files } = project;
  if (files.length >= MOST_FILES) throw new FileRefusal(`Cannot add ${path}: a project may have ${MOST_FILES} files`);
  checkName(path, files, "add");
  return { ...project, wasm: undefined, files: [...files, { path, text }] };
}

export function renameFile(project: Project, from: string, to: string): Project {
  if (from === to) return project;
  const others = project.files.filter(({ path }) => path !== from);
  checkName(to, others, "rename");
  const files = project.files.map((file) => (file.path === from ? { ...file, path: to } : file));
  return { ...project, files: programsFirst(files) };
}

export function removeFile(project: Project, path: string): Project {
  const files = project.files.filter((file) => file.path !== path);
  if (files.length === 0) throw new FileRefusal(`Cannot remove ${path}: a project needs a file`);
  if (!files.some(isProgram)) throw new FileRefusal(`Cannot remove ${path}: headers alone are no program`);
  return { ...project, files: programsFirst(files) };
}

export function changeFile(project: Project, path: string, text: string): Project {
  const files = project.files.map((file) => (file.path === path && file.text !== text ? { ...file, text } : file));
  return files.every((file, index) => file === project.files[index]) ? project : { ...project, files };
}

/** What the program is called under /bin. */
export function programName({ title, files, wasm }: Project): string {
  const name = wasm === undefined ? (files[0]?.path ?? title).replace(SOURCE, "") : title.replace(/\.wasm$/, "");
  return name.replace(/[^A-Za-z0-9_.+-]+/g, "-").slice(0, LONGEST_NAME) || "program";
}

/** How many bytes all the files have together. */
export function sourceSize(files: readonly ProjectFile[]): number {
  const encoder = new TextEncoder();
  return files.reduce(
    (sum, { text }) => sum + (text.length > MOST_SOURCE ? text.length : encoder.encode(text).length),
    0,
  );
}

/** What is first says what is run. */
function programsFirst(files: readonly ProjectFile[]): readonly ProjectFile[] {
  return [...files].sort((a, b) => Number(isProgram(b)) - Number(isProgram(a)));
}

function isProgram({ path }: ProjectFile): boolean {
  return !path.endsWith(".h");
}

/** Throws where a file may not be called so, beside these others. */
function checkName(path: string, others: readonly ProjectFile[], action: string): void {
  const refuse = (why: string): never => {
    throw new FileRefusal(`Cannot ${action} ${path === "" ? "a file without a name" : path}: ${why}`);
  };
  if (path.includes("/")) refuse("a project has no folders");
  if (!SOURCE.test(path) || !NAME.test(path))
    refuse("expected letters, digits, _ - + and . only, with .c, .h or .ts at the end");
  if (path.length > LONGEST_NAME) refuse(`a name may have ${LONGEST_NAME} characters`);
  if (others.some((file) => file.path.toLowerCase() === path.toLowerCase())) refuse("there is one of that name");
  const isC = !path.endsWith(".ts");
  const [first] = others;
  if (first !== undefined && isC === first.path.endsWith(".ts"))
    refuse(
      isC ? "this project is AssemblyScript, its files end in .ts" : "this project is C, its files end in .c or .h",
    );
  if (path.endsWith(".h") && !others.some(isProgram)) refuse("headers alone are no program");
}
