import { expect, it } from "vitest";
import { describeNative } from "../../backend/native/native.ts";
import { runScript } from "./script.ts";

describeNative("waiting for children", () => {
  it("answers undefined as long as none has ended", async () => {
    expect(
      await runScript(`const forked = fork();
if (forked.role === "child") setInterval(() => {}, 1000);
else {
  console.log(waitpidNoHang(forked.pid), waitpid(forked.pid, WNOHANG));
  kill(forked.pid);
  const { status } = waitpid(forked.pid);
  console.log(WIFSIGNALED(status), WTERMSIG(status), WIFEXITED(status));
}`),
    ).toBe("undefined { pid: 0, status: 0 }\ntrue 15 false\n");
  });

  it("throws where there is no child", async () => {
    expect(
      await runScript(
        "try { waitpid(); } catch ({ name, message, code, errno, syscall }) { console.log(name, message, code, errno, syscall); }",
      ),
    ).toBe("Error Cannot waitpid(-1): no child processes (ECHILD) ECHILD -10 waitpid\n");
  });
});
