/**
 * A real interpreter, whose C code was not written for this: Lua forks in the middle of its own sort, its own pattern matching
 * and its own metamethods, with frames of C between the script and the fork. fork.txt and writes.txt are what a host prints.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT } from "../frontend/compile/compile-guest.ts";
import { guest, run, runWithSeed } from "../guests/run-guest.ts";
import { IS_LONG } from "../is-long.ts";
import { luaFlags, luaSource } from "./lua-source.mjs";
import { outputWhenCaptured } from "./when-captured.ts";

const LEVELS = IS_LONG ? ["-O0", "-O2"] : ["-O2"];
const SEEDS = IS_LONG ? [1, 2, 3] : [1];
/** The compiler takes half a minute for Lua where nothing is cached, on a busy machine more; Asyncify takes ten seconds. */
const MOST_MILLISECONDS = 600_000;

const MAIN = "bench/guests/lua.c";
const FORK = text("fork.lua");
const WRITES = text("writes.lua");
/** That of the first process of fork.lua: how many there were. */
const PROCESSES = 8;

const { folder, missing } = luaSource();
const flags = folder === undefined ? [] : luaFlags(folder);
const why = missing === undefined ? "" : ` (skipped: ${missing})`;

const compilers = ["cc", "gcc", "clang"];
const compiler = compilers.find((name) => spawnSync(name, ["--version"], { stdio: "ignore" }).status === 0);
const whyNoHost = compiler === undefined && why === "" ? ` (skipped: this host has no ${compilers.join(", ")})` : why;

describe.skipIf(folder === undefined)(`Lua${why}`, () => {
  describe.each(LEVELS)("at %s", (level) => {
    let lua: Uint8Array;
    beforeAll(async () => {
      lua = await guest(join("../..", MAIN), [level, ...flags]);
    }, MOST_MILLISECONDS);

    it(
      "forks in a comparator, a callback and a metamethod, and does the same as with Asyncify",
      async () => {
        const ours = await run(lua, { args: [FORK] });
        expect(ours).toMatchObject({ exitCode: PROCESSES, stderr: "" });
        expect(sorted(ours.stdout)).toBe(text("fork.txt"));
        expect(await run(lua, { args: [FORK], capture: "asyncify" })).toEqual(ours);
      },
      MOST_MILLISECONDS,
    );

    it.each(SEEDS)("does the same as with Asyncify when chance %i says who runs", async (seed) => {
      const ours = await runWithSeed(lua, seed, { args: [FORK] });
      expect(ours).toMatchObject({ exitCode: PROCESSES, stderr: "" });
      expect(sorted(ours.stdout)).toBe(text("fork.txt"));
      expect(await runWithSeed(lua, seed, { args: [FORK], capture: "asyncify" })).toEqual(ours);
    });

    it("writes the same when its stack is captured in every write", async () => {
      expect(await run(lua, { args: [WRITES] })).toMatchObject({ exitCode: 0, stderr: "", stdout: text("writes.txt") });
      expect(outputWhenCaptured(lua, ["lua", WRITES])).toBe(text("writes.txt"));
    });
  });
});

describe.skipIf(folder === undefined || compiler === undefined)(`Lua on the host's own kernel${whyNoHost}`, () => {
  const scratch = mkdtempSync(join(tmpdir(), "prong-lua-host-"));
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  it(
    "writes the same",
    () => {
      const program = join(scratch, "lua");
      const made = spawnSync(compiler as string, ["-O0", "-w", ...flags, join(ROOT, MAIN), "-o", program, "-lm"]);
      expect(String(made.stderr)).toBe("");
      const forked = spawnSync(program, [FORK], { encoding: "utf8" });
      expect(forked).toMatchObject({ status: PROCESSES, stderr: "" });
      expect(sorted(forked.stdout)).toBe(text("fork.txt"));
      expect(spawnSync(program, [WRITES], { encoding: "utf8" }).stdout).toBe(text("writes.txt"));
    },
    MOST_MILLISECONDS,
  );
});

function text(name: string): string {
  return readFileSync(join(ROOT, "test/lua", name), "utf8");
}

/** Which process comes first is for a schedule to say: the lines in the order of their bytes. */
function sorted(lines: string): string {
  return `${lines.trimEnd().split("\n").sort().join("\n")}\n`;
}
