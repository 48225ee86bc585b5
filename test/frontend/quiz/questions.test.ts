/** Each kind of question, asked of programs of which it is said what they print: nothing is explored here. */
import { describe, expect, it } from "vitest";
import { Draw } from "../../../runtime/frontend/quiz/draw.ts";
import type { Ending } from "../../../runtime/frontend/quiz/laboratory.ts";
import { type Asked, endingText, type Studied } from "../../../runtime/frontend/quiz/question.ts";
import { askDeadlock } from "../../../runtime/frontend/quiz/questions/deadlock.ts";
import { askOrder } from "../../../runtime/frontend/quiz/questions/order.ts";
import { askOutputs } from "../../../runtime/frontend/quiz/questions/outputs.ts";
import { askPrinted } from "../../../runtime/frontend/quiz/questions/printed.ts";
import { askProcesses } from "../../../runtime/frontend/quiz/questions/processes.ts";
import { askTree } from "../../../runtime/frontend/quiz/questions/tree.ts";
import { readShape } from "../../../runtime/frontend/quiz/shape.ts";
import { ending } from "./sample-questions.ts";

const SOURCE = 'int main(void)\n{\n  fork();\n  wait(NULL);\n  printf("A");\n  printf("B");\n  return 0;\n}\n';
const SEEDS = Array.from({ length: 30 }, (_, seed) => seed);

interface Known {
  readonly endings?: readonly Ending[];
  /** Of whoever takes the program for another. */
  readonly misread?: readonly Ending[];
  /** Logs of forks. */
  readonly shapes?: readonly string[];
  readonly misshapen?: readonly string[];
  readonly guesses?: readonly string[];
}

function studied({ endings = [], misread, shapes = [], misshapen, guesses = [] }: Known): Studied {
  return {
    sketch: { source: SOURCE, kinds: [], lesson: "", guesses },
    endings,
    laboratory: {
      endings: async (source) => (source === SOURCE ? endings : misread),
      shapes: async (source) => (source === SOURCE ? shapes : misshapen)?.map(readShape),
    },
  };
}

const texts = (asked: Asked | undefined, right: boolean) =>
  (asked?.choices ?? []).filter((choice) => choice.right === right).map(({ text }) => text);

describe("which outputs are possible", () => {
  const known = { endings: [ending("ABC"), ending("BAC")], misread: [ending("CAB"), ending("ABC")] };

  it("has some of those that are, and others that are not; none twice", async () => {
    for (const seed of SEEDS) {
      const asked = await askOutputs(studied(known), new Draw(seed));
      const [right, wrong] = [texts(asked, true), texts(asked, false)];
      expect(right.length).toBeGreaterThanOrEqual(1);
      expect(wrong.length).toBeGreaterThanOrEqual(2);
      for (const text of right) expect(["ABC", "BAC"]).toContain(text);
      for (const text of wrong) expect(["ABC", "BAC"]).not.toContain(text);
      expect(new Set([...right, ...wrong]).size).toBe(asked?.choices.length);
    }
  });

  it("has what other programs print that look like it, and says in which case it would be so", async () => {
    const asked = await askOutputs(studied(known), new Draw(1));
    const choice = asked?.choices.find(({ text }) => text === "CAB");
    expect(choice?.why).toMatch(/^impossible; it would be possible (if|with) /);
  });

  it("has guesses, unless they are right", async () => {
    for (const seed of SEEDS) {
      const asked = await askOutputs(
        studied({ endings: [ending("5 6")], guesses: ["6 6 ", "5 6", "7"] }),
        new Draw(seed),
      );
      expect(texts(asked, true)).toEqual(["5 6"]);
      expect(texts(asked, false)).toEqual(expect.arrayContaining(["6 6", "7"]));
    }
  });

  it("says what hangs", async () => {
    const asked = await askOutputs(studied({ endings: [ending("A", true), ending("AB")] }), new Draw(3));
    for (const text of texts(asked, true)) expect(["A, and then it hangs", "AB"]).toContain(text);
  });

  it.each([
    ["nothing is ever printed", [ending("")]],
    ["there is only something to count", [ending("AAAA")]],
    ["there is too much that can be printed", [..."ABCDEFGHI"].map((letter) => ending(letter))],
  ])("is not asked where %s", async (_, endings) => {
    expect(await askOutputs(studied({ endings }), new Draw(1))).toBeUndefined();
  });
});

