import { describe, expect, it } from "vitest";
import { Signal } from "../../../runtime/abi/signal.ts";
import { STOP_AND_DROP, STOP_AND_KEEP, type Stop } from "../../../runtime/scheduler/executor.ts";
import { forkOf, GROWTH, memory, run, start, wordOf } from "./turns.ts";

describe("run", () => {
  it("runs from the entry to its return", async () => {
    const process = await start("(i32.store (i32.const 0) (i32.const 7))");
    expect(run(process)).toEqual({ stop: { kind: "returned" }, calls: [] });
    expect(wordOf(process)).toBe(7);
  });

  it("hands calls with their arguments to the machine, and what it answers to the guest", async () => {
    const process = await start(`
      (i32.store (i32.const 0) (call $getpid))
      (i32.store (i32.const 4) (call $kill (i32.const -1) (i32.const 9)))
      (i32.store (i32.const 8) (call $seek (i32.const 3) (i64.const -5000000000) (i32.const 1) (i32.const 64)))`);
    const { stop, calls } = run(process, { getpid: 42, kill: -3, fd_seek: 8 });
    expect(stop).toEqual({ kind: "returned" });
    expect(calls).toEqual(["getpid()", "kill(-1, 9)", "fd_seek(3, -5000000000, 1, 64)"]);
    expect([wordOf(process), wordOf(process, 4) | 0, wordOf(process, 8)]).toEqual([42, -3, 8]);
  });

  it("shows the kernel the caller's memory during a call", async () => {
    const process = await start("(i32.store (i32.const 16) (i32.const 99)) (drop (call $getpid))");
    let seen = 0;
    run(process, {
      getpid: () => {
        seen = memory.u32(16);
        return 0;
      },
    });
    expect(seen).toBe(99);
  });

  it("keeps the stack of a call that must wait, and goes on from there with its answer", async () => {
    const process = await start(
      `(local $kept i32) (local.set $kept (i32.const 1000))
       (global.set $g (i32.const 5))
       (i32.store (i32.const 0) (i32.add (call $fork) (local.get $kept)))
       (i32.store (i32.const 4) (global.get $g))`,
      "(global $g (mut i32) (i32.const 0))",
    );
    expect(run(process, { fork: STOP_AND_KEEP }).stop).toEqual({ kind: "kept" });
    expect(process.image?.stack.length).toBeGreaterThan(0);
    expect(run(process, {}, 23)).toEqual({ stop: { kind: "returned" }, calls: [] });
    expect([wordOf(process), wordOf(process, 4)]).toEqual([1023, 5]);
  });

  it("goes on twice from one image, each time with memory of its own: that is fork", async () => {
    const process = await start(
      "(i32.store (i32.const 0) (call $fork)) (i32.store (i32.const 4) (i32.const 1)) (drop (call $yield))",
    );
    run(process, { fork: STOP_AND_KEEP });
    const child = forkOf(process);
    const stop: Stop = { kind: "kept" };
    expect(run(process, { sched_yield: STOP_AND_KEEP }, 3).stop).toEqual(stop);
    expect(run(child, { sched_yield: STOP_AND_KEEP }, 0).stop).toEqual(stop);
    expect([wordOf(process), wordOf(child), wordOf(process, 4), wordOf(child, 4)]).toEqual([3, 0, 1, 1]);
  });

  it("keeps more processes apart than it has places", async () => {
    const process = await start("(i32.store (i32.const 0) (call $fork)) (drop (call $yield))");
    run(process, { fork: STOP_AND_KEEP });
    const all = Array.from({ length: 7 }, () => forkOf(process));
    all.forEach((one, i) => {
      expect(run(one, { sched_yield: STOP_AND_KEEP }, 100 + i).stop).toEqual({ kind: "kept" });
    });
    expect(all.map((one) => wordOf(one))).toEqual(all.map((_, i) => 100 + i));
  });

  it("drops the stack of a process that has ended", async () => {
    const process = await start("(drop (call $getpid)) (i32.store (i32.const 0) (i32.const 1))");
    expect(run(process, { getpid: STOP_AND_DROP }).stop).toEqual({ kind: "dropped" });
    expect(wordOf(process)).toBe(0);
  });

  it.each([
    ["unreachable", "SIGILL"],
    ["(drop (i32.rem_u (i32.const 1) (i32.const 0)))", "SIGFPE"],
    ["(drop (i32.load (i32.const -4)))", "SIGSEGV"],
    ["(call $start)", "SIGSEGV"],
  ] as const)("answers %s with %s, and the place is as good as before", async (body, signal) => {
    const guilty = await start(body);
    expect(run(guilty).stop).toMatchObject({ kind: "trapped", signal: Signal[signal] });
    const next = await start("(i32.store (i32.const 0) (call $fork))");
    expect(run(next, { fork: STOP_AND_KEEP }).stop).toEqual({ kind: "kept" });
    expect(run(next, {}, 5).stop).toEqual({ kind: "returned" });
    expect(wordOf(next)).toBe(5);
  });

  it("answers a stack that is too deep to be captured with SIGSEGV", async () => {
    // Twenty locals of eight bytes each in 8,000 frames are more than the frame area's MiB.
    const locals = Array.from({ length: 20 }, (_, i) => `(local $v${i} i64)`).join("");
    const set = Array.from({ length: 20 }, (_, i) => `(local.set $v${i} (i64.load (i32.const ${i * 8})))`).join("");
    const use = Array.from({ length: 20 }, (_, i) => `(i64.store (i32.const ${i * 8}) (local.get $v${i}))`).join("");
    const process = await start(
      "(call $descend (i32.const 8000))",
      `(func $descend (param $depth i32) ${locals} ${set}
        (if (i32.eqz (local.get $depth))
          (then (drop (call $fork)))
          (else (call $descend (i32.sub (local.get $depth) (i32.const 1)))))
        ${use})`,
    );
    expect(run(process, { fork: STOP_AND_KEEP }).stop).toMatchObject({ kind: "trapped", signal: Signal.SIGSEGV });
  });

  it("lets our own mistakes through: they are no guest's trap", async () => {
    const process = await start("(drop (call $getpid))");
    const mistake = new Error("ours");
    expect(() =>
      run(process, {
        getpid: () => {
          throw mistake;
        },
      }),
    ).toThrow(mistake);
  });

  it.each([
    [0, -1, 1],
    [1, -1, 1],
    [2, 1, 3],
    [GROWTH, 1, 3],
  ])("lets memory grow by no more than it is told: of %i pages 2 are asked for", async (growth, answer, pages) => {
    const process = await start(
      "(i32.store (i32.const 0) (memory.grow (i32.const 2))) (i32.store (i32.const 4) (memory.size))",
    );
    run(process, {}, undefined, growth);
    expect([wordOf(process) | 0, wordOf(process, 4)]).toEqual([answer, pages]);
    expect(process.image?.space.pages.size).toBe(pages * 16);
  });
});
