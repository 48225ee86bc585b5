import { existsSync } from "node:fs";
import { expect, it } from "vitest";
import { Desk } from "../spawn-prong.ts";

const desk = new Desk();

it("prints flags that a shell can put into a compiler's command line", () => {
  const { exitCode, stdout, stderr } = desk.prong(["sdk"]);
  expect([exitCode, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(/^\S.*\n$/);
  const flags = stdout.trim().split(" ");
  expect(flags).toContain("--target=wasm32-wasip1");
  const include = flags[flags.indexOf("-isystem") + 1] ?? "";
  expect(existsSync(`${include}/sys/wait.h`)).toBe(true);
  expect(flags.filter((flag) => flag.endsWith(".c")).every((file) => existsSync(file))).toBe(true);
});
