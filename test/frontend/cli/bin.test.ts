/** The built command, as `npx prong` starts it. */
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { codeBeside } from "../../../runtime/frontend/cli/code-cache.ts";
import { program } from "../../guest/wat.ts";
import { expected, guest, source } from "../../guests/run-guest.ts";
import { Desk, PRONG } from "./spawn-prong.ts";

const desk = new Desk();
desk.write("hello.wasm", await guest("hello-fork.c"));
desk.write("runner.wasm", await source("run-program.c"));
desk.write("programs/hello.c", "int main(void) { return 0; }\n");
desk.write("programs/echo", await source("echo-arguments.c"));
chmodSync(desk.path("programs/echo"), 0o755);

/** Makes Node fail to find the packages named. */
const without = (...names: string[]) => {
  const hooks = `export function resolve(name, context, next) {
    if (${JSON.stringify(names)}.includes(name)) throw new Error("package " + name + " was imported");
    return next(name, context);
  }`;
  const register = `import { register } from "node:module"; register(${JSON.stringify(`data:text/javascript,${encodeURIComponent(hooks)}`)});`;
  return ["--import", `data:text/javascript,${encodeURIComponent(register)}`];
};

const TOOLS = ["binaryen", "@yowasp/clang", "assemblyscript/asc", "assemblyscript"];

describe("the command", () => {
  it("can be executed, and begins with the line that says by whom", () => {
    accessSync(PRONG, constants.X_OK);
    expect(readFileSync(PRONG, "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
  });

  it("says its version, and exits with 2 for nonsense", () => {
    expect(desk.prong(["--version"])).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
    expect(desk.prong(["nonsense"])).toMatchObject({ exitCode: 2, stdout: "" });
  });
});

describe("the command's code", () => {
  const { PRONG_CACHE } = desk.env;
  const kept = () => readdirSync(desk.path("codes")).filter((name) => name.startsWith("code-"));
  const ran = { exitCode: 0, stdout: "", stderr: "" };
  desk.write("nothing.wasm", program(""));
  const run = (nodeArgs: string[]) => {
    desk.env.PRONG_CACHE = desk.path("codes");
    return desk.prong(["run", "nothing.wasm"], "", nodeArgs);
  };
  afterEach(() => {
    rmSync(desk.path("codes"), { recursive: true, force: true });
    desk.env.PRONG_CACHE = PRONG_CACHE;
  });

  it("comes with the package, for the Node that built it: nothing is kept by a run", () => {
    expect(existsSync(codeBeside(join(PRONG, "../command.cjs")))).toBe(true);
    expect(run([])).toEqual(ran);
    expect(kept()).toEqual([]);
  });

  it("is kept by the first run of an engine with other flags, and used by the next", () => {
    expect(run(["--stack-size=900"])).toEqual(ran);
    const [code, ...more] = kept();
    expect(more).toEqual([]);
    expect(run(["--stack-size=900"])).toEqual(ran);
    expect(kept()).toEqual([code]);
    expect(run(["--stack-size=901"])).toEqual(ran);
    expect(kept().length).toBe(2);
  });

  it("that is damaged is no error", () => {
    run(["--stack-size=900"]);
    for (const name of kept()) writeFileSync(desk.path(`codes/${name}`), "damaged");
    expect(run(["--stack-size=900"])).toEqual(ran);
  });
});

describe("the cache", () => {
  // In this order: the cache is empty at first.
  it("is filled by the first run, which loads no tool either: the rewriter is our own", async () => {
    expect(desk.prong(["run", "hello.wasm"], "", without(...TOOLS))).toMatchObject({ exitCode: 0 });
    expect(desk.prong(["run", "programs/hello.c"], "", without("@yowasp/clang"))).not.toMatchObject({ exitCode: 0 });
    expect(readdirSync(desk.cache).length).toBeGreaterThan(0);
  });

  it("spares the next run every tool", async () => {
    expect(desk.prong(["run", "hello.wasm"], "", without(...TOOLS))).toMatchObject({
      exitCode: 0,
      stdout: await expected("hello-fork"),
    });
  });

  it("is passed by with --no-cache", () => {
    const before = readdirSync(desk.cache);
    for (const name of before) rmSync(join(desk.cache, name));
    expect(desk.prong(["run", "--no-cache", "hello.wasm"])).toMatchObject({ exitCode: 0 });
    expect(readdirSync(desk.cache)).toEqual([]);
    expect(desk.prong(["run", "hello.wasm"])).toMatchObject({ exitCode: 0 });
    expect(readdirSync(desk.cache)).toEqual(before);
  });

  it("that is damaged is made anew", async () => {
    for (const name of readdirSync(desk.cache)) writeFileSync(join(desk.cache, name), "damaged");
    expect(desk.prong(["run", "hello.wasm"])).toEqual({
      exitCode: 0,
      stdout: await expected("hello-fork"),
      stderr: "",
    });
  });

  it("that cannot be written is no error", async () => {
    desk.write("no-folder", "");
    const { PRONG_CACHE } = desk.env;
    desk.env.PRONG_CACHE = desk.path("no-folder/cache");
    expect(desk.prong(["run", "hello.wasm"])).toEqual({
      exitCode: 0,
      stdout: await expected("hello-fork"),
      stderr: "",
    });
    desk.env.PRONG_CACHE = PRONG_CACHE;
  });
});

describe("a program that is run by another", () => {
  const args = ["run", "--trace", "--schedule", "--dir", "programs::/opt", "runner.wasm", "+", "/opt/echo"];

  it("is prepared when it is needed; that it was not prepared before is nothing a run can see", () => {
    desk.prong(["run", "runner.wasm"]); // only the first program is in the cache now
    const cold = desk.prong(args);
    const warm = desk.prong(args, "", without(...TOOLS));
    expect(cold.stdout).toMatch(/exits with 42\n$/);
    expect(warm).toEqual(cold);
  });
});
