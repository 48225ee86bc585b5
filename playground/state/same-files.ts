/** Are these the same files, to the letter? */
import type { ProjectFile } from "./project.ts";

export function sameFiles(files: readonly ProjectFile[], others: readonly ProjectFile[]): boolean {
  return (
    files.length === others.length &&
    files.every(({ path, text }, index) => path === others[index]?.path && text === others[index]?.text)
  );
}
