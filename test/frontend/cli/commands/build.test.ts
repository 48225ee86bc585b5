import { existsSync, readFileSync, rmSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readModule } from "../../../../runtime/guest/wasm/reader.ts";
import { Desk } from "../spawn-prong.ts";

const desk = new Desk();
desk.write("hello.c", '#include <stdio.h>\nint main(void) { puts("hello from C"); return 3; }\n');
desk.write(
  "main.c",
  '#include "greeting.h"\n#include <stdio.h>\nint main(void) { printf("%s, %s\\n", greeting(), NAME); return 0; }\n',
);
desk.write("lib/greeting.c", '#include "greeting.h"\nconst char *greeting(void) { return "good morning"; }\n');
desk.write("include/greeting.h", "const char *greeting(void);\n");
desk.write("warning.c", "int main(void)\n{\n  int unused;\n  return 0;\n}\n");
desk.write("error.c", "int main(void)\n{\n  return missing;\n}\n");
desk.write("unlinked.c", "int elsewhere(void);\nint main(void) { return elsewhere(); }\n");
desk.write(
  "hello.cpp",
  '#include <string>\n#include <cstdio>\nint main() { std::string text = "hello from C++"; std::puts(text.c_str()); }\n',
);
desk.write("hello.ts", 'import { print } from "prong";\nprint("hello from AssemblyScript");\n');
desk.write("error.ts", "const number: i32 = nowhere;\n");

// The first program is compiled by the command itself, as is what shows warnings or errors; these are others.
const MORNING = ["-Iinclude", '-DNAME="Ann"', "-O1"];
await desk.compileKnown(["main.c", "lib/greeting.c"], MORNING);
await desk.compileKnown(["hello.c"], ["-g"]);
await desk.compileKnown(["hello.cpp"]);
await desk.compileKnown(["hello.ts"]);
await desk.compileKnown(["hello.ts"], ["--debug", "--optimize"]);

const isWasm = (name: string) => readFileSync(desk.path(name)).subarray(0, 4).equals(Buffer.from("\0asm"));

describe("prong build", () => {
  it("writes the program beside, under the source's name", () => {
    expect(desk.prong(["build", "hello.c"])).toEqual({ exitCode: 0, stdout: "", stderr: "" });
    expect(isWasm("hello.wasm")).toBe(true);
    expect(desk.prong(["run", "hello.wasm"])).toEqual({ exitCode: 3, stdout: "hello from C\n", stderr: "" });
  });

  it("takes several sources, and passes -I and -D on", () => {
    const flags = [...MORNING, "-o", "morning.wasm"];
    expect(desk.prong(["build", "main.c", "lib/greeting.c", ...flags])).toEqual({
      exitCode: 0,
      stdout: "",
      stderr: "",
    });
    expect(desk.prong(["run", "morning.wasm"]).stdout).toBe("good morning, Ann\n");
  });

  it("shows warnings, and makes the program all the same", () => {
    const { exitCode, stderr } = desk.prong(["build", "-Wall", "warning.c"]);
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(/^warning\.c:3:7: warning: unused variable 'unused'/m);
    expect(isWasm("warning.wasm")).toBe(true);
  });

  it("shows them again when the program is known already, and says so if asked", () => {
    rmSync(desk.path("warning.wasm"), { force: true });
    const { stderr } = desk.prong(["build", "-Wall", "-v", "warning.c"]);
    expect(stderr).toMatch(/^warning\.c:3:7: warning: unused variable 'unused'/m);
    expect(stderr).toMatch(/^prong: warning\.wasm: \d+ bytes, known already$/m);
    expect(isWasm("warning.wasm")).toBe(true);
  });

  it.each([
    ["error.c", /^prong: Cannot compile error\.c\nerror\.c:3:10: error: use of undeclared identifier 'missing'/],
    ["unlinked.c", /^prong: Cannot link unlinked\.c\n.*undefined symbol: elsewhere/s],
    ["error.ts", /^prong: Cannot compile error\.ts\n.*Cannot find name 'nowhere'/s],
    ["none.c", /^prong: Cannot read none\.c: there is no such file\n$/],
  ])("says what is wrong with %s, writes nothing, and exits with 126", (name, message) => {
    const { exitCode, stdout, stderr } = desk.prong(["build", name, "-o", "wrong.wasm"]);
    expect([exitCode, stdout]).toEqual([126, ""]);
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain("@host");
    expect(existsSync(desk.path("wrong.wasm"))).toBe(false);
  });

  it("refuses a flag that it would have to drop", () => {
    const { exitCode, stderr } = desk.prong(["build", "hello.c", "-Q"]);
    expect(exitCode).toBe(126);
    expect(stderr).toContain("Cannot use the flag -Q");
  });

  it("writes what runs in the end, if asked", () => {
    expect(desk.prong(["build", "hello.c", "--emit", "instrumented", "-o", "end.wasm"])).toMatchObject({ exitCode: 0 });
    const { exports } = readModule(readFileSync(desk.path("end.wasm")));
    expect(exports.map(({ name }) => name)).toContain("prong:entry");
    expect(desk.prong(["build", "hello.c", "--emit", "wasm", "-o", "plain.wasm"])).toMatchObject({ exitCode: 0 });
    expect(desk.prong(["build", "hello.c", "-o", "usual.wasm"])).toMatchObject({ exitCode: 0 });
    expect(readFileSync(desk.path("plain.wasm"))).toEqual(readFileSync(desk.path("usual.wasm")));
  });

  it("says what it can write", () => {
    const { exitCode, stderr } = desk.prong(["build", "hello.c", "--emit", "everything"]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("wasm, instrumented");
  });

  it("says where it cannot write", () => {
    const { exitCode, stderr } = desk.prong(["build", "hello.c", "-o", "none/hello.wasm"]);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^prong: Cannot write none\/hello\.wasm: ENOENT/);
  });

  it.each([
    ["hello.cpp", "hello from C++\n"],
    ["hello.ts", "hello from AssemblyScript\n"],
  ])("compiles %s", (name, stdout) => {
    expect(desk.prong(["build", name, "-o", "other.wasm"])).toEqual({ exitCode: 0, stdout: "", stderr: "" });
    expect(desk.prong(["run", "other.wasm"])).toEqual({ exitCode: 0, stdout, stderr: "" });
  });
});

describe("prong run of a source", () => {
  it("compiles it first, and shows warnings", () => {
    expect(desk.prong(["run", "hello.c"])).toEqual({ exitCode: 3, stdout: "hello from C\n", stderr: "" });
    expect(desk.prong(["run", "hello.ts"]).stdout).toBe("hello from AssemblyScript\n");
  });

  it("does not run what does not compile", () => {
    const { exitCode, stdout, stderr } = desk.prong(["run", "error.c"]);
    expect([exitCode, stdout]).toEqual([126, ""]);
    expect(stderr).toContain("error.c:3:10: error:");
  });
});
