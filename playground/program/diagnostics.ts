/** What compilers print, as data: clang and wasm-ld, and AssemblyScript's `asc`. What cannot be read is one error without a place. */

export interface Diagnostic {
  readonly severity: "error" | "warning" | "note";
  readonly message: string;
  /** The file, as it is called in the project; undefined where it is about none, or none of the project's. */
  readonly path: string | undefined;
  /** Counted from 1. */
  readonly line: number | undefined;
  /** Counted from 1, in UTF-16 units. */
  readonly column: number | undefined;
}

/** `text` is all that a compiler printed, `sources` what it was given: clang counts columns in bytes. */
export function readDiagnostics(text: string, sources: readonly { readonly path: string; readonly text: string }[]) {
  const found: Diagnostic[] = [];
  let open: Diagnostic | undefined;
  const close = () => {
    if (open !== undefined) found.push(open);
    open = undefined;
  };
  for (const line of text.split("\n")) {
    const next = ofClang(line, sources) ?? ofLinker(line, sources) ?? ofAssemblyScript(line);
    if (next !== undefined) {
      close();
      open = next;
    } else if (open !== undefined) {
      open = withMore(open, line);
    }
  }
  close();
  if (found.length > 0 || text.trim() === "") return withoutRepeats(found);
  return [
    { severity: "error", message: text.trim(), path: undefined, line: undefined, column: undefined },
  ] as Diagnostic[];
}

/** What is wrong in a header is said once for each file that includes it. A note belongs to what is before it. */
function withoutRepeats(all: readonly Diagnostic[]): Diagnostic[] {
  const said = new Set<string>();
  let isRepeated = false;
  return all.filter((diagnostic) => {
    if (diagnostic.severity === "note") return !isRepeated;
    const key = JSON.stringify(diagnostic);
    isRepeated = diagnostic.line !== undefined && said.has(key);
    said.add(key);
    return !isRepeated;
  });
}

/** `main.c:4:17: error: expected ';' after expression`, or without a place. */
const CLANG = /^(?:(.+?):(\d+):(\d+): )?(fatal error|error|warning|note): (.*)$/;
/** The name of a flag at the end of a message is for those who call compilers by hand. */
const FLAG = / \[-[\w=,+#-]+\]$/;

function ofClang(text: string, sources: Sources): Diagnostic | undefined {
  const [, path, line, column, severity, message = ""] = CLANG.exec(text) ?? [];
  if (severity === undefined) return undefined;
  const known = sources.find((source) => source.path === path);
  const row = line === undefined ? undefined : Number(line);
  return {
    severity: severity === "fatal error" ? "error" : (severity as Diagnostic["severity"]),
    message: message.replace(FLAG, ""),
    path: known?.path,
    line: known && row,
    column: known && unitsOf(known.text.split("\n")[(row ?? 0) - 1] ?? "", Number(column)),
  };
}

type Sources = readonly { readonly path: string; readonly text: string }[];

/** The column in UTF-16 units of what is at this column in bytes. */
function unitsOf(line: string, column: number): number {
  const before = new TextEncoder().encode(line).subarray(0, column - 1);
  return new TextDecoder().decode(before).length + 1;
}

/** `wasm-ld: error: main.c.o: undefined symbol: other`; `>>> defined in main.c.o` may follow. */
const LINKER = /^wasm-ld: (error|warning): (?:(\S+)\.o: )?(.*)$/;
const DEFINED = /^>>> (defined .*)$/;

function ofLinker(text: string, sources: Sources): Diagnostic | undefined {
  const [, severity, path, message = ""] = LINKER.exec(text) ?? [];
  if (severity === undefined) return undefined;
  const known = sources.find((source) => source.path === path);
  return {
    severity: severity as Diagnostic["severity"],
    message,
    path: known?.path,
    line: undefined,
    column: undefined,
  };
}

/** `ERROR TS2304: Cannot find name 'foo'.`; its place comes with a later line, `└─ in hello.ts(3,1)`. */
const ASSEMBLYSCRIPT = /^(ERROR|WARNING|PEDANTIC|INFO)(?: (?:TS|AS)\d+)?: (.*)$/;
const PLACE = /^ +└─ in (.+)\((\d+),(\d+)\)$/;

function ofAssemblyScript(text: string): Diagnostic | undefined {
  const [, word, message = ""] = ASSEMBLYSCRIPT.exec(text) ?? [];
  if (word === undefined) return undefined;
  const severity = word === "ERROR" ? "error" : word === "INFO" ? "note" : "warning";
  return { severity, message, path: undefined, line: undefined, column: undefined };
}

/** What a line adds to the diagnostic before it, if anything. */
function withMore(open: Diagnostic, text: string): Diagnostic {
  const [, defined] = DEFINED.exec(text) ?? [];
  if (defined !== undefined) return { ...open, message: `${open.message}, ${defined.replace(/\.o$/, "")}` };
  const [, path, line, column] = PLACE.exec(text) ?? [];
  if (path === undefined || open.path !== undefined) return open;
  if (path.startsWith("~lib/")) return open; // of the library: nobody can mend it here
  return { ...open, path, line: Number(line), column: Number(column) };
}
