import { describe, expect, test } from "vitest";
import { type Fact, holds, type Known } from "../../../playground/lessons/fact.ts";
import type { SeenStep } from "../../../playground/run/orders.ts";
import type { KnownBranch } from "../../../playground/state/run-state.ts";
import { Errno } from "../../../runtime/abi/errno.ts";
import type { Exploration, KernelEvent, SystemScene } from "../../../runtime/index.ts";

const NOTHING: Known = {
  branches: [],
  moment: undefined,
  found: undefined,
  answered: false,
  steppedBack: false,
};
const ENDED = { kind: "ended", end: { code: 0 } } as const;
const MEMORY = { virtual: 0, resident: 0, own: 0, faults: { zero: 0, program: 0, fork: 0 } };

function step(part: Partial<Omit<SeenStep, "output">> & { readonly prints?: string }): SeenStep {
  const { prints, ...rest } = part;
  const output = prints === undefined ? [] : [{ stream: "stdout" as const, bytes: new TextEncoder().encode(prints) }];
  return { pid: 2, act: undefined, choices: [], events: [], outcome: undefined, elapsed: 0, ...rest, output };
}

const happens = (...events: KernelEvent[]) => step({ events });
const FORK = happens({ kind: "fork", pid: 2, child: 3, vfork: false });
const CHILD_EXITS = happens({ kind: "exit", pid: 3, end: { signal: 2 }, memory: MEMORY });

function run(...steps: SeenStep[]): Known {
  return { ...NOTHING, branches: [{ id: 0, parent: undefined, from: 0, by: undefined, steps }] };
}

/** A run that went another way from a step on. */
function branched(known: Known, from: number, ...steps: SeenStep[]): Known {
  const branch: KnownBranch = { id: known.branches.length, parent: 0, from, by: 3, steps };
  return { ...known, branches: [...known.branches, branch] };
}

function standing(known: Known, position: number, scene: Partial<SystemScene> = {}): Known {
  const empty: SystemScene = { elapsed: 0, pagesUsed: 0, processes: [], openFiles: [], inodes: [] };
  return { ...known, moment: { branch: 0, position, scene: { ...empty, ...scene } } };
}

function searched(complete: boolean, ...outcomes: (readonly [string, "ended" | "deadlock"])[]): Known {
  const found = {
    complete,
    outcomes: outcomes.map(([stdout, kind]) => ({ stdout, stderr: "", end: { kind } })),
  } as unknown as Exploration;
  return { ...NOTHING, found };
}

const PRINTED: Fact = { kind: "printed", text: "ab" };
const ALONE: Fact = { kind: "printed", text: "ab", whole: true };
const BRANCHES: Fact = { kind: "branches", outputs: 2 };
const CALLS_CHDIR: Fact = { kind: "happened", what: { event: "call", call: "chdir(", by: "first" } };
const chdir = (pid: number) => happens({ kind: "call", pid, syscall: 0, retry: false, text: 'chdir("/tmp")' });
const answers = (answer: number) =>
  happens({ kind: "answer", pid: 2, syscall: 0, answer, final: true, stored: "", waitsFor: [] });
const EINTR: Fact = { kind: "happened", what: { event: "answer", errno: "EINTR" } };
const KILLED: Fact = { kind: "happened", what: { event: "exit", by: "others", signal: "SIGINT" } };
const FAULTS: Fact = { kind: "happened", what: { event: "fault", cause: "fork" }, times: 2, most: 3 };
const fault = (cause: "fork" | "zero") => happens({ kind: "fault", pid: 3, page: 1, cause });
const BEHIND: Fact = { kind: "stands-behind", what: { event: "fork" } };
const TWO: Fact = { kind: "outcomes", prints: ["a", "b"] };
const NEVER: Fact = { kind: "outcomes", deadlock: "never" };
const SOMETIMES: Fact = { kind: "outcomes", deadlock: "sometimes" };

