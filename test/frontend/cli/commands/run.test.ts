import { existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { wat } from "../../../guest/wat.ts";
import { expected, guest, source } from "../../../guests/run-guest.ts";
import { Desk } from "../spawn-prong.ts";

const desk = new Desk();
await desk.writeKnown("hello-fork.wasm", await guest("hello-fork.c"));
await desk.writeKnown("sieve.wasm", await guest("sieve.c"));
await desk.writeKnown("wrong-fork.wasm", await guest("wrong-fork.c"));
await desk.writeKnown("echo.wasm", await source("echo-arguments.c"));
await desk.writeKnown("copy.wasm", await source("copy-input.c"));
await desk.writeKnown("show.wasm", await source("show-files.c"));
await desk.writeKnown("hostile/fork-bomb.wasm", await guest("hostile/fork-bomb.c"));
await desk.writeKnown("memory.wasm", await source("out-of-memory.c"));
desk.write("shared/in.txt", "from the host\n");
desk.write("shared/deep/inner.txt", "from deep inside\n");
desk.write("secret.txt", "nobody's business\n");
mkdirSync(desk.path("other"));
desk.write("other/in.txt", "from the other directory\n");

describe("a run", () => {
  it("prints what the guest prints, and exits as the guest does", async () => {
    expect(desk.prong(["run", "hello-fork.wasm"])).toEqual({
      exitCode: 0,
      stdout: await expected("hello-fork"),
      stderr: "",
    });
  });

  it("gives the guest what follows it, options of ours too", () => {
    const { exitCode, stdout, stderr } = desk.prong(["run", "echo.wasm", "arg1", "two words é", "--tree", "--", "-v"]);
    expect(stdout).toBe("/bin/echo\narg1\ntwo words é\n--tree\n--\n-v\n");
    expect([exitCode, stderr]).toEqual([42, ""]);
  });

  it("gives the guest the variables that were named, and no others", () => {
    const { stdout } = desk.prong(["run", "--env", "K=v", "--env", "EMPTY=", "--env", "E=a=b c é", "echo.wasm"]);
    expect(stdout).toBe("/bin/echo\nK=v\nEMPTY=\nE=a=b c é\n");
  });

  it("reads standard input to its end", () => {
    const input = "a line\nand é\n".repeat(10_000);
    expect(desk.prong(["run", "copy.wasm"], input)).toEqual({ exitCode: 0, stdout: input, stderr: "" });
  });

  it("that stands still says who waits for what, how to see it again, and exits with 125", () => {
    const { exitCode, stdout, stderr } = desk.prong(["run", "wrong-fork.wasm", "it's", "a b"]);
    expect([exitCode, stdout]).toEqual([125, "hello\n"]);
    expect(stderr.replace(/prong2:[\da-f]{6}-[\da-f]{4}/, "PROGRAM-INPUT")).toBe(
      [
        "deadlock: 2 processes wait for what can never come",
        "  [2] /bin/wrong-fork it's a b in wait4(-1): waits for a child to end",
        "      at wait <- main",
        "  [3] /bin/wrong-fork it's a b in fd_read(3): waits for pipe 1 to have data (it still holds the write end open itself: 4 in [3])",
        "      at read <- main",
        "to run it again: prong replay PROGRAM-INPUT:loops:0:3 wrong-fork.wasm 'it'\\''s' 'a b'",
        "",
      ].join("\n"),
    );
  });

  it("can be repeated by the line that a deadlock prints", () => {
    const first = desk.prong(["run", "--policy", "random", "--seed", "6", "wrong-fork.wasm", "it's"]);
    const line = /^to run it again: (.*)$/m.exec(first.stderr)?.[1];
    expect(desk.shell(line ?? "")).toEqual(first);
  });
});

describe("--tree", () => {
  it("prints the process tree to standard error when all is over", async () => {
    const { stdout, stderr } = desk.prong(["run", "--tree", "hello-fork.wasm"]);
    expect(stdout).toBe(await expected("hello-fork"));
    expect(stderr).toBe("2 hello-fork      exits with 0\n`-- 3 hello-fork  exits with 7\n");
  });
});

describe("--trace", () => {
  it("prints every system call to standard error", () => {
    const { stderr } = desk.prong(["run", "--trace", "hello-fork.wasm"]);
    const lines = stderr.trimEnd().split("\n");
    expect(lines[0]).toBe("[2] ==> use_cwd()");
    expect(lines).toContain("[2] ==> fork()");
    expect(lines).toContain("[2] <== 3");
    expect(lines).toContain("[2] ... waits for a child to end");
    expect(lines).toContain("[3] --- exits with 7");
    expect(lines.at(-1)).toBe("[2] --- exits with 0");
    for (const line of lines) expect(line).toMatch(/^\[[23]\] (==>|<==|\.\.\.|---) /);
  });
});

describe("--policy, --seed and --schedule", () => {
  const random = (seed: number, ...options: string[]) =>
    desk.prong(["run", "--trace", ...options, "--policy", "random", "--seed", String(seed), "sieve.wasm", "12"]);

  it("a seed is a run: the same every time, another for another seed", () => {
    const first = random(7);
    expect(random(7)).toEqual(first);
    expect(first.stdout).toBe("2\n3\n5\n7\n11\n");
    expect(random(8).stderr).not.toBe(first.stderr);
  });

  it("a schedule that was printed brings the same run back", () => {
    const schedule = /^schedule: (.*)$/m.exec(random(9, "--schedule").stderr)?.[1] ?? "";
    expect(schedule).toMatch(/^prong2:[\da-f]{6}-[\da-f]{4}:loops:9:[\da-z]+$/);
    expect(desk.prong(["replay", "--trace", schedule, "sieve.wasm", "12"])).toEqual(random(9));
  });

  it("--schedule says nothing else than a run without it, and one line more", () => {
    const [said, unsaid] = [random(9, "--schedule"), random(9)];
    expect(said.stderr.replace(/^schedule: .*\n/m, "")).toBe(unsaid.stderr);
  });
});

describe("--dir", () => {
  it("shows a directory where it is said", () => {
    const { stdout } = desk.prong([
      "run",
      "--dir",
      "shared::/data",
      "show.wasm",
      "/data/in.txt",
      "/data/deep/inner.txt",
    ]);
    expect(stdout).toBe("from the host\nfrom deep inside\n");
  });

  it("lets the guest write there", () => {
    desk.prong(["run", "--dir", "shared::/data", "show.wasm", "+/data/out.txt"]);
    expect(readFileSync(desk.path("shared/out.txt"), "utf8")).toBe("a line from the guest\n");
  });

  it("nests, the inner over the outer; and the root still has /bin, /dev and /tmp", () => {
    const { stdout, exitCode } = desk.prong([
      ...["run", "--dir", "other::/deep", "--dir", "shared::/", "show.wasm"],
      ...["in.txt", "/in.txt", "/deep/in.txt", "/deep/inner.txt", "/bin/show", "/dev/null", "+/tmp/x", "/tmp/x"],
    ]);
    expect(stdout).toBe(
      [
        "from the host",
        "from the host",
        "from the other directory",
        "/deep/inner.txt",
        "No such file or directory",
        "1000 bytes of a program",
        "0 bytes of a program",
        "a line from the guest",
        "",
      ].join("\n"),
    );
    expect(exitCode).toBe(0);
    expect(existsSync(desk.path("shared/tmp"))).toBe(false);
    expect(existsSync(desk.path("shared/bin"))).toBe(false);
  });

  it("cannot be left by .., by links, or by absolute paths", () => {
    symlinkSync("../secret.txt", desk.path("shared/up"));
    symlinkSync(desk.path("secret.txt"), desk.path("shared/absolute"));
    symlinkSync(desk.folder, desk.path("shared/away"));
    const paths = [
      ...["/data/../secret.txt", "/data/../../../../secret.txt", "/data/up", "/data/absolute"],
      ...["/data/away/secret.txt", "/data/deep/../../secret.txt", desk.path("secret.txt"), "../secret.txt"],
    ];
    const { stdout } = desk.prong(["run", "--dir", "shared::/data", "show.wasm", ...paths]);
    expect(stdout).not.toContain("nobody's business");
    expect(stdout.split("\n").filter((line) => paths.includes(line))).toEqual(paths);
  });

  it("without it, the guest sees nothing of the host", () => {
    const { stdout } = desk.prong(["run", "show.wasm", "shared/in.txt", desk.path("shared/in.txt"), "/etc/passwd"]);
    expect(stdout.match(/No such file or directory/g)).toHaveLength(3);
  });
});

describe("limits", () => {
  it("--max-processes stops a fork bomb", async () => {
    const { exitCode, stdout } = desk.prong(["run", "--max-processes", "20", "hostile/fork-bomb.wasm"]);
    expect([exitCode, stdout]).toEqual([0, await expected("hostile/fork-bomb")]);
  });

  it("--max-memory stops who takes all", () => {
    const { exitCode, stdout } = desk.prong(["run", "--max-memory", "4", "memory.wasm"]);
    expect(exitCode).toBe(0);
    expect(stdout).not.toContain(": no");
  });
});

describe("--verbose", () => {
  it("says how many functions had to be instrumented", () => {
    const { stderr } = desk.prong(["run", "--verbose", "hello-fork.wasm"]);
    const [, some, all] =
      /^prong: hello-fork: (\d+) of (\d+) functions can be on a captured stack\n$/.exec(stderr) ?? [];
    expect(Number(some)).toBeGreaterThan(0);
    expect(Number(some)).toBeLessThan(Number(all));
  });
});

describe("the streams of a run", () => {
  it("end quietly when nobody reads the output any more", () => {
    const line = "i32.const 1) (i32.const 0) (i32.const 1) (i32.const 32";
    desk.write(
      "yes.wasm",
      wat(`(module
        (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
        (memory (export "memory") 1)
        (data (i32.const 0) "\\10\\00\\00\\00\\02\\00\\00\\00") (data (i32.const 16) "y\\n")
        (func (export "_start") (loop $for_ever (drop (call $write (${line}))) (br $for_ever))))`),
    );
    const { stdout, stderr } = desk.shell("{ prong run yes.wasm; echo $? >&2; } | head -1");
    expect({ stdout, stderr }).toEqual({ stdout: "y\n", stderr: "141\n" });
  });

  it("carry bytes as they are, also those that are no text", () => {
    desk.write(
      "bytes.wasm",
      wat(`(module
      (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
      (memory (export "memory") 1)
      (data (i32.const 0) "\\10\\00\\00\\00\\04\\00\\00\\00") (data (i32.const 16) "\\ff\\00\\c3\\0a")
      (func (export "_start") (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 32)))))`),
    );
    expect(desk.shell("prong run bytes.wasm | od -An -tx1").stdout.trim()).toBe("ff 00 c3 0a");
  });
});
