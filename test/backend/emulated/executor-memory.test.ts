import { describe, expect, it } from "vitest";
import type { ProcessImage } from "../../../runtime/image/process-image.ts";
import type { Process } from "../../../runtime/kernel/process.ts";
import { STOP_AND_KEEP } from "../../../runtime/scheduler/executor.ts";
import { executor, forkOf, memory, nextEpoch, replaceExecutor, run, start, turn, withImage, wordOf } from "./turns.ts";

describe("eachWritten", () => {
  const writtenBy = (process: Process) => {
    const pages: number[] = [];
    executor.eachWritten(process, (page) => pages.push(page));
    return pages;
  };

  it("tells what a process has written since it was last asked", async () => {
    const process = await start(
      "(i32.store (i32.const 5000) (i32.const 1)) (drop (call $fork)) (i32.store (i32.const 9000) (i32.const 1))",
    );
    turn(process, { fork: STOP_AND_KEEP });
    expect([writtenBy(process), writtenBy(process)]).toEqual([[1], []]);
    turn(process, {}, 0);
    expect(writtenBy(process)).toEqual([2]);
  });

  it("tells what the kernel has written for it, too, while it ran and while it did not", async () => {
    const process = await start("(drop (call $getpid)) (drop (call $fork))");
    turn(process, {
      getpid: () => {
        memory.setU8(5000, 1);
        return 0;
      },
      fork: STOP_AND_KEEP,
    });
    expect(writtenBy(process)).toEqual([1]);
    executor.lend(process, memory);
    memory.setU32(3 * 4096 - 1, -1);
    expect(writtenBy(process)).toEqual([2, 3]);
  });

  it("tells nothing of who has no image, never ran, or lost its place meanwhile", async () => {
    expect(writtenBy({ image: undefined } as Process)).toEqual([]);
    const process = await start("(i32.store (i32.const 5000) (i32.const 1)) (drop (call $fork))");
    expect(writtenBy(process)).toEqual([]);
    turn(process, { fork: STOP_AND_KEEP });
    executor.reset();
    expect(writtenBy(process)).toEqual([]);
  });

  it("tells of what was written after it was asked in the middle of a turn", async () => {
    const process = await start(
      `(i32.store (i32.const 5000) (i32.const 1)) (drop (call $getpid))
       (i32.store (i32.const 5004) (i32.const 1)) (i32.store (i32.const 9000) (i32.const 1))`,
    );
    let inTheMiddle: number[] = [];
    turn(process, {
      getpid: () => {
        inTheMiddle = writtenBy(process); // as when another of those who share its memory ends
        return 0;
      },
    });
    expect([inTheMiddle, writtenBy(process)]).toEqual([[1], [1, 2]]);
  });
});

describe("the checking mode", () => {
  const store = "(i32.store (i32.const 5000) (i32.const 1)) (drop (call $fork))";

  it("finds a store that left no mark, and says where", async () => {
    const process = await start(store);
    run(process, { fork: STOP_AND_KEEP });
    executor.lend(process, memory);
    memory.slice(8192, 1)[0] = 7; // for reading only: nobody is told
    expect(() => executor.eachWritten(process, () => {})).toThrow(
      "process 2 (/bin/guest) wrote without a mark: at 0x2000, in page 2, its page table says 0, and its memory 7",
    );
  });

  it("finds it when the process comes back, at the latest", async () => {
    const process = await start(store);
    run(process, { fork: STOP_AND_KEEP });
    executor.lend(process, memory);
    memory.slice(8192, 1)[0] = 7;
    expect(() => executor.lend(process, memory)).toThrow("came back to another memory: at 0x2000");
  });

  it("is not what everybody pays for", async () => {
    replaceExecutor({ places: 2 });
    const process = await start(store);
    run(process, { fork: STOP_AND_KEEP });
    executor.lend(process, memory);
    memory.slice(8192, 1)[0] = 7;
    executor.eachWritten(process, () => {});
    expect(executor.lend(process, memory)).toBeUndefined();
  });
});

describe("save", () => {
  it("brings the pages up to date", async () => {
    const process = await start("(i32.store (i32.const 5000) (i32.const 0x01020304))");
    run(process);
    executor.save(process);
    expect([...(process.image?.space.pages.get(1).bytes.subarray(904, 908) ?? [])]).toEqual([4, 3, 2, 1]);
  });

  it("does nothing for a process without an image, or one that never ran", async () => {
    executor.save({ image: undefined } as Process);
    executor.save(await start(""));
  });
});

describe("reset", () => {
  it("keeps what places hold: whoever comes back finds its own memory, wherever it was", async () => {
    const process = await start("(i32.store (i32.const 0) (call $fork)) (drop (call $yield))");
    run(process, { fork: STOP_AND_KEEP });
    const all = [forkOf(process), forkOf(process), forkOf(process)];
    all.forEach((one, i) => {
      run(one, { sched_yield: STOP_AND_KEEP }, 100 + i);
      executor.save(one);
    });
    const kept = all.map(({ image }) => image?.space.pages.share());
    executor.reset();
    expect(all.map((one) => wordOf(one))).toEqual([100, 101, 102]);
    const again = all.map((one, i) => {
      const image = one.image as ProcessImage;
      const space = image.space.fork(nextEpoch(), nextEpoch());
      space.pages = kept[i] as typeof space.pages;
      return withImage({ ...image, space });
    });
    executor.reset();
    expect(again.map((one) => wordOf(one))).toEqual([100, 101, 102]);
  });

  it("forgets what memories hold: the pages are the truth from then on", async () => {
    const process = await start("(i32.store (i32.const 0) (i32.const 7))");
    run(process);
    executor.reset();
    expect(wordOf(process)).toBe(0);
  });
});
