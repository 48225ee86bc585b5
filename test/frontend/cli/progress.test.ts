import { afterEach, describe, expect, it, vi } from "vitest";
import { compilerProgress, quizProgress, searchProgress } from "../../../runtime/frontend/cli/progress.ts";

const isTerminal = process.stderr.isTTY;

afterEach(() => {
  process.stderr.isTTY = isTerminal;
  vi.restoreAllMocks();
});

/** What is written to standard error meanwhile. */
function watch(terminal: boolean, act: () => void): string {
  process.stderr.isTTY = terminal;
  let text = "";
  vi.spyOn(process.stderr, "write").mockImplementation((chunk) => {
    text += String(chunk);
    return true;
  });
  act();
  return text;
}

describe("the compiler's progress", () => {
  it("is not shown where standard error is no terminal", () => {
    const shown = watch(false, () => {
      const progress = compilerProgress();
      progress.update(1_000_000, 2_000_000);
      progress.stop();
    });
    expect(shown).toBe("");
  });

  it("is not shown when there is none: the compiler was loaded before", () => {
    expect(watch(true, () => compilerProgress().stop())).toBe("");
  });

  it("is a bar of megabytes on a terminal", () => {
    const shown = watch(true, () => {
      const progress = compilerProgress();
      progress.update(0, 50_000_000);
      progress.update(25_000_000, 50_000_000);
      progress.stop();
    });
    expect(shown).toContain("loading the C compiler");
    expect(shown).toContain("/50 MB");
  });
});

describe("a search's progress", () => {
  it("is not shown where standard error is no terminal, nor in the first second", () => {
    for (const terminal of [false, true]) {
      const shown = watch(terminal, () => {
        const progress = searchProgress(1000);
        progress.update(500, 1, 20);
        progress.stop();
      });
      expect(shown).toBe("");
    }
  });

  it("is a bar of steps, with how many schedules a second and the outcomes", () => {
    const shown = watch(true, () => {
      const clock = vi.spyOn(Date, "now").mockReturnValue(0);
      const progress = searchProgress(1000);
      clock.mockReturnValue(2000);
      progress.update(500, 3, 20_000);
      progress.stop();
    });
    expect(shown).toContain("500 steps, 10000 schedules/s, 3 outcomes");
  });
});

describe("a quiz's progress", () => {
  it("is a bar of questions, with the programs that were tried, but not in the first second", () => {
    const shown = watch(true, () => {
      const clock = vi.spyOn(Date, "now").mockReturnValue(0);
      const progress = quizProgress(20);
      progress.update(0, 1);
      clock.mockReturnValue(2000);
      progress.update(3, 14);
      progress.stop();
      progress.stop(); // a question has been shown meanwhile
    });
    expect(shown).toContain("making questions");
    expect(shown).toContain("3/20, 14 programs tried");
    expect(shown).not.toContain("0/20, 1 programs");
  });
});
