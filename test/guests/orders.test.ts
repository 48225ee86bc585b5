/**
 * Orders in which two processes' calls can come on a real system come up under some schedule: another process may run after a
 * call that others can see, not only after one that may block.
 */
import { describe, expect, it } from "vitest";
import { replay, run, runWithSeed, source } from "./run-guest.ts";

const SEEDS = Array.from({ length: 40 }, (_, seed) => seed);

const program = await source("orders.c");

/** What is printed by default, and all that can be, sorted; lines are joined. */
const CASES: readonly (readonly [what: string, how: string, usual: string, all: readonly string[]])[] = [
  ["close", "who ends a pipe and who sees that print in either order", "ended, end", ["end, ended", "ended, end"]],
  ["dup2", "so they do when dup2 closed it", "ended, end", ["end, ended", "ended, end"]],
  [
    "make",
    "a file may be made between access and open, and not vanish",
    "found: no, opened: no",
    ["found: no, opened: no", "found: no, opened: yes", "found: yes, opened: yes"],
  ],
  [
    "unlink",
    "a file may be removed between access and open, and not come back",
    "found: yes, opened: yes",
    ["found: no, opened: no", "found: yes, opened: no", "found: yes, opened: yes"],
  ],
  [
    "seek",
    "both may write where one seeked to: in turns, or one behind the other",
    "p.c.",
    ["..cp", "..pc", "cp..", "p.c.", "pc.."],
  ],
  ["getppid", "a parent may end between two questions for it", "moved: 0", ["moved: 0", "moved: 1"]],
];

describe("orders of events", () => {
  it.each(CASES)("%s: %s", async (what, _how, usual, all) => {
    const options = { args: [what] };
    expect((await run(program, options)).stdout).toBe(lines(usual));
    const seen = new Set<string>();
    for (const seed of SEEDS) {
      const { stdout, schedule, trace } = await runWithSeed(program, seed, options);
      if (seen.has(stdout)) continue;
      seen.add(stdout);
      expect((await replay(program, schedule, options)).trace).toEqual(trace);
    }
    expect([...seen].sort()).toEqual(all.map(lines));
  });
});

function lines(joined: string): string {
  return `${joined.replaceAll(", ", "\n")}\n`;
}
