/** Compiles and runs programs on the host itself, whose kernel is the judge: where it has a C compiler, and is Linux. */
import { spawnSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { ROOT } from "../frontend/compile/compile-guest.ts";

const COMPILERS = ["cc", "gcc", "clang"];

/** Undefined where there is none, or where another kernel than Linux would answer. */
export const HOST_COMPILER =
  process.platform === "linux"
    ? COMPILERS.find((name) => spawnSync(name, ["--version"], { stdio: "ignore" }).status === 0)
    : undefined;

let folder: string | undefined;

/** What one of `sources/` does here. */
export function runSourceOnHost(name: string): { stdout: string; stderr: string; exitCode: number | null } {
  folder ??= mkdtempSync(join(tmpdir(), "prong-host-"));
  const program = join(folder, basename(name, ".c"));
  const source = join(ROOT, "test/guests/sources", name);
  const made = spawnSync(HOST_COMPILER as string, ["-O1", "-w", "-D_GNU_SOURCE", source, "-o", program], {
    encoding: "utf8",
  });
  if (made.status !== 0) throw new Error(made.stderr);
  const { stdout, stderr, status } = spawnSync(program, { encoding: "utf8", input: "", timeout: 60_000 });
  return { stdout, stderr, exitCode: status };
}
