/** Files as several processes see them: each program prints the same here and on the host's own kernel. */

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { ROOT } from "../frontend/compile/compile-guest.ts";
import { BUSY_HOST } from "./busy-host.ts";
import { expected, run, runWithSeed, source } from "./run-guest.ts";

const PROGRAMS = ["directories", "interrupted", "locks", "modes", "named-pipes", "select"];

const compiler = ["cc", "gcc", "clang"].find(
  (name) => spawnSync(name, ["--version"], { stdio: "ignore" }).status === 0,
);
const linux = process.platform === "linux";
const why = compiler !== undefined && linux ? "" : " (skipped: this host is no Linux with a C compiler)";

const folder = mkdtempSync(join(tmpdir(), "prong-files-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function onHost(name: string): string {
  const program = join(folder, name);
  const path = join(ROOT, "test/guests/sources/files", `${name}.c`);
  const made = spawnSync(compiler as string, ["-O1", "-w", path, "-o", program], { encoding: "utf8" });
  if (made.status !== 0) throw new Error(made.stderr);
  return spawnSync(program, { encoding: "utf8", input: "" }).stdout;
}

describe("files, modes and locks", () => {
  it.each(PROGRAMS)("%s prints what it must", async (name) => {
    const { stdout, exitCode } = await run(await source(`files/${name}.c`), { checkMemory: false });
    expect({ stdout, exitCode }).toEqual({ stdout: await expected(`files/${name}`), exitCode: 0 });
  });

  it("a deadlock over two locks of flock is reported by the names of who holds them", async () => {
    const { outcome } = await run(await source("files/lock-circle.c"));
    const waits = outcome.kind === "deadlock" ? outcome.waiters.map(({ pid, waitsFor }) => [pid, waitsFor]) : outcome;
    expect(waits).toEqual([
      [2, ["the lock on /tmp/b that 3 holds"]],
      [3, ["the lock on /tmp/a that 2 holds"]],
    ]);
  });

  it.each([1, 2, 3, 4, 5])(
    "a counter behind a lock loses nothing, in whatever order processes run (%i)",
    async (seed) => {
      const { stdout } = await runWithSeed(await source("files/counters.c"), seed);
      expect(stdout).toBe("fcntl 40\nOFD 40\nflock 40\nlockf 40\n");
    },
  );
});

describe.skipIf(why !== "")(`on the host's own kernel${why}`, BUSY_HOST, () => {
  it.each([...PROGRAMS, "counters"])("%s prints the same", async (name) => {
    const { stdout } = await run(await source(`files/${name}.c`), { watchCalls: false, checkMemory: false });
    expect(stdout).toBe(onHost(name));
  });
});
