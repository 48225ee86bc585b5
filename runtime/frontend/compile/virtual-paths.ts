/**
 * Names in the compiler's own file system. It has no current directory worth the name and cannot see the host's files,
 * so each file of the host is put where its absolute path says, under one folder; quoted includes between them work, and
 * the folder's name is taken out of everything that the compiler prints.
 */

const HOST = "@host";

/** `a/./b/../c` -> `a/c`; an absolute path stays absolute. */
export function normalizePath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === "..") parts.pop();
    else parts.push(part);
  }
  return `/${parts.join("/")}`;
}

/** A path as the user gave it, made absolute. */
export function absolutePath(directory: string, path: string): string {
  return normalizePath(path.startsWith("/") ? path : `${directory}/${path}`);
}

/** Where the file of this absolute path lies for the compiler. */
export function virtualPath(absolute: string): string {
  return HOST + absolute;
}

/** The compiler's flags that keep our folder's name out of `__FILE__` and of debugging information. */
export function prefixMaps(directory: string): string[] {
  const here = directory === "/" ? "" : directory;
  const from = (prefix: string) =>
    here === ""
      ? [`-ffile-prefix-map=${prefix}/=`]
      : [`-ffile-prefix-map=${prefix}/=/`, `-ffile-prefix-map=${prefix}${here}/=`];
  return [...from(HOST), ...from(`./${HOST}`)]; // found from the root: `withoutWaysUp`
}

/** The compiler's words with paths that the user knows. */
export function withUserPaths(directory: string, text: string): string {
  const here = directory === "/" ? "" : directory;
  return text.replaceAll(`./${HOST}`, HOST).replaceAll(`${HOST}${here}/`, "").replaceAll(`${HOST}/`, "/");
}

/** The folder of a path. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf("/"), 1));
}
