/** The host's kernel is the judge: the same source, compiled by the system's compiler, must print the same there. */

import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { compileGuest, GUESTS, guestNames, ROOT } from "../frontend/compile/compile-guest.ts";
import { BUSY_HOST } from "./busy-host.ts";
import { run, source } from "./run-guest.ts";

/** It never ends on a host: that is what it shows. */
const NEVER_ENDS = "wrong-fork.c";
/** They print facts of limits, times, timers and identity, and their numbers only roughly. */
const ACCOUNTS = ["identity.c", "limits.c", "timers.c", "times.c"];
/** Those of `sources/` that wait for nothing but each other, and need no limit of ours. */
const PORTABLE = [
  "broken-pipe.c",
  "big-writes.c",
  "crowd.c",
  "vfork-sharing.c",
  "endless.c",
  "map-calls.c",
  "shared-locks.c",
  "shared-counter.c",
  "forbidden-stores.c",
  ...ACCOUNTS,
];

/** Where semaphores and shared memory objects are, on hosts that do not have them in libc. */
const HOST_LIBRARIES = ["-lpthread", ...(process.platform === "linux" ? ["-lrt"] : [])];

const guests = (await guestNames()).filter((name) => name.endsWith(".c") && name !== NEVER_ENDS);
const compilers = ["cc", "gcc", "clang"];
const compiler = compilers.find((name) => spawnSync(name, ["--version"], { stdio: "ignore" }).status === 0);
const why = compiler === undefined ? ` (skipped: this host has no ${compilers.join(", ")})` : "";

const folder = mkdtempSync(join(tmpdir(), "prong-host-"));
chmodSync(folder, 0o755); // some become another user, and execute themselves
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function runOnHost(path: string) {
  const program = join(folder, basename(path, ".c"));
  const made = spawnSync(compiler as string, ["-O1", "-w", "-D_GNU_SOURCE", path, "-o", program, ...HOST_LIBRARIES], {
    encoding: "utf8",
  });
  if (made.status !== 0) throw new Error(made.stderr);
  const { stdout, stderr, status } = spawnSync(program, { encoding: "utf8", input: "" });
  return { stdout, stderr, exitCode: status };
}

describe.skipIf(compiler === undefined)(`on the host's own kernel${why}`, BUSY_HOST, () => {
  it.each(guests)("%s does the same", async (name) => {
    const here = await run((await compileGuest(name)).wasm);
    expect(here).toMatchObject(runOnHost(join(GUESTS, name)));
    expect(here.stdout).toBe(readFileSync(join(ROOT, "test/guests/expected", `${basename(name, ".c")}.txt`), "utf8"));
  });

  it.each(PORTABLE)("%s does the same", async (name) => {
    expect(await run(await source(name), { preempt: "loops", watchCalls: false })).toMatchObject(
      runOnHost(join(ROOT, "test/guests/sources", name)),
    );
  });
});
