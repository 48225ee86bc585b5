import { afterEach, describe, expect, it } from "vitest";
import { findSyscall } from "../../../runtime/abi/syscall-table.ts";
import { assemblyScriptPackage, compileAssemblyScript } from "../../../runtime/frontend/compile/assemblyscript.ts";
import { memoryCache } from "../../../runtime/frontend/compile/cache.ts";
import type { CompileError } from "../../../runtime/frontend/compile/compile-error.ts";
import { loadSdk, SDK_FOLDER } from "../../../runtime/frontend/compile/node-sources.ts";

const sdk = await loadSdk(SDK_FOLDER);
const cache = memoryCache();
const files = new Map<string, string>();

async function compile(text: string, ...flags: string[]) {
  const source = { path: "sub/a.ts", text };
  const made = await compileAssemblyScript({
    source,
    sdk,
    flags: ["-O0", ...flags],
    directory: "/home/me",
    readFile: async (path) => files.get(path),
    cache,
  });
  const module = await WebAssembly.compile(new Uint8Array(made.wasm));
  return {
    ...made,
    imports: WebAssembly.Module.imports(module),
    exports: WebAssembly.Module.exports(module).map(({ name }) => name),
  };
}

const failure = (text: string) =>
  compile(text).then(
    () => expect.unreachable("it compiled"),
    (error: unknown) => error as CompileError,
  );

const load = assemblyScriptPackage.load;
afterEach(() => {
  assemblyScriptPackage.load = load;
  files.clear();
});

describe("compileAssemblyScript()", { timeout: 120_000 }, () => {
  it("finds the SDK as the library prong", async () => {
    const { imports, exports } = await compile('import { fork } from "prong"; fork();');
    expect(imports).toContainEqual({ module: "prong_v1", name: "fork", kind: "function" });
    expect(exports).toEqual(["memory", "_start"]);
  });

  it("imports nothing from JavaScript, whatever the language offers by itself", async () => {
    const { imports } = await compile(`
      console.log("a"); console.error("b"); trace("c", 2, 1, 2);
      assert(Math.random() < 1, "d");
      const list = [1];
      if (list[process.argv.length] > 1) throw new Error("e");
      process.exit(1);
    `);
    expect(imports.filter(({ module, name }) => findSyscall(module, name) === undefined)).toEqual([]);
  });

  it("compiles every function of the SDK", async () => {
    const names = [...(sdk["prong.ts"] ?? "").matchAll(/export \{([^}]*)\}/g)]
      .flatMap(([, list = ""]) => list.split(",").map((name) => name.trim()))
      .filter((name) => /^[a-z]/.test(name));
    const { imports } = await compile(`export { ${names.join(", ")} } from "prong";`);
    expect(names.length).toBeGreaterThan(70);
    expect(imports.filter(({ module, name }) => findSyscall(module, name) === undefined)).toEqual([]);
  });

  it("gives programs with signal handlers what takes signals, and no others", async () => {
    const takes = { module: "prong_v1", name: "signal_take", kind: "function" };
    const with_ = await compile(
      'import { onSignal, Signal } from "prong"; onSignal(Signal.SIGHUP, (signal: i32) => {});',
    );
    expect(with_.exports).toEqual(["prong_deliver_signals", "memory", "_start"]);
    expect(with_.imports).toContainEqual(takes);

    const without = await compile('import { ignoreSignal, Signal } from "prong"; ignoreSignal(Signal.SIGHUP);');
    expect(without.exports).toEqual(["memory", "_start"]);
    expect(without.imports).not.toContainEqual(takes);
  });

  it("does so where only a file that the program imports has the handler", async () => {
    files.set(
      "/home/me/sub/c.ts",
      'import * as p from "prong"; export function go(): void { p.onSignal(1, (s) => {}); }',
    );
    const { exports } = await compile('import { go } from "./c"; go();');
    expect(exports).toContain("prong_deliver_signals");
  });

  it("refuses a program with handlers whose memory management it does not know", async () => {
    const text = 'import { onSignal } from "prong"; onSignal(1, (signal: i32) => {});';
    await expect(compile(text, "--runtime", "./mine")).rejects.toThrow(
      "Cannot compile sub/a.ts with the runtime ./mine: a program with onSignal needs one of incremental, minimal, stub",
    );
  });

  it("follows imports of the user's own files, and compiles again when one has changed", async () => {
    files.set("/home/me/sub/b.ts", "export const code: i32 = 1;");
    await compile('import { code } from "./b"; import { exit } from "prong"; exit(code);');
    files.set("/home/me/sub/b.ts", "export const code: i32 = 2;");
    const again = await compile('import { code } from "./b"; import { exit } from "prong"; exit(code);');
    expect(again.cached).toBe(false);
  });

  it("says what is wrong and where", async () => {
    const { message } = await failure("const a: i32 = nothing;");
    expect(message).toMatch(/^Cannot compile sub\/a\.ts\nERROR TS2304: Cannot find name 'nothing'\./);
    expect(message).toContain("sub/a.ts(1,16)");
    expect(message).not.toContain("FAILURE");
  });

  it("says how to install a compiler that is missing", async () => {
    assemblyScriptPackage.load = () =>
      Promise.reject(
        Object.assign(new Error("Cannot find package 'assemblyscript'"), { code: "ERR_MODULE_NOT_FOUND" }),
      );
    expect((await failure("")).message).toBe(
      "Cannot compile AssemblyScript: the package assemblyscript is not installed. Install it with `npm install --save-dev assemblyscript`.",
    );
  });
});
