/** Sorts the flags a user gives to a C compiler into those for the compiler, those for the linker, and folders to look in. */

import { CompileError } from "./compile-error.ts";
import { absolutePath, virtualPath } from "./virtual-paths.ts";

export interface CFlags {
  readonly compile: readonly string[];
  readonly link: readonly string[];
  /** Absolute paths of the folders named by -I and its kin, in which includes are looked for. */
  readonly includeFolders: readonly string[];
  /** Absolute paths of files named by -include. */
  readonly forcedIncludes: readonly string[];
  /** Absolute paths of the folders named by -L, and the names given by -l, of which the archives must be loaded. */
  readonly libraryFolders: readonly string[];
  readonly libraries: readonly string[];
}

/** Flags that name a folder of headers. */
const FOLDER_FLAGS = ["-isystem", "-iquote", "-idirafter", "-I"];
/** Flags whose value may be the next word of a command line. */
const VALUE_FOLLOWS = new Set([...FOLDER_FLAGS, "-include", "-D", "-U", "-l", "-L"]);
/** Flags with a value that means nothing to us. */
const COMPILE_VALUE = /^-(D|U)/;
const COMPILE_ALONE = /^-(O|W|std=|g|f|m|pedantic|ansi|w$)/;

/** Reads the flags; one that is not understood is refused by name rather than dropped. */
export function readCFlags(flags: readonly string[], directory: string): CFlags {
  const compile: string[] = [];
  const link: string[] = [];
  const includeFolders: string[] = [];
  const forcedIncludes: string[] = [];
  const libraryFolders: string[] = [];
  const libraries: string[] = [];
  const rest = [...flags];

  for (let flag = rest.shift(); flag !== undefined; flag = rest.shift()) {
    const value = (short: string): string => {
      const joined = flag?.slice(short.length);
      const text = joined !== undefined && joined !== "" ? joined : rest.shift();
      if (text === undefined) throw new CompileError(`Cannot read the flag ${short}: a value must follow it`);
      return text;
    };
    const folderFlag = FOLDER_FLAGS.find((name) => flag?.startsWith(name));
    if (folderFlag !== undefined) {
      const folder = absolutePath(directory, value(folderFlag));
      includeFolders.push(folder);
      compile.push(folderFlag, virtualPath(folder));
    } else if (flag.startsWith("-include")) {
      const path = absolutePath(directory, value("-include"));
      forcedIncludes.push(path);
      compile.push("-include", virtualPath(path));
    } else if (flag.startsWith("-Wl,")) {
      link.push(...flag.slice("-Wl,".length).split(","));
    } else if (flag === "-s") {
      link.push("--strip-all");
    } else if (flag.startsWith("-l")) {
      const library = value("-l");
      libraries.push(library);
      link.push(`-l${library}`);
    } else if (flag.startsWith("-L")) {
      const folder = absolutePath(directory, value("-L"));
      libraryFolders.push(folder);
      link.push(`-L${virtualPath(folder)}`);
    } else if (COMPILE_VALUE.test(flag)) {
      const short = flag.slice(0, 2);
      compile.push(short + value(short));
    } else if (COMPILE_ALONE.test(flag)) {
      compile.push(flag);
    } else {
      throw new CompileError(
        `Cannot use the flag ${flag}: only -I -isystem -iquote -include -D -U -O -W -std -g -f -m -l -L -Wl, and -s are passed on`,
      );
    }
  }
  return { compile, link, includeFolders, forcedIncludes, libraryFolders, libraries };
}

/** Tells the sources of a command line from the flags, of which some take the next word with them. */
export function splitWords(words: readonly string[]): { sources: string[]; flags: string[] } {
  const sources: string[] = [];
  const flags: string[] = [];
  let isValue = false;
  for (const word of words) {
    if (isValue || word.startsWith("-")) flags.push(word);
    else sources.push(word);
    isValue = !isValue && VALUE_FOLLOWS.has(word);
  }
  return { sources, flags };
}
