/** The shell: what it does with scripts is what it does on the host, where the same sources are compiled by the host's compiler. */

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { GUESTS, ROOT } from "../frontend/compile/compile-guest.ts";
import { BUSY_HOST } from "./busy-host.ts";
import { guest, run, SMALL, source } from "./run-guest.ts";

const SCRIPTS = ["words", "commands", "redirections", "processes"];
const TOOLS = ["cat", "chmod", "echo", "false", "kill", "ls", "mkdir", "rm", "sleep", "true", "wc"];

const compiler = ["cc", "gcc", "clang"].find((name) => spawnSync(name, ["--version"]).status === 0);
const folder = mkdtempSync(join(tmpdir(), "prong-shell-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const [sh, ps, tools] = await Promise.all(["sh", "ps", "tools"].map((name) => guest(`programs/${name}.c`, SMALL)));
const programs = { sh, ps, ...Object.fromEntries(TOOLS.map((name) => [name, tools])) } as Record<string, Uint8Array>;

function script(name: string): string {
  return readFileSync(join(ROOT, "test/guests/sources/shell", `${name}.sh`), "utf8");
}

/** Runs a command with the shell as guest; both outputs in one, as they come. */
async function shell(args: readonly string[], input: readonly string[] = []) {
  const output: string[] = [];
  const streams = { write: (_stream: string, bytes: Uint8Array) => output.push(new TextDecoder().decode(bytes)) };
  const { exitCode } = await run(sh as Uint8Array, {
    name: "sh",
    args,
    input,
    programs,
    environment: ["DIR=/tmp", "PATH=/bin"],
    streams: streams as never,
    watchCalls: false,
    preempt: "loops",
  });
  return { exitCode, output: output.join("") };
}

function buildOnHost(): string {
  const bin = join(folder, "bin");
  mkdirSync(bin);
  for (const name of ["sh", "ps", "tools"]) {
    const path = join(GUESTS, "programs", `${name}.c`);
    const made = spawnSync(compiler as string, ["-O1", "-w", "-D_GNU_SOURCE", path, "-o", join(bin, name)]);
    if (made.status !== 0) throw new Error(String(made.stderr));
  }
  for (const name of TOOLS) symlinkSync("tools", join(bin, name));
  return bin;
}

describe.skipIf(compiler === undefined)("as on the host, it runs a script of", BUSY_HOST, () => {
  const bin = compiler === undefined ? "" : buildOnHost();

  it.each(SCRIPTS)("%s", async (name) => {
    const text = script(name);
    const directory = join(folder, name);
    mkdirSync(directory);
    // Both outputs into one pipe: their order is part of what is compared.
    const command = ["-c", 'exec "$SHELL_UNDER_TEST" -c "$SCRIPT" script 2>&1'];
    const there = spawnSync("/bin/sh", command, {
      encoding: "utf8",
      env: { DIR: directory, PATH: bin, SCRIPT: text, SHELL_UNDER_TEST: join(bin, "sh") },
    });
    expect(await shell(["-c", text, "script"])).toEqual({ exitCode: there.status, output: there.stdout });
  });
});

describe("the shell", () => {
  it("reads commands from standard input, and leaves what follows to them", async () => {
    const seen = await shell([], ["echo one; cat\nfor the ", "cat\n"]);
    expect(seen).toEqual({ exitCode: 0, output: "one\nfor the cat\n" });
  });

  it("takes arguments with -s, and a name and arguments with -c", async () => {
    expect((await shell(["-s", "a", "b"], ['echo $# "$@"\n'])).output).toBe("2 a b\n");
    expect((await shell(["-c", "echo $0 $1", "name", "first"])).output).toBe("name first\n");
  });

  it("runs a file that says #!/bin/sh, and one that says nothing", async () => {
    const text = [
      "cd /tmp; echo '#!/bin/sh' > one; echo 'echo script $0 $1' >> one; chmod +x one; ./one x",
      "echo 'echo plain $1' > two; chmod +x two; ./two y; PATH=/tmp:/bin; two z",
    ];
    expect((await shell(["-c", text.join("\n")])).output).toBe("script ./one x\nplain y\nplain z\n");
  });

  it.each([
    ["if", 2, "sh: syntax error: a command is missing\n"],
    ["echo 'a", 2, "sh: syntax error: a quotation is not closed\n"],
    ["for 1 in a; do :; done", 2, "sh: syntax error: for expects a name\n"],
    ["a && && b", 2, "sh: syntax error: &&\n"],
    ["echo ${a?is not set}; echo never", 2, "sh: a: is not set\n"],
    ["echo $((1/0))", 2, "sh: arithmetic: 1/0: not an expression\n"],
    ["exit 300", 44, ""],
    ["nothing-of-that-name", 127, "sh: nothing-of-that-name: not found\n"],
    ["/tmp", 126, "sh: /tmp: Permission denied\n"],
  ])("ends %j with %d", async (text, exitCode, output) => {
    const seen = await shell(["-c", text, "sh"]);
    expect(seen).toEqual({ exitCode, output });
  });

  it("forks once for each command, and not at all for the last of -c", async () => {
    const { tree } = await run(sh as Uint8Array, {
      args: ["-c", "true; echo | cat; exec echo end"],
      programs,
      name: "sh",
    });
    expect(tree).toHaveLength(3);
  });
});

describe("before a terminal, the shell", () => {
  /** What appears while somebody types; each line when everybody waits for the next. */
  async function type(...lines: readonly string[]) {
    const { stdout, exitCode } = await run(sh as Uint8Array, {
      name: "sh",
      input: lines,
      terminal: true,
      programs,
      environment: ["PATH=/bin"],
      watchCalls: false,
    });
    return { exitCode, text: stdout.replaceAll("\r\n", "\n") };
  }

  it("prompts, also within a command, and goes on after what it cannot read", async () => {
    expect(await type("echo hello\n", "if true\n", "then echo yes; fi\n", "syn(tax\n", "exit 3\n")).toEqual({
      exitCode: 3,
      text: [
        "$ echo hello\nhello\n",
        "$ if true\n> then echo yes; fi\nyes\n",
        "$ syn(tax\n/bin/sh: syntax error: a function's name is followed by ()\n",
        "$ exit 3\n",
      ].join(""),
    });
  });

  it("stops a job with ^Z, lets it go on in the background and in the foreground, and ends one with ^C", async () => {
    const { text } = await type(
      ...["cat\n", "one\n", "\x1a", "jobs\n", "fg\n", "two\n", "\x04", "cat\n", "\x03", "echo $?\n"],
      ...["sleep 9 | cat &\n", "kill %1\n", "ps\n", "\x04"],
    );
    expect(text).toBe(
      [
        "$ cat\none\none\n^Z\n[1] Stopped\tcat\n",
        "$ jobs\n[1] Stopped\tcat\n",
        "$ fg\ncat\ntwo\ntwo\n",
        "$ cat\n^C\n",
        "$ echo $?\n130\n",
        "$ sleep 9 | cat &\n[1] 5\n",
        "$ kill %1\n[1] TERM\tsleep 9 | cat\n",
        "$ ps\n  PID  PPID  PGID   SID S COMMAND\n    2     1     2     2 S /bin/sh\n    8     2     8     2 R ps\n",
        "$ \n",
      ].join(""),
    );
  });

  it("stops what reads in the background, and is not ended by ^C", async () => {
    const { text, exitCode } = await type("cat &\n", "\n", "half a line\x03", "fg\n", "read\n", "\x04", "exit 0\n");
    expect({ text, exitCode }).toEqual({
      exitCode: 0,
      text: "$ cat &\n[1] 3\n$ \n[1] Stopped\tcat\n$ ^C\n$ fg\ncat\nread\nread\n$ exit 0\n",
    });
  });
});

describe.skipIf(compiler === undefined)("as on the host", BUSY_HOST, () => {
  it.each(["spawn", "commands", "atfork", "sleeping", "daemon"])("%s.c does the same", async (name) => {
    const path = join(ROOT, "test/guests/sources/spawn", `${name}.c`);
    const program = join(folder, `${name}-program`);
    const made = spawnSync(compiler as string, ["-O1", "-w", "-D_GNU_SOURCE", path, "-o", program], {
      encoding: "utf8",
    });
    expect(made.stderr).toBe("");
    const there = spawnSync(program, { encoding: "utf8", input: "" });
    const borrowed: string[] = [];
    const here = await run(await source(`spawn/${name}.c`), {
      programs,
      environment: ["PATH=/bin"],
      watchCalls: false,
      lint: true,
      listen: (event) => {
        if (event.kind === "borrowed-write") borrowed.push(`${event.pid}: ${event.length} bytes at ${event.address}`);
      },
    });
    expect({ stdout: here.stdout, exitCode: here.exitCode }).toEqual({ stdout: there.stdout, exitCode: there.status });
    expect(borrowed).toEqual([]); // a child of posix_spawn writes nothing of its parent's
  });
});

it("a program without a shell hears 127 of system, and ENOENT of popen", async () => {
  const { stdout } = await run(await source("spawn/no-shell.c"), { watchCalls: false });
  expect(stdout).toBe("system(NULL) 0\nsystem exit 127\npopen ENOENT\nwait ECHILD\n");
});
