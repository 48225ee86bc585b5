import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { main } from "../../../runtime/frontend/cli/main.ts";
import { VERSION } from "../../../runtime/frontend/cli/version.ts";
import { assemblyScriptPackage } from "../../../runtime/frontend/compile/assemblyscript.ts";
import { clangPackage } from "../../../runtime/frontend/compile/clang.ts";
import { wat } from "../../guest/wat.ts";

const folder = mkdtempSync(join(tmpdir(), "prong-main-"));
const at = (name: string) => join(folder, name);
const loaders = { clang: clangPackage.load, assemblyScript: assemblyScriptPackage.load };
let printed = { stdout: "", stderr: "" };

beforeEach(() => {
  process.env.PRONG_CACHE = at("cache");
  printed = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const) {
    vi.spyOn(process[stream], "write").mockImplementation((chunk) => {
      printed[stream] += String(chunk);
      return true;
    });
  }
});

afterEach(() => {
  vi.restoreAllMocks();
  delete process.env.PRONG_CACHE;
  clangPackage.load = loaders.clang;
  assemblyScriptPackage.load = loaders.assemblyScript;
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const EXIT = '(import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))';
const KILL = '(import "prong_v1" "kill" (func $kill (param i32 i32) (result i32)))';
const writeProgram = (name: string, imports: string, body: string) =>
  writeFileSync(at(name), wat(`(module ${imports} (memory (export "memory") 1) (func (export "_start") ${body}))`));

describe("the exit code is", () => {
  it.each([
    ["that of a program that returns", "", "", 0],
    ["that of the program", EXIT, "(call $exit (i32.const 42))", 42],
    ["that of the program, of which eight bits count", EXIT, "(call $exit (i32.const 259))", 3],
    ["128 + SIGKILL", KILL, "(drop (call $kill (i32.const 2) (i32.const 9)))", 137],
    ["128 + SIGSEGV", "", "(drop (i32.load (i32.const -9)))", 139],
    ["128 + SIGFPE", "", "(drop (i32.div_u (i32.const 1) (i32.const 0)))", 136],
  ])("%s", async (_, imports, body, code) => {
    writeProgram("program.wasm", imports, body);
    expect(await main(["run", at("program.wasm")])).toBe(code);
    expect(printed).toEqual({ stdout: "", stderr: "" });
  });
});

describe("--help", () => {
  it.each([[[]], [["run"]], [["build"]], [["explain"]], [["explore"]], [["replay"]], [["sdk"]]])(
    "of prong %j shows examples",
    async (command) => {
      expect(await main([...command, "--help"])).toBe(0);
      expect(printed.stdout).toMatch(/^Usage: prong/);
      expect(printed.stdout).toMatch(/\nExamples?.*:\n {2}\S/);
      expect(printed.stderr).toBe("");
    },
  );

  it("is what `prong help run` says too", async () => {
    await main(["run", "--help"]);
    const { stdout } = printed;
    printed.stdout = "";
    expect(await main(["help", "run"])).toBe(0);
    expect(printed.stdout).toBe(stdout);
  });

  it("is shown for no command at all, as a mistake", async () => {
    expect(await main([])).toBe(2);
    expect(printed.stderr).toMatch(/^Usage: prong/);
  });
});

it("--version prints the version", async () => {
  expect(await main(["--version"])).toBe(0);
  expect(printed.stdout).toBe(`${VERSION}\n`);
});

describe("a mistake in the command line is said, with what is expected", () => {
  it.each([
    [["fly"], "unknown command 'fly'"],
    [["run"], "missing required argument 'guest'"],
    [["run", "--fast", "a.wasm"], "unknown option '--fast'"],
    [["run", "--seed", "x", "a.wasm"], "'x' is invalid. Expected a whole number from 0 to 4294967295."],
    [["run", "--seed", "-1", "a.wasm"], "'-1' is invalid. Expected a whole number"],
    [["run", "--seed", "4294967296", "a.wasm"], "'4294967296' is invalid. Expected a whole number"],
    [
      ["run", "--policy", "fair", "a.wasm"],
      "'fair' is invalid. Allowed choices are round-robin, random, priority, manual.",
    ],
    [["run", "--max-processes", "0", "a.wasm"], "'0' is invalid. Expected a whole number from 1 on."],
    [["run", "--max-memory", "1.5", "a.wasm"], "'1.5' is invalid. Expected a whole number from 1 on."],
    [["run", at("none.wasm")], "there is no such file. Name a .wasm program, or a .c, .cc, .cpp or .ts source"],
    [["run", folder], "it is a directory"],
    [["run", "--env", "X", at("program.wasm")], 'Cannot set the variable "X": expected NAME=value'],
    [["run", "--env", "=v", at("program.wasm")], 'Cannot set the variable "=v": expected NAME=value'],
    [["run", "--dir", ".", at("program.wasm")], 'Cannot mount ".": expected host-directory::/path/in/the/guest'],
    [["run", "--dir", ".::data", at("program.wasm")], 'Cannot mount ".::data": expected host-directory::/path'],
    [["run", "--dir", "::/data", at("program.wasm")], 'Cannot mount "::/data": expected host-directory::/path'],
    [["run", "--dir", `${at("none")}::/data`, at("program.wasm")], "Cannot mount"],
    [["replay", "prong9:0:", at("program.wasm")], 'expected it to begin with "prong2:"'],
    [["run", "--replay", "prong2:abcdef:loops:0:", at("program.wasm")], "unknown option '--replay'"],
    [["build"], "missing required argument"],
    [["build", "-O2"], "Cannot build: no source file was named"],
    [["build", "a.ts", "b.ts"], "Cannot build several AssemblyScript files"],
    [["sdk", "c"], "too many arguments"],
  ])("%j: %s", async (args, message) => {
    writeProgram("program.wasm", "", "");
    expect(await main(args)).toBe(2);
    expect(printed.stderr).toContain(message);
    expect(printed.stdout).toBe("");
  });
});

describe("what cannot be run is 126, with the reason in one line", () => {
  it.each([
    ["a text", new TextEncoder().encode("hello\n"), "it is not WebAssembly but a text"],
    ["nothing", new Uint8Array(), "Cannot run"],
    ["a program of a host", new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]), "ELF"],
    [
      "a program that wants more",
      wat('(module (import "env" "draw" (func)) (memory (export "memory") 1) (func (export "_start")))'),
      "env.draw",
    ],
    ["a library", wat('(module (memory (export "memory") 1))'), "_start"],
  ])("%s", async (_, bytes, why) => {
    writeFileSync(at("guest.wasm"), bytes);
    expect(await main(["run", at("guest.wasm")])).toBe(126);
    expect(printed.stderr).toMatch(/^prong: Cannot run .*guest\.wasm: .*\n$/);
    expect(printed.stderr).toContain(why);
  });
});

describe("a compiler that is not installed", () => {
  const missing = () =>
    Promise.reject(Object.assign(new Error("Cannot find package"), { code: "ERR_MODULE_NOT_FOUND" }));

  it.each([
    ["run", "hello.c", "C", "@yowasp/clang"],
    ["build", "hello.c", "C", "@yowasp/clang"],
    ["run", "hello.ts", "AssemblyScript", "assemblyscript"],
    ["build", "hello.ts", "AssemblyScript", "assemblyscript"],
  ])("is named by prong %s %s, with the line that installs it", async (command, name, language, compiler) => {
    clangPackage.load = missing;
    assemblyScriptPackage.load = missing;
    writeFileSync(at(name), "");
    expect(await main([command, at(name)])).toBe(126);
    expect(printed.stderr).toBe(
      `prong: Cannot compile ${language}: the package ${compiler} is not installed. ` +
        `Install it with \`npm install --save-dev ${compiler}\`.\n`,
    );
  });

  it("is not missed where a program is compiled already", async () => {
    clangPackage.load = missing;
    assemblyScriptPackage.load = missing;
    writeProgram("program.wasm", EXIT, "(call $exit (i32.const 5))");
    expect(await main(["run", at("program.wasm")])).toBe(5);
  });
});
