/**
 * A program that is run by another, and was never instrumented, where Asyncify is to capture stacks: it must be loaded, which
 * takes an asynchronous step. So the run stands still and asks the host for it. (Nothing else in this file may load it.)
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Directory, File } from "@bjorn3/browser_wasi_shim";
import { afterAll, expect, it } from "vitest";
import { digest } from "../../runtime/kernel/digest.ts";
import { DiskCache } from "../../runtime/node/disk-cache.ts";
import { ROOT } from "../frontend/compile/compile-guest.ts";
import { source, Watched } from "./run-guest.ts";

const runner = await source("run-program.c");
const echo = await source("echo-arguments.c");

// Another process instruments the first program, and leaves it in the cache.
const folder = mkdtempSync(join(tmpdir(), "prong-wants-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
writeFileSync(join(folder, "runner.wasm"), runner);
execFileSync(process.execPath, [
  "--input-type=module",
  "--eval",
  `import { readFileSync } from "node:fs";
   import { DiskCache, System, TextStreams } from ${JSON.stringify(join(ROOT, "dist/node.js"))};
   const program = new Uint8Array(readFileSync(${JSON.stringify(join(folder, "runner.wasm"))}));
   const cache = new DiskCache(${JSON.stringify(folder)});
   await System.create({ program, streams: new TextStreams(), cache, capture: "asyncify" });`,
]);

it("the run asks for the program, goes on when it is prepared, and can be put back to where it asked", async () => {
  const mounts = [{ at: "/opt", files: new Directory(new Map([["echo", new File(echo)]])) }];
  const args = ["+", "/opt/echo", "hello"];
  const watched = await Watched.create(runner, {
    name: "runner",
    args,
    mounts,
    capture: "asyncify",
    cache: new DiskCache(folder),
  });
  const { system, output } = watched;

  const asked = system.run();
  expect(asked).toEqual({ kind: "wants-program", bytes: expect.any(Uint8Array), name: "/opt/echo" });
  if (asked.kind !== "wants-program") throw new Error("it asked for nothing");
  expect(asked.bytes).toEqual(echo);
  expect(output.stdout).toBe("it keeps 3\nand 6\n");
  expect(system.run()).toEqual(asked); // it still wants it

  const snapshot = system.snapshot();
  await system.prepare(asked.bytes, asked.name);
  expect(system.run()).toEqual({ kind: "ended", end: { code: 0 } });
  const { stdout } = output;
  expect(stdout).toContain("/opt/echo\nhello\nFROM=run-program\n");
  expect(stdout).toMatch(/exits with 42\n$/);

  output.stdout = "it keeps 3\nand 6\n";
  system.restore(snapshot);
  expect(digest(system.machine.kernel.world)).toBe(digest(snapshot.world));
  expect(system.run()).toEqual({ kind: "ended", end: { code: 0 } });
  expect(output.stdout).toBe(stdout);
  expect(watched.trace.filter((line) => line.includes("==> execve"))).toHaveLength(1); // asked again, told once
});
