/** ps reads /proc: the same program, compiled by the host's compiler, reads the host's. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { GUESTS, ROOT } from "../frontend/compile/compile-guest.ts";
import { guest, run, SMALL, source } from "./run-guest.ts";

const compiler = ["cc", "gcc", "clang"].find((name) => spawnSync(name, ["--version"]).status === 0);
const folder = mkdtempSync(join(tmpdir(), "prong-ps-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ps = await guest("programs/ps.c", SMALL);

it("shows every process: who runs, sleeps, is stopped, waits in vfork, and is a zombie", async () => {
  const { stdout } = await run(await source("processes-of-all-kinds.c"), {
    name: "kinds",
    programs: { ps },
    watchCalls: false,
  });
  expect(stdout).toBe(`  PID  PPID  PGID   SID S COMMAND
    2     1     2     2 S /bin/kinds
    3     2     2     2 S sleeper with words
    4     2     2     2 T /bin/kinds
    5     2     2     2 Z [kinds]
    6     2     2     2 D /bin/kinds
    7     6     2     2 S /bin/kinds
    8     2     2     2 R ps
`);
});

it.skipIf(compiler === undefined)("shows the same of the host's processes, but for their numbers", async () => {
  const program = join(folder, "kinds");
  const build = (path: string, to: string) =>
    spawnSync(compiler as string, ["-O1", "-w", "-D_GNU_SOURCE", path, "-o", to]);
  build(join(ROOT, "test/guests/sources/processes-of-all-kinds.c"), program);
  build(join(GUESTS, "programs/ps.c"), join(folder, "ps"));
  const host = spawnSync(program, ["named"], { encoding: "utf8", argv0: "/bin/kinds", env: { PATH: folder } });
  const here = await run(await source("processes-of-all-kinds.c"), {
    name: "kinds",
    args: ["named"],
    programs: { ps },
    watchCalls: false,
  });
  expect(renumber(here.stdout)).toBe(renumber(host.stdout));
  expect(here.stdout.split("\n")).toHaveLength(9);
});

/** Pids by the order in which they appear; what lies outside (the parent of the first, its group and session) is 0. */
function renumber(text: string): string {
  const own = [...text.matchAll(/^ *(\d+)/gm)].map(([, pid]) => pid);
  return text.replace(/ps [\d ]+$/m, "ps pids").replace(/^ *(\d+) +(\d+) +(\d+) +(\d+)/gm, (_line, ...columns) =>
    columns
      .slice(0, 2)
      .map((pid) => own.indexOf(pid) + 1)
      .join(" "),
  );
}
