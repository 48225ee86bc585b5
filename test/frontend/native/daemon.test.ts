import { expect, it } from "vitest";
import { describeNative } from "../../backend/native/native.ts";
import { runScript } from "./script.ts";

/** What a daemon says goes through a pipe to whoever has started it; `child` is one that stands for the user's command. */
const WATCHED = (text: string) => `
const { execFileSync } = await import("node:child_process");
if (process.argv[2] === undefined) {
  const told = execFileSync(process.execPath, [new URL(import.meta.url).pathname, "daemon"], { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  console.log("the command has ended;", told.trim());
} else {
  ${text}
}`;

describeNative("daemons", () => {
  it("has no terminal, leads no session, and goes on when the command has ended", async () => {
    expect(
      await runScript(
        WATCHED(`const before = process.cwd();
  daemon(false, true);
  setTimeout(() => console.log("the daemon is at", process.cwd(), "leads:", getpgrp() === getpid(), "moved:", before !== process.cwd()), 50);`),
      ),
    ).toBe("the command has ended; the daemon is at / leads: false moved: true\n");
  });

  it("stays where it is when told so, and reads and writes nothing", async () => {
    expect(
      await runScript(`const here = process.cwd();
const forked = fork();
if (forked.role === "child") {
  daemon(true);
  console.log("nobody reads this");
  fs.writeFileSync("told", String(process.cwd() === here) + " " + [0, 1, 2].map((fd) => fs.readlinkSync("/proc/self/fd/" + fd)));
  fs.renameSync("told", "ready");
} else {
  console.log("the one that was forked ended with", WEXITSTATUS(waitpid(forked.pid).status));
  while (!fs.existsSync("ready")) await new Promise((done) => setTimeout(done, 5));
  console.log(fs.readFileSync("ready", "utf8"));
}`),
    ).toBe("the one that was forked ended with 0\ntrue /dev/null,/dev/null,/dev/null\n");
  });

  it("closes the three, and the next file gets the first of them", async () => {
    expect(
      await runScript(`closeFd();
const next = fs.openSync("said", "w+");
const forked = fork();
if (forked.role === "child") exit(next);
process.exitCode = 10 + WEXITSTATUS(waitpid(forked.pid).status);`),
    ).toBe("ended with 10\n");
  });
});
