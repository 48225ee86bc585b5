import { expect, it } from "vitest";
import { describeNative } from "../../backend/native/native.ts";
import { runScript } from "./script.ts";

/** What a child does that is `print`ed, and how it ended. */
const IN_CHILD = (text: string) => `
const print = (...words) => fs.writeSync(1, words.join(" ") + "\\n");
const forked = fork();
if (forked.role === "child") {
  ${text}
} else {
  const { status } = waitpid(forked.pid);
  print(WIFEXITED(status) ? "it exited with " + WEXITSTATUS(status) : "signal " + WTERMSIG(status));
}`;

const GARBAGE =
  "let kept = []; for (let i = 0; i < 300_000; i++) { kept.push({ text: [String(i)], bytes: new Uint8Array(50) }); if (kept.length > 50_000) kept = []; }";

describeNative("fork of a Node", () => {
  it("goes on in two processes, whose memories are their own", async () => {
    expect(
      await runScript(`
const shared = { count: 1 };
const forked = fork();
if (forked.role === "child") {
  shared.count++;
  fs.writeSync(1, "the child counts " + shared.count + ", knows its pid: " + (process.pid === getpid()) + "\\n");
  exit(7);
}
const { pid, status } = waitpid(forked.pid);
console.log("the parent counts", shared.count, "and waited for its child:", pid === forked.pid, WIFEXITED(status), WEXITSTATUS(status));`),
    ).toBe("the child counts 2, knows its pid: true\nthe parent counts 1 and waited for its child: true true 7\n");
  });

  it.each([
    [
      "collects garbage, for which V8 needs its threads",
      `${GARBAGE} print("done"); exit(1);`,
      "done\nit exited with 1\n",
    ],
    ["has timers", 'setTimeout(() => { print("rings"); exit(2); }, 5);', "rings\nit exited with 2\n"],
    [
      "reads files in the thread pool",
      'await fs.promises.readFile("/dev/null"); print("read"); exit(3);',
      "read\nit exited with 3\n",
    ],
    [
      "compiles Wasm in other threads",
      "print(await WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])) instanceof WebAssembly.Module); exit(4);",
      "true\nit exited with 4\n",
    ],
    [
      "starts programs",
      'print((await import("node:child_process")).execSync("echo hello").toString().trim()); exit(5);',
      "hello\nit exited with 5\n",
    ],
    [
      "forks, too",
      'const { pid } = fork().role === "child" ? exit(9) : waitpid(); exit(pid > 0 ? 6 : 0);',
      "it exited with 6\n",
    ],
    ["may let its event loop run dry", "setTimeout(() => { process.exitCode = 8; }, 5);", "it exited with 8\n"],
    ["may call process.exit", "process.exit(9);", "it exited with 9\n"],
    ["may be killed", 'kill(getpid(), "SIGKILL");', "signal 9\n"],
    [
      "makes identifiers of its own",
      'const { randomUUID } = await import("node:crypto"); print(randomUUID().length); exit(0);',
      "36\nit exited with 0\n",
    ],
  ])("the child %s", async (_, text, expected) => {
    expect(await runScript(IN_CHILD(text))).toBe(expected);
  });

  it("says what a child has not caught", async () => {
    const printed = await runScript(IN_CHILD('throw new RangeError("too far");'));
    expect(printed).toMatch(/^Uncaught RangeError: too far\n( {4}at .*\n)*it exited with 1\n$/);
  });

  it("leaves the parent's listeners of exit to the parent, and runs the child's own", async () => {
    expect(
      await runScript(`process.on("exit", () => fs.writeSync(1, "the parent leaves\\n"));
${IN_CHILD('process.on("exit", (code) => print("the child leaves with", code)); process.exitCode = 3;')}`),
    ).toBe("the child leaves with 3\nit exited with 3\nthe parent leaves\n");
  });

  it("does not give both the same identifiers, though Node makes them in advance", async () => {
    expect(
      await runScript(`
const { randomUUID, randomInt } = await import("node:crypto");
const next = () => randomUUID() + " " + randomInt(2 ** 40);
next();
const forked = fork();
if (forked.role === "child") { fs.writeFileSync("child", next()); exit(0); }
waitpid(forked.pid);
const [ours, theirs] = [next().split(" "), fs.readFileSync("child", "utf8").split(" ")];
console.log(ours.map((word, i) => word === theirs[i]).join());`),
    ).toBe("false,false\n");
  });

  it("handles signals in the child as the parent did, each its own", async () => {
    expect(
      await runScript(`process.on("SIGUSR2", () => { fs.writeSync(1, "the child handles it\\n"); exit(0); });
const forked = fork();
if (forked.role === "child") setInterval(() => {}, 1000);
else { kill(forked.pid, "SIGUSR2"); console.log(WEXITSTATUS(waitpid(forked.pid).status)); process.exit(); }`),
    ).toBe("the child handles it\n0\n");
  });

  it("forks a hundred times in a row, and leaves no zombie", async () => {
    expect(
      await runScript(`let sum = 0;
for (let i = 0; i < 100; i++) { const forked = fork(); if (forked.role === "child") exit(i); sum += WEXITSTATUS(waitpid(forked.pid).status); }
let left; try { waitpid(); } catch (error) { left = error.code; }
console.log(sum, left);`),
    ).toBe("4950 ECHILD\n");
  });

  it.each([
    [
      "Workers",
      'const { Worker } = await import("node:worker_threads"); new Worker("setTimeout(() => {}, 1000)", { eval: true }).unref();',
      "1 Worker runs, and the child would wait for what they never say. End them, or say { unsafe: true }",
    ],
    [
      "work in flight",
      'fs.promises.stat("/");',
      "FSReqPromise in flight in the thread pool would be done by both. Await it, or say { unsafe: true }",
    ],
    [
      "an open inspector",
      'const inspector = await import("node:inspector"); inspector.open(0, "127.0.0.1");',
      "a thread cannot be copied, such as a Worker's, the inspector's or one of an addon. End it, or say { unsafe: true }",
    ],
  ])("refuses to with %s, unless told to", async (_, before, why) => {
    const printed = await runScript(`${before}
let message; try { fork(); } catch (error) { message = error.message; }
const forked = fork({ unsafe: true });
if (forked.role === "child") exit(0);
waitpid(forked.pid);
fs.writeSync(1, message);
exit(0);`);
    expect(printed.replace(/^(Debugger listening|For help).*\n/gm, "")).toBe(`Cannot fork: ${why} (EBUSY)`);
  });

  it("refuses to in a Worker", async () => {
    expect(
      await runScript(`const { Worker, isMainThread, workerData } = await import("node:worker_threads");
if (isMainThread) new Worker(new URL(import.meta.url));
else try { fork(); } catch (error) { fs.writeSync(1, error.code); }`),
    ).toBe("EBUSY");
  });
});
