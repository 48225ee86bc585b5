import { afterEach, describe, expect, it } from "vitest";
import { findSyscall } from "../../../runtime/abi/syscall-table.ts";
import { compileC } from "../../../runtime/frontend/compile/c.ts";
import { memoryCache } from "../../../runtime/frontend/compile/cache.ts";
import { clangPackage, putFile, runTool, takeBytes } from "../../../runtime/frontend/compile/clang.ts";
import { CompileError } from "../../../runtime/frontend/compile/compile-error.ts";
import { loadSdk, SDK_C_FOLDER } from "../../../runtime/frontend/compile/node-sources.ts";

const sdk = await loadSdk(SDK_C_FOLDER);
const cache = memoryCache();
const progress = () => {};
const files = new Map<string, string | Uint8Array>();
const readFile = async (path: string) => files.get(path);

async function compile(sources: Record<string, string>, ...flags: string[]) {
  const list = Object.entries(sources).map(([path, text]) => ({ path, text }));
  const made = await compileC({ sources: list, sdk, flags, directory: "/home/me", readFile, cache, progress });
  const module = await WebAssembly.compile(new Uint8Array(made.wasm));
  return { ...made, imports: WebAssembly.Module.imports(module) };
}

const failure = (sources: Record<string, string>, ...flags: string[]) =>
  compile(sources, ...flags).then(
    () => expect.unreachable("it compiled"),
    (error: unknown) => error as CompileError,
  );

const load = clangPackage.load;
afterEach(() => {
  clangPackage.load = load;
  files.clear();
});

describe("compileC()", { timeout: 120_000 }, () => {
  it("compiles a program that forks", async () => {
    const { imports, warnings } = await compile({
      "a.c": "#include <unistd.h>\nint main(void) { return fork() == 0; }",
    });
    expect(imports).toContainEqual({ module: "prong_v1", name: "fork", kind: "function" });
    expect(warnings).toBe("");
  });

  it("compiles several sources, with headers next to them and in folders", async () => {
    files.set("/home/me/src/near.h", "int twice(int);");
    files.set("/home/lib/far.h", "#define FAR 21");
    const { wasm } = await compile(
      {
        "src/a.c": '#include "near.h"\n#include <far.h>\nint main(void) { return twice(FAR) == ANSWER ? 0 : 1; }',
        "src/b.c": '#include "near.h"\nint twice(int n) { return 2 * n; }',
      },
      "-I../lib",
      "-DANSWER=42",
    );
    expect(wasm.length).toBeGreaterThan(100);
  });

  it("finds headers in folders above", async () => {
    files.set("/home/me/top.h", "#pragma once\nstatic const char *top = __FILE__;");
    files.set("/home/me/other/beside.h", '#include "../src/../top.h"\nint twice;');
    const { wasm } = await compile(
      {
        "src/up.c":
          '#include "../top.h"\n#include "../other/beside.h"\nextern int puts(const char *);\nint main(void) { puts(top); }',
      },
      "-O0",
    );
    const text = new TextDecoder("latin1").decode(wasm);
    expect(text).toContain("top.h\0");
    expect(text).not.toContain("@host");
  });

  it("compiles C++ with the standard library", async () => {
    const { imports } = await compile({
      "a.cc":
        '#include <map>\n#include <string>\n#include <cstdio>\n#include <unistd.h>\nint main() { std::map<std::string, int> m{{"a", 1}}; std::printf("%d", m["a"] + vfork()); }',
      "b.c": "int unused;",
    });
    expect(imports.filter(({ module, name }) => findSyscall(module, name) === undefined)).toEqual([]);
  });

  it("links the user's own library", async () => {
    const source = { "far.c": "int far(void) { return 42; }" };
    const compiled = await runTool(
      ["clang", "--target=wasm32-wasip1", "-c", "far.c", "-o", "far.o"],
      source,
      "",
      progress,
    );
    const archived = await runTool(["ar", "rcs", "libfar.a", "far.o"], compiled.files, "", progress);
    files.set("/home/me/lib/libfar.a", takeBytes(archived.files, "libfar.a"));
    const { wasm } = await compile({ "l.c": "int far(void);\nint main(void) { return far(); }" }, "-Llib", "-lfar");
    expect(wasm.length).toBeGreaterThan(100);
  });

  it("shows warnings, also when the program comes from the cache", async () => {
    const source = { "w.c": "int main(void) { int unused; return 0; }" };
    const first = await compile(source, "-Wall");
    expect(first.warnings).toContain("w.c:1:22: warning: unused variable 'unused'");
    const second = await compile(source, "-Wall");
    expect(second).toMatchObject({ cached: true, warnings: first.warnings });
  });

  it("compiles again when a header has changed", async () => {
    const source = { "h.c": '#include "h.h"\nint main(void) { return CODE; }' };
    files.set("/home/me/h.h", "#define CODE 1");
    await compile(source);
    files.set("/home/me/h.h", "#define CODE 2");
    expect((await compile(source)).cached).toBe(false);
    expect((await compile(source)).cached).toBe(true);
  });

  it("says what is wrong with a path that the user knows", async () => {
    const error = await failure({ "sub/bad.c": "int main(void) { return nothing; }" });
    expect(error).toBeInstanceOf(CompileError);
    expect(error.message).toContain(
      "Cannot compile sub/bad.c\nsub/bad.c:1:25: error: use of undeclared identifier 'nothing'",
    );
  });

  it("tells what is wrong with each source, not with the first one only", async () => {
    const error = await failure({ "a.c": "int a = ;", "b.c": "int main(void) { return 0; }", "c.c": "int c = ;" });
    expect(error.message).toMatch(/^Cannot compile a\.c, c\.c\na\.c:1:9: error: .*\nc\.c:1:9: error: /s);
  });

  it("says what is wrong in a header of a folder above", async () => {
    files.set("/home/me/broken.h", "int broken = nothing;");
    const error = await failure({ "sub/up.c": '#include "../broken.h"\n' });
    expect(error.message).toContain("\nbroken.h:1:14: error: use of undeclared identifier 'nothing'");
    expect(error.message).not.toContain("@host");
  });

  it("keeps paths in __FILE__ as the user wrote them", async () => {
    const { wasm } = await compile({ "sub/file.c": "#include <stdio.h>\nint main(void) { puts(__FILE__); }" });
    const text = new TextDecoder("latin1").decode(wasm);
    expect(text).toContain("sub/file.c\0");
    expect(text).not.toContain("@host");
  });

  it("says which function is nowhere", async () => {
    const error = await failure({ "u.c": "int missing(void);\nint main(void) { return missing(); }" });
    expect(error.message).toBe("Cannot link u.c\nwasm-ld: error: u.c.o: undefined symbol: missing");
  });

  it("refuses a program without main, which would only trap", async () => {
    const error = await failure({ "helper.c": "int helper(void) { return 0; }" });
    expect(error.message).toBe("Cannot link helper.c\nwasm-ld: error: undefined symbol: main");
  });

  it("says how to install a compiler that is missing", async () => {
    clangPackage.load = () =>
      Promise.reject(Object.assign(new Error("Cannot find package '@yowasp/clang'"), { code: "ERR_MODULE_NOT_FOUND" }));
    const error = await failure({ "a.c": "int main(void) { return 1234; }" });
    expect(error.message).toBe(
      "Cannot compile C: the package @yowasp/clang is not installed. Install it with `npm install --save-dev @yowasp/clang`.",
    );
  });

  it("refuses a file that is not C by its name", async () => {
    expect((await failure({ "a.rs": "" })).message).toBe(
      "Cannot compile a.rs: expected a name that ends in .c, .cc, .cpp or .cxx",
    );
  });
});

