import { expect, it } from "vitest";
import { describeNative } from "../../backend/native/native.ts";
import { expected, guest, source } from "../../guests/run-guest.ts";
import { Desk } from "./spawn-prong.ts";

const desk = new Desk();
desk.write("hello-fork.wasm", await guest("hello-fork.c"));
desk.write("echo.wasm", await source("echo-arguments.c"));
desk.write("unknown.wasm", new Uint8Array([0, 1, 2]));

describeNative("prong run --native", () => {
  it("runs a program on this machine's kernel", async () => {
    const ran = desk.prong(["run", "--native", "hello-fork.wasm"]);
    expect(ran).toEqual({ exitCode: 0, stdout: await expected("hello-fork"), stderr: "" });
  });

  it("gives it its arguments and variables, and none of ours", () => {
    const { stdout } = desk.prong(["run", "--native", "--env", "A=b c", "echo.wasm", "--trace", "", "größe"]);
    expect(stdout).toContain("--trace");
    expect(stdout).toContain("größe");
  });

  it("does not hand on what every Node ignores", () => {
    desk.write("pipe.c", "#include <signal.h>\nint main(void) { raise(SIGPIPE); return 0; }");
    expect(desk.prong(["run", "--native", "pipe.c"]).exitCode).not.toBe(0);
  });

  it("compiles a source first", () => {
    desk.write("seven.c", "int main(void) { return 7; }");
    expect(desk.prong(["run", "--native", "seven.c"])).toMatchObject({ exitCode: 7, stdout: "", stderr: "" });
  });

  it.each(["--trace", "--policy=random", "--seed=3", "--dir=.::/data"])("cannot be told %s", (option) => {
    const { exitCode, stderr } = desk.prong(["run", "--native", option, "hello-fork.wasm"]);
    expect(stderr).toContain(
      `Cannot run a program with --native and ${option.split("=")[0]}: on the host's own kernel`,
    );
    expect(exitCode).toBe(2);
  });

  it("refuses what is no program before it starts", () => {
    const { exitCode, stderr } = desk.prong(["run", "--native", "unknown.wasm"]);
    expect(stderr).toContain("unknown.wasm");
    expect(exitCode).toBe(126);
  });
});
