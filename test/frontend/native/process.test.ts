import { expect, it } from "vitest";
import { describeNative } from "../../backend/native/native.ts";
import { runScript } from "./script.ts";

describeNative("this process and others", () => {
  it.each([
    ["getpid() === process.pid", "true"],
    ["getppid() === process.ppid", "true"],
    ["chdir(), process.cwd()", "/"],
    ["kill(getpid(), 0)", "undefined"],
    ["kill(getpid(), 'SIGNOTHING')", "Cannot send SIGNOTHING to PID: there is no such signal (EINVAL)"],
    ["kill(getpid(), 4000)", "Cannot send 4000 to PID: invalid argument (EINVAL)"],
    ["chdir('/dev/null/none')", "ENOTDIR: not a directory, chdir CWD -> '/dev/null/none'"],
  ])("%s is %s", async (expression, expected) => {
    const printed =
      await runScript(`let answer; try { answer = (${expression}); } catch (error) { answer = error.message; }
console.log(String(answer).replaceAll(String(getpid()), "PID").replaceAll(\`'\${process.cwd()}'\`, "CWD"));`);
    expect(printed).toBe(`${expected}\n`);
  });

  it("a child begins a session, which a leader of a group cannot", async () => {
    expect(
      await runScript(`const forked = fork();
if (forked.role === "child") {
  console.log(setsid() === getpid(), getpgrp() === getpid());
  try { setsid(); } catch (error) { console.log(error.message, error.syscall); }
} else waitpid(forked.pid);`),
    ).toBe("true true\nCannot begin a session: operation not permitted (EPERM) setsid\n");
  });

  it("exits at once: nobody is told", async () => {
    expect(await runScript('process.on("exit", () => console.log("told")); exit(300);')).toBe("ended with 44\n");
  });
});
