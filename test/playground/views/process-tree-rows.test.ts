import { describe, expect, it } from "vitest";
import type { SeenStep } from "../../../playground/run/orders.ts";
import { livedBefore, livesReader } from "../../../playground/views/lives.ts";
import { type TreeRow, treeRows } from "../../../playground/views/process-tree-rows.ts";
import type { ProcessScene } from "../../../runtime/index.ts";
import { exec, exit, fork, processOf, reap, reparent, start, stepOf } from "./step-for-tests.ts";

const draw = (steps: readonly SeenStep[], processes: readonly ProcessScene[], unfold = false) =>
  treeRows(livedBefore(livesReader()(steps), steps.length), { processes, next: 2, unfold }).map(line);

/** `| ` where a line goes by, `+-` and `'-` where one leads to the row. */
function line(row: TreeRow): string {
  const lead = row.passing.map((goesOn, i) =>
    i < row.passing.length - 1 ? (goesOn ? "| " : "  ") : goesOn ? "+-" : "'-",
  );
  if ("folded" in row) return `${lead.join("")}(${row.folded.join()})`;
  const { pid, commands, state, bornTo } = row;
  return `${lead.join("")}${pid} ${commands.join(">")}: ${state.text}${bornTo === undefined ? "" : `, of ${bornTo}`}`;
}

describe("treeRows", () => {
  it("puts children under their parents, orphans under 1, and leaves those that are gone where they were", () => {
    const steps = [
      stepOf(2, start(2, "sh")),
      stepOf(2, fork(2, 3), fork(2, 4)),
      stepOf(4, exec(4, "ls"), fork(4, 5)),
      stepOf(4, exit(4, 1), reparent(5)),
      stepOf(3, exit(3, 0)),
      stepOf(2, reap(3, 2)),
    ];
    const processes = [
      processOf(2, 1),
      processOf(4, 2, { state: "zombie", end: { code: 1 } }),
      processOf(5, 1, { state: "waiting", waitsFor: ["a signal"] }),
    ];
    expect(draw(steps, processes)).toEqual([
      "+-2 sh: runs next",
      "| +-3 sh: exited with 0, reaped by 2",
      "| '-4 sh>ls: zombie: exited with 1",
      "'-5 ls: waits for a signal, of 4",
    ]);
  });

  const forks = (count: number) => Array.from({ length: count }, (_, i) => i + 3);
  const many = [
    stepOf(2, start(2, "sh"), ...forks(5).map((pid) => fork(2, pid))),
    stepOf(2, fork(2, 8), fork(3, 9), ...forks(5).flatMap((pid) => [exit(pid, 0), reap(pid, 2)]), exit(9, 0)),
  ];

  it("folds many that are gone, with those below them", () => {
    expect(draw(many, [processOf(2, 1), processOf(8, 2)])).toEqual([
      "'-2 sh: runs next",
      "  +-(3,9,4,5,6,7)",
      "  '-8 sh: ready to run",
    ]);
  });

  it("folds none that has a living child, and none when asked for all", () => {
    const withChild = [processOf(2, 1), processOf(8, 2), processOf(9, 3)];
    expect(draw(many, withChild).slice(1, 3)).toEqual([
      "  +-3 sh: exited with 0, reaped by 2",
      "  | '-9 sh: ready to run",
    ]);
    expect(draw(many, [processOf(2, 1), processOf(8, 2)], true)).toHaveLength(8);
  });

  it("draws processes of whom it was not told", () => {
    expect(draw([], [processOf(2, 1), processOf(3, 2)])).toEqual(["'-2 guest: runs next", "  '-3 guest: ready to run"]);
  });

  it("does not grow without end to the right", () => {
    const chain = stepOf(2, start(2, "sh"), ...Array.from({ length: 40 }, (_, i) => fork(i + 2, i + 3)));
    const rows = treeRows(livedBefore(livesReader()([chain]), 1), { processes: [], next: 2, unfold: true });
    expect(rows.map(({ depth }) => depth).at(-1)).toBe(40);
    expect(Math.max(...rows.map(({ passing }) => passing.length))).toBe(16);
  });
});
