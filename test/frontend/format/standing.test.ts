import { describe, expect, it } from "vitest";
import type { StackEntry } from "../../../runtime/backend/emulated/call-stack.ts";
import { Standing } from "../../../runtime/frontend/format/standing.ts";
import { Walk } from "../../../runtime/scheduler/walk.ts";
import { type Guest, makeMachine, read, sleep } from "../../scheduler/scripted-guests.ts";

const entry: StackEntry = { function: "main", functionIndex: 3, offset: 4, line: "a.c:5" };

/** The lines after each step of a program. */
function linesOf(main: Guest, stackOf: (pid: number) => readonly StackEntry[] | undefined = () => []): string[][] {
  const standing = new Standing();
  const { machine, events } = makeMachine({ main });
  const walk = new Walk(machine, ({ runnable }) => runnable.at(-1) as number, 0);
  const lines: string[][] = [standing.lines(machine.kernel.world, stackOf)];
  for (let heard = 0; walk.step() === undefined; ) {
    for (; heard < events.length; heard++) standing.listen(events[heard] as (typeof events)[number]);
    lines.push(standing.lines(machine.kernel.world, stackOf));
  }
  return lines;
}

describe("where a process is, in words:", () => {
  const family: Guest = function* () {
    yield ["pipe2", 0, 0];
    if ((yield ["fork"]) === 0) yield ["proc_exit", 7];
    yield* read(yield ["load", 0], 1);
  };

  it("before it begins, after a call, in a call that waits, and ended", () => {
    const all = linesOf(family).flat();
    expect(all[0]).toBe("  [2] main: can begin");
    expect(all).toContain("  [2] main in fork(): can go on, by making it again");
    expect(all).toContain("  [2] main after fork(): can go on");
    expect(all).toContain("  [3] main after fork(): can go on");
    expect(all).toContain("  [3] main: exits with 7, and nobody has waited for it yet");
    expect(all.at(-1)).toBe("  [3] main: exits with 7, and nobody has waited for it yet");
    expect(all.at(-2)).toBe(
      "  [2] main in fd_read(4): waits for pipe 1 to have data (it still holds the write end open itself: 5 in [2])",
    );
  });

  it("stopped, by which signal", () => {
    const all = linesOf(function* () {
      const child = yield ["fork"];
      if (child === 0) yield* sleep(1_000_000);
      else {
        yield ["kill", child, 19];
        yield* sleep(10);
        yield ["kill", child, 9];
      }
    }).flat();
    expect(all.some((line) => /\[3\] main.*: waits for SIGCONT \(stopped by SIGSTOP\)$/.test(line))).toBe(true);
  });

  it("with the place in the program, where that is known", () => {
    const lines = linesOf(family, (pid) => (pid === 2 ? [entry] : undefined));
    expect(lines[0]).toEqual(["  [2] main: can begin", "      at main (a.c:5)"]);
    expect(lines.flat().filter((line) => line.includes("at main"))).toHaveLength(lines.length);
  });
});