describe("how many times something is printed", () => {
  it("is asked of what is always printed as often, and more than once", async () => {
    const endings = [ending("ABAB"), ending("BBAA")];
    for (const seed of SEEDS) {
      const asked = await askPrinted(studied({ endings, misread: [ending("AAABBB")] }), new Draw(seed));
      expect(asked?.text).toMatch(/^How many times is "[AB]" printed\?$/);
      expect(texts(asked, true)).toEqual(["2"]);
      expect(texts(asked, false)).toContain("3");
      const numbers = asked?.choices.map(({ text }) => Number(text)) ?? [];
      expect(numbers).toEqual([...new Set(numbers)].sort((one, other) => one - other));
      expect(numbers.length).toBe(4);
    }
  });

  it.each([
    ["it differs", [ending("AABB"), ending("AAABBB")]],
    ["it is once", [ending("AB"), ending("BA")]],
    ["it can hang", [ending("AA"), ending("AA", true)]],
  ])("is not asked where %s", async (_, endings) => {
    expect(await askPrinted(studied({ endings }), new Draw(1))).toBeUndefined();
  });
});

describe("how many processes there are", () => {
  it("is asked where it is always the same", async () => {
    const shapes = ["2 3\n2 4\n", "2 3\n3 4\n"];
    for (const seed of SEEDS) {
      const asked = await askProcesses(studied({ shapes, misshapen: ["2 3\n2 4\n2 5\n2 6\n2 7\n"] }), new Draw(seed));
      expect(texts(asked, true)).toEqual(["3"]);
      expect(texts(asked, false)).toEqual(expect.arrayContaining(["2", "6"]));
    }
  });

  it.each([
    ["it differs", ["2 3\n3 4\n", "2 3\n3 4\n4 5\n"]],
    ["there are two", ["2 3\n"]],
    ["nobody knows", []],
  ])("is not asked where %s", async (_, shapes) => {
    expect(await askProcesses(studied({ shapes }), new Draw(1))).toBeUndefined();
  });
});

describe("which is the process tree", () => {
  it("has the tree, and two others", async () => {
    for (const seed of SEEDS) {
      const asked = await askTree(studied({ shapes: ["2 3\n2 4\n"], misshapen: ["2 3\n3 4\n"] }), new Draw(seed));
      expect(texts(asked, true)).toEqual(["main\n|-- child\n`-- child"]);
      expect(texts(asked, false)).toContain("main\n`-- child\n    `-- child");
      expect(asked?.choices.length).toBe(3);
    }
  });

  it.each([
    ["there are several", ["2 3\n2 4\n", "2 3\n3 4\n"]],
    ["it is too small", ["2 3\n"]],
    ["nobody knows", []],
  ])("is not asked where %s", async (_, shapes) => {
    expect(await askTree(studied({ shapes }), new Draw(1))).toBeUndefined();
  });
});

describe("can it hang?", () => {
  const [ends, hangs] = [ending("A"), ending("", true)];
  it.each([
    ["never", [ends], "no, never", ends],
    ["always", [hangs], "yes, always", hangs],
    ["in some orders", [ends, hangs], "yes, but not always: it depends on the order in which the processes run", hangs],
  ])("%s", async (_, endings, right, shown) => {
    const asked = await askDeadlock(studied({ endings }));
    expect(texts(asked, true)).toEqual([right]);
    expect(asked.choices.length).toBe(3);
    expect(asked.choices.find((choice) => choice.right)?.ending).toBe(shown);
  });
});

describe("what holds in every run", () => {
  const endings = [ending("ABC"), ending("BAC")];
  const holds = (text: string) => {
    const [, one, other] = /^"(.)" is printed before "(.)"$/.exec(text) ?? [];
    return endings.every(({ output }) => output.indexOf(one as string) < output.indexOf(other as string));
  };

  it("has statements that do and that do not, and a run against each of these", async () => {
    for (const seed of SEEDS) {
      const asked = await askOrder(studied({ endings }), new Draw(seed));
      for (const { text, right, ending: against, why } of asked?.choices ?? []) {
        expect(holds(text)).toBe(right);
        if (!right) expect(why).toContain(endingText(against as Ending));
      }
      expect(texts(asked, true)).not.toEqual([]);
      expect(texts(asked, false)).not.toEqual([]);
    }
  });

  it.each([
    ["there is one order", [ending("ABC")]],
    ["something is printed twice", [ending("ABA"), ending("AAB")]],
    ["something may be missing", [ending("AB"), ending("A")]],
    ["it can hang", [ending("AB"), ending("BA", true)]],
    ["nothing holds", [ending("AB"), ending("BA")]],
  ])("is not asked where %s", async (_, some) => {
    expect(await askOrder(studied({ endings: some }), new Draw(1))).toBeUndefined();
  });
});
