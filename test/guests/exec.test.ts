/** Running programs from the guest's own file system. */
import { Directory, File } from "@bjorn3/browser_wasi_shim";
import { describe, expect, it } from "vitest";
import { wat } from "../guest/wat.ts";
import { run, runWithSeed, source } from "./run-guest.ts";

const runProgram = await source("run-program.c");
const echo = await source("echo-arguments.c");

const text = (content: string) => new File(new TextEncoder().encode(content));
const opt = {
  at: "/opt",
  files: new Directory(
    new Map<string, File | Directory>([
      ["echo", new File(echo)],
      ["script", text("#!/opt/echo -x  two words \nthe rest is for the interpreter\n")],
      ["plain-script", text("#!/opt/echo\n")],
      ["script-of-script", text("#! /opt/script\n")],
      ["lost-script", text("#!/opt/none\n")],
      ["endless-script", text("#!/opt/endless-script\n")],
      ["text", text("echo hello\n")],
      ["empty", text("")],
      ["garbage", new File(new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 1, 2, 3]))],
      ["half", new File(echo.slice(0, echo.length / 2))],
      [
        "unknown-import",
        new File(wat(`(module (import "env" "puts" (func)) (memory (export "memory") 1) (func (export "_start")))`)),
      ],
      ["folder", new Directory(new Map())],
    ]),
  ),
};

function start(...args: string[]) {
  return run(runProgram, { name: "run-program", args, mounts: [opt], environment: ["GONE=1"] });
}

/** What run-program prints before it tries. */
const BEFORE = "it keeps 3\nand 6\n";

describe("execve", () => {
  it("runs a program in the same process, with its arguments, its environment, and what is not FD_CLOEXEC", async () => {
    const seen = await start("/opt/echo", "one", "two words é");
    expect(seen).toMatchObject({
      stdout: `${BEFORE}/opt/echo\none\ntwo words é\nFROM=run-program\ndescriptor 3 is open\ndescriptor 6 is open\n`,
      exitCode: 42,
    });
    expect(seen.tree).toEqual([
      "2 run-program -> echo one two words é  exits with 42".replace(
        "run-program",
        "run-program /opt/echo one two words é",
      ),
    ]);
  });

  it("runs it in a child, whose parent goes on with its own program", async () => {
    const { stdout, exitCode } = await start("+", "/opt/echo");
    expect(stdout).toContain("/opt/echo\nFROM=run-program\n");
    expect(stdout).toMatch(/exits with 42\n$/);
    expect(exitCode).toBe(0);
  });

  it("can be done again by the program that was run", async () => {
    const seen = await start("/bin/run-program", "/bin/run-program", "+", "/opt/echo");
    expect(seen.stdout).toMatch(/exits with 42\n$/);
    expect(seen.trace.filter((line) => line.includes("--- runs"))).toEqual([
      "[2] --- runs /bin/run-program /bin/run-program + /opt/echo",
      "[2] --- runs /bin/run-program + /opt/echo",
      "[3] --- runs /opt/echo",
    ]);
  });

  it.each([
    ["/opt/script", ["/opt/echo", "-x  two words", "/opt/script", "last"]],
    ["/opt/plain-script", ["/opt/echo", "/opt/plain-script", "last"]],
    ["/opt/script-of-script", ["/opt/echo", "-x  two words", "/opt/script", "/opt/script-of-script", "last"]],
  ])("runs the interpreter that %s names", async (path, args) => {
    const { stdout } = await start(path, "last");
    expect(stdout.slice(BEFORE.length)).toBe(
      [...args, "FROM=run-program", "descriptor 3 is open", "descriptor 6 is open", ""].join("\n"),
    );
  });

  it.each([
    ["ENOEXEC", "/opt/text"],
    ["ENOEXEC", "/opt/empty"],
    ["ENOEXEC", "/opt/garbage"],
    ["ENOEXEC", "/opt/half"],
    ["ENOEXEC", "/opt/unknown-import"],
    ["ENOENT", "/opt/none"],
    ["ENOENT", "/opt/lost-script"],
    ["EACCES", "/opt/folder"],
    ["EACCES", "/dev/null"],
    ["ELOOP", "/opt/endless-script"],
  ])("answers %s for %s, and nothing has happened", async (errno, path) => {
    const { stdout, exitCode } = await start("+", path);
    const answers = ["ENOEXEC", "ENOENT", "EACCES", "ELOOP"].map(
      (name) => `${name}: ${name === errno ? "yes" : "no"}\n`,
    );
    expect(stdout).toBe(`${BEFORE}${answers.join("")}what was to be closed is still open: yes\nexits with 127\n`);
    expect(exitCode).toBe(0);
  });

  it.each([
    ["/opt/garbage", /^\[2\] --- cannot run \/opt\/garbage: .*ELF/],
    ["/opt/unknown-import", /^\[2\] --- cannot run \/opt\/unknown-import: .*env\.puts/],
  ])("says in the trace why it cannot run %s", async (path, why) => {
    const { trace } = await start(path);
    expect(trace).toContainEqual(expect.stringMatching(why));
  });

  it("does the same in every order of events", async () => {
    const options = { name: "run-program", args: ["+", "/opt/script"], mounts: [opt] };
    const { stdout } = await run(runProgram, options);
    for (const seed of [1, 2, 3]) expect((await runWithSeed(runProgram, seed, options)).stdout).toBe(stdout);
  });
});