describe("the C SDK", { timeout: 120_000 }, () => {
  it("compiles without a warning", async () => {
    const tree = {};
    for (const [path, text] of Object.entries(sdk)) putFile(tree, `sdk/${path}`, text);
    const args = [
      "clang",
      "--target=wasm32-wasip1",
      "-Wall",
      "-Wextra",
      "-Isdk/include",
      "-fsyntax-only",
      "sdk/src/all.c",
    ];
    const { printed } = await runTool(args, tree, "Cannot compile the SDK", progress);
    expect(printed).toBe("");
  });

  it("leaves nothing of wasi-libc's preopened directories", async () => {
    const { imports } = await compile({
      "f.c": `#include <dirent.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <sys/stat.h>
        #include <unistd.h>
        int main(int argc, char *argv[]) {
          struct stat s;
          char *path = realpath(argv[1], NULL);
          return !fopen(path, "re") + stat(path, &s) + mkdir(path, 0777) + access(path, R_OK) + chdir(path) + !getcwd(NULL, 0) + !opendir(path) + rename(path, "b") + unlink(path);
        }`,
    });
    const names = imports.map(({ name }) => name);
    expect(names).not.toContain("fd_prestat_get");
    expect(names).toEqual(expect.arrayContaining(["use_cwd", "chdir", "getcwd", "openat", "path_rename"]));
    expect(imports.filter(({ module, name }) => findSyscall(module, name) === undefined)).toEqual([]);
  });

  it("declares every header alone, for C and for C++", async () => {
    for (const header of Object.keys(sdk).filter((path) => path.startsWith("include/"))) {
      const text = `#include <${header.slice("include/".length)}>\n`;
      await compile(
        { "only.c": `${text}int main(void) { return 0; }`, "only.cc": text },
        "-Wall",
        "-Wextra",
        "-pedantic",
        "-Werror",
      );
    }
  });
});
