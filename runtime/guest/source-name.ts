/** What clang calls `main`: which, depends on its parameters. A module may have several; the first one has the program's code. */
export const MAIN_NAMES: readonly string[] = ["__original_main", "__main_argc_argv", "__main_void"];

/** What a function is called in its source, where compilers call it otherwise. */
export function sourceName(name: string): string {
  return MAIN_NAMES.includes(name) ? "main" : name;
}
