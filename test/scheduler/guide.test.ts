import { describe, expect, it } from "vitest";
import { bySteps, bySwitches, type Guide } from "../../runtime/scheduler/guide.ts";

const choose = (guide: Guide, runnable: number[], place = "") =>
  guide.choose({ runnable, current: undefined, usual: runnable[0] as number }, place);

describe("a guide by switches", () => {
  it("has an opinion at its places, and nowhere else", () => {
    const guide = bySwitches([{ place: "2.1", to: 3, preempts: true }]);
    expect([choose(guide, [2, 3], "2.1"), choose(guide, [2, 3], "2.2")]).toEqual([3, undefined]);
  });
});

describe("a guide by steps", () => {
  /** Who has the turns if these can run at each; a machine asks only where there are two. */
  function turns(guide: Guide, runnable: number[][]): (number | undefined)[] {
    return runnable.map((pids) => {
      const pid = pids.length === 1 ? pids[0] : choose(guide, pids);
      if (pid !== undefined) guide.ran?.(pid);
      return pid;
    });
  }

  it("gives turns in its order, and has no opinion after it", () => {
    expect(
      turns(bySteps([2, 3, 3, 2]), [
        [2, 3],
        [2, 3],
        [2, 3],
        [2, 3],
        [2, 3],
      ]),
    ).toEqual([2, 3, 3, 2, undefined]);
  });

  it("lets who cannot run come as soon as it can", () => {
    expect(
      turns(bySteps([3, 2, 2, 4]), [
        [2, 4],
        [2, 3],
        [2, 3, 4],
        [2, 4],
      ]),
    ).toEqual([2, 3, 2, 4]);
  });

  it("counts turns that nobody decided", () => {
    expect(turns(bySteps([2, 3, 2]), [[3], [2, 3], [2, 3], [2, 3]])).toEqual([3, 2, 2, undefined]);
  });
});
