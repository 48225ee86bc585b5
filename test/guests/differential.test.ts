/**
 * The host's kernel is the judge of single calls, too: scripts of calls on descriptors, files and processes, written by
 * hand and by chance, print the same there and in the emulator. `PRONG_DIFFERENTIAL=2000` tries that many by chance.
 */

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { signalName } from "../../runtime/abi/signal.ts";
import { ROOT } from "../frontend/compile/compile-guest.ts";
import { BUSY_HOST } from "./busy-host.ts";
import { CORNERS } from "./call-corners.ts";
import { layOut, scripts } from "./call-scripts.ts";
import { run, source } from "./run-guest.ts";

const RUNS = Number(process.env.PRONG_DIFFERENTIAL ?? 60);
/** A script takes 20 ms; who waits for ever has found something. */
const HOST_TIMEOUT = 10_000;

const compilers = ["cc", "gcc", "clang"];
const compiler = compilers.find((name) => spawnSync(name, ["--version"], { stdio: "ignore" }).status === 0);
const why = compiler === undefined ? ` (skipped: this host has no ${compilers.join(", ")})` : "";

const folder = mkdtempSync(join(tmpdir(), "prong-calls-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const guest = await source("calls.c");
const host = compiler === undefined ? undefined : compileOnHost(compiler);

function compileOnHost(compiler: string): string {
  const program = join(folder, "calls");
  const path = join(ROOT, "test/guests/sources/calls.c");
  const made = spawnSync(compiler, ["-O1", "-w", "-D_GNU_SOURCE", path, "-o", program], { encoding: "utf8" });
  if (made.status !== 0) throw new Error(made.stderr);
  return program;
}

let scripted = 0;

function onHost(script: string): string {
  const scratch = join(folder, `scratch-${scripted++}`);
  mkdirSync(scratch);
  const options = { encoding: "utf8", timeout: HOST_TIMEOUT, killSignal: "SIGKILL", maxBuffer: 1 << 24 } as const;
  const { stdout, status, signal, error } = spawnSync(host as string, [script, scratch], options);
  rmSync(scratch, { recursive: true, force: true });
  return `${stdout}${error === undefined ? `ends with ${signal ?? status}` : error.message}\n`;
}

async function inEmulator(script: string): Promise<string> {
  const { stdout, outcome } = await run(guest, { args: [script, "/tmp"], watchCalls: false });
  if (outcome.kind !== "ended") return `${stdout}${outcome.kind}\n`;
  const { end } = outcome;
  return `${stdout}ends with ${"code" in end ? end.code : signalName(end.signal)}\n`;
}

async function compare(script: string): Promise<void> {
  const [there, here] = [onHost(script), await inEmulator(script)];
  if (there === here) return;
  const other = there.split("\n").findIndex((line, i) => line !== here.split("\n")[i]);
  throw new Error(
    `line ${other + 1} differs\n\n--- the script, for calls.c\n${script}\n\n${layOut(script)}\n\n--- the host\n${there}\n--- the emulator\n${here}`,
  );
}

describe("a script of calls", () => {
  it.each(CORNERS)("%s", async (_sentence, script, line) => {
    expect(await inEmulator(script)).toContain(`${line}\n`);
  });
});

describe.skipIf(host === undefined)(`on the host's own kernel${why}`, BUSY_HOST, () => {
  it.each(CORNERS)("%s", async (_sentence, script) => compare(script));

  it(`${RUNS} scripts by chance print the same`, { timeout: 60_000 + 400 * RUNS }, async () => {
    await fc.assert(
      fc.asyncProperty(scripts, (script) => compare(script)),
      { numRuns: RUNS },
    );
  });
});
