/**
 * Loads a CommonJS file as V8 compiled it before: compiling the command line takes longer than running a small guest.
 * What V8 made (a code cache) lies beside the file for the Node that built this package. It is of no use to another
 * version of V8, or with other flags; then the first run keeps one of its own in the user's cache directory.
 *
 * V8 looks at its version, its flags and the length of the source. Whether the bytes are whole it does not ask: damaged
 * ones crash it. So their hash lies before them.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { Script } from "node:vm";

/** Where code is kept: `DiskCache` is one. */
export interface CodeStore {
  get(key: string): Uint8Array | undefined;
  set(key: string, bytes: Uint8Array): void;
}

export interface Compiled<Exports> {
  readonly exports: Exports;
  /** Was nothing of it compiled anew that is needed to load it? */
  readonly known: boolean;
  /** To be called when the file has done its work: keeps all that was compiled meanwhile, unless it was known. */
  keep(): void;
}

/** The code cache that the package brings for this version of V8. */
export function codeBeside(file: string): string {
  return `${file}.${process.versions.v8}-${process.platform}-${process.arch}.code`;
}

/** Loads a file. It can `require` what any other can, but it cannot `import()`. */
export function loadCompiled<Exports>(file: string, store: CodeStore): Compiled<Exports> {
  const require = createRequire(file);
  const source = readFileSync(file, "utf8");
  const compile = (cachedData?: Uint8Array) =>
    new Script(`(function (exports, require, module, __filename, __dirname) {${source}\n})`, {
      filename: file,
      ...(cachedData === undefined ? {} : { cachedData }),
    });
  /** Without code, V8 is not asked: it would compile everything. */
  const revive = (sealed: Uint8Array | undefined) => {
    const code = unseal(sealed);
    const script = code === undefined ? undefined : compile(code);
    return script?.cachedDataRejected === false ? script : undefined;
  };
  const run = (script: Script) => {
    const module = { exports: {} };
    script.runInThisContext()(module.exports, require, module, file, dirname(file));
    return module.exports as Exports;
  };

  const ready = revive(readCode(codeBeside(file)));
  if (ready !== undefined) return { exports: run(ready), known: true, keep() {} };
  const key = keyOf(source);
  const kept = revive(store.get(key));
  if (kept !== undefined) return { exports: run(kept), known: true, keep() {} };
  const made = compile();
  return { exports: run(made), known: false, keep: () => store.set(key, seal(made.createCachedData())) };
}

function readCode(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined; // made by another version of Node: there is none for this one
  }
}

/** The same for the same source, V8 and flags. */
function keyOf(source: string): string {
  const { versions, platform, arch, execArgv, env } = process;
  const hash = createHash("sha256").update(source);
  return `code-${hash.update(JSON.stringify([versions.v8, platform, arch, execArgv, env.NODE_OPTIONS])).digest("hex")}`;
}

/** The bytes behind their hash. */
function seal(bytes: Uint8Array): Uint8Array {
  return Buffer.concat([createHash("sha256").update(bytes).digest(), bytes]);
}

/** What was sealed; undefined when it is damaged. */
function unseal(sealed: Uint8Array | undefined): Uint8Array | undefined {
  if (sealed === undefined) return undefined;
  const bytes = sealed.subarray(32);
  return createHash("sha256").update(bytes).digest().equals(sealed.subarray(0, 32)) ? bytes : undefined;
}
