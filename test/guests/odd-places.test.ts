/**
 * Programs that fork in odd places: in conditions, arguments, comparisons, callbacks, handlers, deep down, with values of all
 * types alive. However they are compiled they print what is recorded in `expected/`, and what they print on a host.
 */

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { ROOT } from "../frontend/compile/compile-guest.ts";
import { IS_LONG } from "../is-long.ts";
import { BUSY_HOST } from "./busy-host.ts";
import { ODD_SCRIPT } from "./odd-script.ts";
import { assemblyScript, expected, run, runWithSeed, source } from "./run-guest.ts";

const NAMES = ["odd-places", "odd-values"];
const LEVELS = IS_LONG ? ["-O0", "-O1", "-O2", "-Oz"] : ["-O0", "-O2"];
/** Where nothing is optimised, 2,000 frames need more than the quarter of a megabyte that programs have for them. */
const ROOMY = "-Wl,-z,stack-size=2097152";
const FLAGS = [[], ["-msimd128"]].flatMap((more) => LEVELS.map((level) => [level, ...more]));

const compilers = ["cc", "gcc", "clang"];
const compiler = compilers.find((name) => spawnSync(name, ["--version"], { stdio: "ignore" }).status === 0);
const why = compiler === undefined ? ` (skipped: this host has no ${compilers.join(", ")})` : "";

describe.each(NAMES)("%s.c", (name) => {
  it.each(FLAGS.map((flags) => [flags.join(" "), flags] as const))(
    "prints the same compiled with %s",
    async (_, flags) => {
      const program = await source(`${name}.c`, [...flags, ROOMY]);
      const text = await expected(name);
      expect(await run(program)).toMatchObject({ stdout: text, stderr: "", exitCode: 0 });
      expect(await runWithSeed(program, 3)).toMatchObject({ stdout: text, stderr: "", exitCode: 0 });
    },
  );
});

describe.skipIf(compiler === undefined)(`on the host's own kernel${why}`, BUSY_HOST, () => {
  const folder = mkdtempSync(join(tmpdir(), "prong-odd-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(NAMES.flatMap((name) => ["-O0", "-O2"].map((level) => [name, level] as const)))(
    "%s.c prints the same, compiled with %s",
    async (name, level) => {
      const program = join(folder, name + level);
      const path = join(ROOT, "test/guests/sources", `${name}.c`);
      // Without fused multiplication, which WebAssembly does not have.
      const flags = [level, "-w", "-ffp-contract=off", "-D_GNU_SOURCE", path, "-o", program];
      const made = spawnSync(compiler as string, flags, { encoding: "utf8" });
      expect(made.stderr).toBe("");
      const { stdout, status } = spawnSync(program, { encoding: "utf8", input: "" });
      expect({ stdout, status }).toEqual({ stdout: await expected(name), status: 0 });
    },
  );
});

describe("the same in AssemblyScript", () => {
  it.each(["-O0", "-O3", "-Oz", "--debug"])("prints what it should compiled with %s", async (level) => {
    const program = await assemblyScript(ODD_SCRIPT, [level]);
    const text = await expected("odd-script");
    expect(await run(program)).toMatchObject({ stdout: text, stderr: "", exitCode: 0 });
    expect(await runWithSeed(program, 3)).toMatchObject({ stdout: text, stderr: "", exitCode: 0 });
  });
});
