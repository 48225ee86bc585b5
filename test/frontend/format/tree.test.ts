import { describe, expect, it, test } from "vitest";
import { ProcessTree } from "../../../runtime/frontend/format/tree.ts";
import type { KernelEvent } from "../../../runtime/kernel/event.ts";

const start = (pid: number, ...args: string[]): KernelEvent => ({ kind: "start", pid, args });
const fork = (pid: number, child: number): KernelEvent => ({ kind: "fork", pid, child, vfork: false });
const exec = (pid: number, ...args: string[]): KernelEvent => ({ kind: "exec", pid, args });
const memory = { virtual: 16, resident: 2, own: 1, faults: { zero: 1, program: 0, fork: 0 } };
const exit = (pid: number, code: number): KernelEvent => ({ kind: "exit", pid, end: { code }, memory });
const reap = (pid: number, by = 2): KernelEvent => ({ kind: "reap", pid, by });

function draw(...events: KernelEvent[]): string[] {
  const tree = new ProcessTree();
  for (const event of events) tree.listen(event);
  return tree.lines();
}

test("a tree is drawn with what each process ran and how it ended", () => {
  expect(
    draw(
      start(2, "/bin/hello"),
      fork(2, 3),
      fork(3, 4),
      fork(2, 5),
      exec(5, "/bin/sh", "-c", "x"),
      exec(5, "/bin/wc", "-l"),
      exit(4, 1),
      reap(4, 3),
      exit(3, 7),
      reap(3),
      { kind: "exit", pid: 5, end: { signal: 9 }, memory },
      reap(5),
      exit(2, 0),
    ),
  ).toEqual([
    "2 hello                          exits with 0",
    "|-- 3 hello                      exits with 7",
    "|   `-- 4 hello                  exits with 1",
    "`-- 5 hello -> sh -c x -> wc -l  killed by SIGKILL (Killed)",
  ]);
});

test("ends stand below each other", () => {
  const lines = draw(start(2, "a"), fork(2, 3), exec(3, "much-longer"), exit(3, 0), reap(3), exit(2, 0));
  const [column, other] = lines.map((line) => line.indexOf("exits"));
  expect(other).toBe(column);
});

describe("it says that", () => {
  it("a process is still there", () => {
    expect(draw(start(2, "a"))).toEqual(["2 a  still there"]);
  });

  it("nobody waited for a child", () => {
    expect(draw(start(2, "a"), fork(2, 3), exit(3, 0), exit(2, 0))[1]).toBe(
      "`-- 3 a  exits with 0, nobody waited for it",
    );
  });

  it("a child became an orphan, which nobody has to wait for", () => {
    const orphan: KernelEvent = { kind: "reparent", pid: 3 };
    expect(draw(start(2, "a"), fork(2, 3), exit(2, 0), orphan, exit(3, 0))[1]).toBe(
      "`-- 3 a  exits with 0, orphan, handed to 1",
    );
  });
});

test("a pid that is given again is another process", () => {
  expect(draw(start(2, "a"), fork(2, 3), exit(3, 1), reap(3), fork(2, 3), exit(3, 2), reap(3)).slice(1)).toEqual([
    "|-- 3 a  exits with 1",
    "`-- 3 a  exits with 2",
  ]);
});

test("a long command line is cut", () => {
  const [line = ""] = draw(start(2, "a", "x".repeat(1000)));
  expect(line.length).toBeLessThan(70);
  expect(line).toContain("...");
});

test("an argument cannot break a line or paint the terminal", () => {
  const [line = "", ...more] = draw(start(2, "a", "b\nc", "\x1b[2J", "\x9b2J", "\x7f"));
  expect(more).toEqual([]);
  expect(line).not.toMatch(/\p{Cc}/u);
});

describe("a hostile guest does not take the tree down:", () => {
  it("children by the hundred thousand", () => {
    const tree = new ProcessTree();
    tree.listen(start(2, "a"));
    for (let i = 0; i < 200_000; i++) tree.listen(fork(2, i + 3));
    expect(tree.lines()).toHaveLength(200_001);
  });

  it("a chain of as many processes as there may be", () => {
    const tree = new ProcessTree();
    tree.listen(start(2, "a"));
    for (let pid = 2; pid < 16_384; pid++) tree.listen(fork(pid, pid + 1));
    const lines = tree.lines();
    expect(lines[0]).toMatch(/^2 a +still there$/);
    expect(lines.join("\n").length).toBeLessThan(10_000_000);
    expect(lines.at(-1)).toMatch(/and 16\d{3} more below/);
  });

  it("an event of a process that nobody knows", () => {
    expect(draw(exit(9, 0), reap(9), exec(9, "x"), fork(9, 10))).toHaveLength(1);
  });
});