test.each<[string, boolean, Fact, Known]>([
  ["an answer", true, { kind: "answered" }, { ...NOTHING, answered: true }],
  ["no answer", false, { kind: "answered" }, NOTHING],
  ["a step back", true, { kind: "stepped-back" }, { ...NOTHING, steppedBack: true }],
  ["no step back", false, { kind: "stepped-back" }, NOTHING],

  ["what was printed in pieces", true, PRINTED, run(step({ prints: "xa" }), step({ prints: "bx" }))],
  ["what is not printed yet", false, PRINTED, run(step({ prints: "xa" }))],
  ["what was printed among other things, alone", false, ALONE, run(step({ prints: "abc", outcome: ENDED }))],
  ["what was printed alone, but may not be all", false, ALONE, run(step({ prints: "ab" }))],
  ["what was printed alone", true, ALONE, run(step({ prints: "ab" }), step({ outcome: ENDED }))],
  ["what was printed on two branches", false, PRINTED, branched(run(step({ prints: "a" })), 0, step({ prints: "b" }))],
  ["what was begun before a branch", true, PRINTED, branched(run(step({ prints: "a" })), 1, step({ prints: "b" }))],

  ["a call of the first process", true, CALLS_CHDIR, run(FORK, chdir(2))],
  ["the same call of its child", false, CALLS_CHDIR, run(FORK, chdir(3))],
  ["another call", false, { kind: "happened", what: { event: "call", call: "fork(" } }, run(chdir(2))],
  ["an answer EINTR", true, EINTR, run(answers(-Errno.EINTR))],
  ["another answer", false, EINTR, run(answers(-Errno.EBADF), answers(Errno.EINTR))],
  ["a child that SIGINT has ended", true, KILLED, run(FORK, CHILD_EXITS)],
  [
    "a child that has exited",
    false,
    KILLED,
    run(FORK, happens({ kind: "exit", pid: 3, end: { code: 2 }, memory: MEMORY })),
  ],
  ["one page fault too few", false, FAULTS, run(fault("fork"), fault("zero"))],
  ["page faults enough", true, FAULTS, run(fault("fork"), fault("zero"), fault("fork"))],
  ["page faults too many", false, FAULTS, run(...Array.from({ length: 4 }, () => fault("fork")))],

  ["to stand behind a fork", true, BEHIND, standing(run(step({}), FORK, step({})), 2)],
  ["to stand before it", false, BEHIND, standing(run(step({}), FORK, step({})), 1)],
  ["to stand far behind it", false, BEHIND, standing(run(step({}), FORK, step({})), 3)],
  ["to stand at the beginning", false, BEHIND, standing(run(FORK), 0)],
  ["to stand nowhere", false, BEHIND, run(FORK)],

  ["to have ended", true, { kind: "came-to", standing: "ended" }, run(step({ outcome: ENDED }))],
  ["to go on", false, { kind: "came-to", standing: "ended" }, run(step({}))],

  [
    "two branches with two outputs",
    true,
    BRANCHES,
    branched(run(step({ prints: "a", outcome: ENDED })), 0, step({ prints: "b", outcome: ENDED })),
  ],
  [
    "two branches with one output",
    false,
    BRANCHES,
    branched(run(step({ prints: "a", outcome: ENDED })), 0, step({ prints: "a", outcome: ENDED })),
  ],
  [
    "two branches of which one goes on",
    false,
    BRANCHES,
    branched(run(step({ prints: "a", outcome: ENDED })), 0, step({ prints: "b" })),
  ],

  ["these outcomes, in any order", true, TWO, searched(true, ["b", "ended"], ["a", "ended"], ["a", "deadlock"])],
  ["one outcome more", false, TWO, searched(true, ["a", "ended"], ["b", "ended"], ["c", "ended"])],
  ["one outcome less", false, TWO, searched(true, ["a", "ended"])],
  ["outcomes that may not be all", false, TWO, searched(false, ["a", "ended"], ["b", "ended"])],
  ["no search", false, NEVER, NOTHING],
  ["no deadlock", true, NEVER, searched(true, ["a", "ended"])],
  ["a deadlock", false, NEVER, searched(true, ["a", "ended"], ["a", "deadlock"])],
  ["a deadlock among others", true, SOMETIMES, searched(true, ["a", "ended"], ["a", "deadlock"])],
  ["nothing but a deadlock", false, SOMETIMES, searched(true, ["a", "deadlock"])],
  ["nothing but a deadlock", true, { kind: "outcomes", deadlock: "always" }, searched(true, ["a", "deadlock"])],

  [
    "all of these",
    false,
    { kind: "all", of: [{ kind: "answered" }, { kind: "stepped-back" }] },
    { ...NOTHING, answered: true },
  ],
  [
    "any of these",
    true,
    { kind: "any", of: [{ kind: "answered" }, { kind: "stepped-back" }] },
    { ...NOTHING, answered: true },
  ],
  ["not this", true, { kind: "not", of: { kind: "answered" } }, NOTHING],
])("%s: %s", (_, expected, fact, known) => {
  expect(holds(fact, known)).toBe(expected);
});

describe("a scene shows", () => {
  type Shown = SystemScene["processes"][number];
  const process = (part: Partial<Shown>): Shown =>
    ({ pid: 2, parent: 1, state: "runnable", descriptors: [], borrowsFrom: undefined, ...part }) as Shown;
  const fd3 = { fd: 3, openFile: 7, closeOnExec: false, closeOnFork: false };
  const file = { id: 7, name: "/tmp/x", inode: 1, references: 2, flags: [], offset: 0 };
  const pipe = { ...file, offset: undefined };

  test.each<[string, Extract<Fact, { kind: "shows" }>["sight"], boolean, Partial<SystemScene>]>([
    ["a zombie", "zombie", true, { processes: [process({ state: "zombie" })] }],
    ["no zombie", "zombie", false, { processes: [process({})] }],
    ["an orphan", "orphan", true, { processes: [process({}), process({ pid: 4, parent: 1 })] }],
    ["no orphan: the first process has no other parent", "orphan", false, { processes: [process({})] }],
    ["no orphan: it has ended", "orphan", false, { processes: [process({}), process({ pid: 4, state: "zombie" })] }],
    ["borrowed memory", "borrowed memory", true, { processes: [process({ borrowsFrom: 2 })] }],
    ["memory of one's own", "borrowed memory", false, { processes: [process({})] }],
    [
      "an offset that two share",
      "shared offset",
      true,
      { processes: [process({ descriptors: [fd3] }), process({ descriptors: [fd3] })], openFiles: [file] },
    ],
    [
      "an offset of one process with two descriptors",
      "shared offset",
      false,
      { processes: [process({ descriptors: [fd3, { ...fd3, fd: 4 }] })], openFiles: [file] },
    ],
    [
      "a pipe that two share",
      "shared offset",
      false,
      { processes: [process({ descriptors: [fd3] }), process({ descriptors: [fd3] })], openFiles: [pipe] },
    ],
  ])("%s", (_, sight, expected, scene) => {
    expect(holds({ kind: "shows", sight }, standing(run(step({})), 1, scene))).toBe(expected);
  });
});
