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
}

/** Flags that name a folder of headers. */
const FOLDER_FLAGS = ["-isystem", "-iquote", "-idirafter", "-I"];
/** Flags whose value follows, joined or as the next argument, and means nothing to us. */
const COMPILE_VALUE = /^-(D|U)/;
const COMPILE_ALONE = /^-(O|W|std=|g|f|m|pedantic|ansi|w$)/;

/** Reads the flags; one that is not understood is refused by name rather than dropped. */
export function readCFlags(flags: readonly string[], directory: string): CFlags {
  const compile: string[] = [];
  const link: string[] = [];
  const includeFolders: string[] = [];
  const forcedIncludes: string[] = [];
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
      link.push(`-l${value("-l")}`);
    } else if (COMPILE_VALUE.test(flag)) {
      const short = flag.slice(0, 2);
      compile.push(short + value(short));
    } else if (COMPILE_ALONE.test(flag)) {
      compile.push(flag);
    } else {
      throw new CompileError(`Cannot use the flag ${flag}: only -I -isystem -iquote -include -D -U -O -W -std -g -f -m -l -Wl, and -s are passed on`);
    }
  }
  return { compile, link, includeFolders, forcedIncludes };
}
