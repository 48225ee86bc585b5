/** A terminal, as programs meet it. The host's kernel is the judge: what is typed there and here must show the same. */

import { rmSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { Random } from "../../runtime/scheduler/policies/random.ts";
import { BUSY_HOST } from "./busy-host.ts";
import { expected, source } from "./run-guest.ts";
import { atTerminal, bytesOf, HostTerminal, type Typing, transcriptOf, typeAt } from "./typed.ts";

const host = HostTerminal.open();
const why = host === undefined ? " (skipped: this host has no C compiler)" : "";
afterAll(() => host !== undefined && rmSync(host.folder, { recursive: true }));

const CTRL = (letter: string) => String.fromCharCode(letter.charCodeAt(0) & 0x1f);
const DEL = "\x7f";
const EOF = CTRL("D");

interface Row {
  readonly what: string;
  readonly args?: string;
  readonly typing: Typing;
}

/** What is typed after "ready". */
const typed = (...texts: string[]): Typing => texts.map((text, i) => [i === 0 ? "ready\r\n" : "", text]);

const LINES: readonly Row[] = [
  {
    what: "a line is read whole, and a part of it first where less is asked for",
    args: "size=3",
    typing: typed("hello\n", EOF),
  },
  { what: "lines typed ahead are read one by one", typing: typed(`one\ntwo\nthree\n${EOF}`) },
  { what: "an end of file in a line gives the line so far", typing: typed(`abc${EOF}`, `def\n${EOF}`) },
  {
    what: "a character is erased, and nothing before the line",
    typing: typed(`ab${DEL}c${DEL}${DEL}${DEL}${DEL}x\n${EOF}`),
  },
  {
    what: "control characters are shown, and erased, as two",
    typing: typed(`a${CTRL("A")}${CTRL("B")}${DEL}${DEL}b\n${EOF}`),
  },
  {
    what: "tabs are erased as wide as they were",
    typing: typed(`ab\tc\t${DEL}${DEL}${DEL}x\n`, `\t\t${DEL}${DEL}y\n`, `${CTRL("A")}\t${DEL}z\n${EOF}`),
  },
  { what: "a line is erased", typing: typed(`one two${CTRL("U")}three\n${EOF}`) },
  {
    what: "a word is erased",
    typing: typed(`one two_3  ${CTRL("W")}x ${CTRL("W")}${CTRL("W")}${CTRL("W")}end\n${EOF}`),
  },
  { what: "a line is shown again", typing: typed(`one${CTRL("A")}${CTRL("R")} two\n${EOF}`) },
  {
    what: "the next character is taken as it is",
    typing: typed(`a${CTRL("V")}${CTRL("C")}b${CTRL("V")}${DEL}c${CTRL("V")}\n\n${EOF}`),
  },
  { what: "return is a new line", typing: typed(`one\rtwo\n${EOF}`) },
  { what: "without ICRNL it is not", args: "-icrnl", typing: typed(`one\rtwo\n${EOF}`) },
  { what: "with INLCR a new line is a return", args: "+inlcr -icrnl eol=\r", typing: typed(`one\n${EOF}${EOF}`) },
  { what: "with IGNCR returns are nothing", args: "+igncr", typing: typed(`o\rne\n${EOF}`) },
  { what: "with ISTRIP the eighth bit is lost", args: "+istrip", typing: typed(`\xe1\xe2\n${EOF}`) },
  { what: "with IUCLC letters are small", args: "+iuclc", typing: typed(`AbC\n${EOF}`) },
  { what: "with PARMRK a byte of ones is two", args: "+parmrk", typing: typed(`a\xffb\n${EOF}`) },
  {
    what: "with IUTF8 a character is erased whole",
    args: "+iutf8",
    typing: typed(`a\xc3\xa9\xe2\x82\xac${DEL}${DEL}b\n${EOF}`),
  },
  { what: "without it, a byte", typing: typed(`a\xc3\xa9${DEL}b\n${EOF}`) },
  { what: "a line may end at a character of one's own", args: "eol=;", typing: typed(`one;two\n${EOF}`) },
  { what: "nothing is echoed without ECHO", args: "-echo", typing: typed(`a${DEL}b${CTRL("U")}c\n${EOF}`) },
  { what: "but new lines are with ECHONL", args: "-echo +echonl", typing: typed(`ab\n${EOF}`) },
  { what: "without ECHOE erasing is shown by its character", args: "-echoe", typing: typed(`ab${DEL}c\n${EOF}`) },
  { what: "without ECHOKE a line is given up", args: "-echoke", typing: typed(`ab${CTRL("U")}c\n${EOF}`) },
  { what: "without ECHOK too, without a new line", args: "-echok", typing: typed(`ab${CTRL("U")}c\n${EOF}`) },
  {
    what: "without ECHOCTL control characters are echoed as they are",
    args: "-echoctl",
    typing: typed(`a${CTRL("A")}b${DEL}${DEL}c\n${EOF}`),
  },
  {
    what: "with ECHOPRT what is erased is printed",
    args: "+echoprt",
    typing: typed(`abc${DEL}${DEL}d\n`, `ab${CTRL("U")}x\n`, `x y${CTRL("W")}\n${EOF}`),
  },
  {
    what: "without IEXTEN some characters are ordinary",
    args: "-iexten",
    typing: typed(`a b${CTRL("W")}${CTRL("R")}${CTRL("V")}\n${EOF}`),
  },
  {
    what: "without ISIG so are those of signals",
    args: "-isig",
    typing: typed(`a${CTRL("C")}${CTRL("Z")}${CTRL("\\")}\n${EOF}`),
  },
  {
    what: "an interrupt forgets the line; with NOFLSH not",
    args: "+noflsh -isig",
    typing: typed(`x${CTRL("C")}y\n${EOF}`),
  },
  { what: "a line has 4095 bytes at most, and an end", args: "size=8000", typing: typed(`${"x".repeat(5000)}\n`, EOF) },
  {
    what: "without ONLCR lines are not begun anew",
    args: "-onlcr text=a_b/c",
    typing: typed(`x\ty${DEL}${DEL}\n${EOF}`).map(([, text], i) => [i === 0 ? "ready\n" : "", text]),
  },
  {
    what: "OPOST turns tabs to spaces, small letters to large",
    args: "+xtabs +olcuc text=a_bc/_d",
    typing: [["READY\r\n", `x\ty\n${EOF}`]],
  },
  {
    what: "OPOST turns returns to new lines, or leaves them out",
    args: "+ocrnl +onocr text=ab^^c",
    typing: typed(EOF),
  },
  {
    what: "ONLRET knows that a new line is at the left",
    args: "-onlcr +onlret text=abc/_d",
    typing: [["ready\n", `\t${DEL}\n${EOF}`]],
  },
  { what: "without OPOST nothing is changed", args: "-opost text=a_b/", typing: [["ready\n", `x\n${EOF}`]] },
  {
    what: "output waits between ^S and ^Q, and echoes with it",
    typing: typed(CTRL("S"), "one\n", `two\n${CTRL("Q")}`, EOF),
  },
  { what: "with IXANY anything lets it go on", args: "+ixany", typing: typed(CTRL("S"), "one\n", EOF) },
  { what: "without IXON they are ordinary", args: "-ixon", typing: typed(`${CTRL("S")}${CTRL("Q")}\n${EOF}`) },
];

const RAW: readonly Row[] = [
  {
    what: "without ICANON bytes are read as they come",
    args: "-icanon reads=3",
    typing: typed("a", "bc", `d${DEL}${EOF}\r`),
  },
  { what: "VMIN bytes at least", args: "-icanon min=3 reads=2", typing: typed("a", "b", "cd", "ef", "g") },
  { what: "or as many as are asked for", args: "-icanon min=5 size=2 reads=2", typing: typed("a", "bcd") },
  { what: "VMIN and VTIME 0: what there is", args: "-icanon min=0 reads=2", typing: [] },
  { what: "VTIME is waited for the first byte without VMIN", args: "-icanon min=0 time=2 reads=1", typing: [] },
  {
    what: "and between bytes with it",
    args: "-icanon min=5 time=2 reads=2",
    typing: [...typed("ab"), ["2: 61 62\r\n", "cdefg"]],
  },
  { what: "O_NONBLOCK does not wait", args: "-icanon nonblock reads=2", typing: [] },
  { what: "nor for a line", args: "nonblock reads=1", typing: [] },
  {
    what: "what was typed before is there after the change",
    args: "-icanon late reads=1",
    typing: [["now\r\n", "early"]],
  },
  {
    what: "unless it is flushed",
    args: "-icanon flush reads=1",
    typing: [
      ["now\r\n", "early"],
      ["ready\r\n", "x"],
    ],
  },
];

interface Scene {
  readonly scene: string;
  readonly what: string;
  readonly typing?: Typing;
}

const JOBS: readonly Scene[] = [
  { scene: "background-read", what: "who reads in the background is stopped", typing: [["go on", "hello\n"]] },
  { scene: "background-change", what: "who changes the terminal there, too; who writes, with TOSTOP" },
  { scene: "refused-read", what: "who cannot be stopped is told" },
  { scene: "caught-read", what: "SIGTTIN can be caught" },
  {
    scene: "typed-signals",
    what: "^C, ^\\ and ^Z reach the group in the foreground",
    typing: [
      ["child 0", CTRL("C")],
      ["child 1", CTRL("\\")],
      ["child 2", CTRL("Z")],
    ],
  },
  {
    scene: "interrupted-read",
    what: "a typed signal ends a read",
    typing: [
      ["type", `abc${CTRL("C")}`],
      ["caught", "def\n"],
      ["again", `ghi${CTRL("C")}jkl\n`],
    ],
  },
];

const SESSIONS: readonly Scene[] = [
  { scene: "leader-ends", what: "the end of the leader hangs up the foreground" },
  { scene: "orphaned-stopped", what: "a stopped group that is orphaned is hung up" },
  { scene: "group-errors", what: "what setpgid, setsid and their like refuse" },
  { scene: "terminal-errors", what: "what ioctl and its like refuse" },
  { scene: "new-session", what: "a session takes a terminal that is free" },
];

const lines = await source("terminal-lines.c");
const jobs = await source("job-control.c");
const sessions = await source("sessions.c");
const scenes = [
  ...JOBS.map((row) => [row.what, row, jobs, "job-control.c"] as const),
  ...SESSIONS.map((row) => [row.what, row, sessions, "sessions.c"] as const),
];
const words = (args = "") => (args === "" ? [] : args.split(" "));
const shown = async ({ args, typing }: Row) => transcriptOf(await typeAt(lines, typing, { args: words(args) }));

describe("lines are edited", () => {
  it.each([
    [`hello${DEL}${DEL}p\n${EOF}`, "hello\\b \\b\\b \\bp|5: 68 65 6c 70 0a|0:|end|"],
    [`one two${CTRL("W")}${CTRL("A")}\n${EOF}`, "one two\\b \\b\\b \\b\\b \\b^A|6: 6f 6e 65 20 01 0a|0:|end|"],
    [`ab${EOF}${EOF}`, "ab2: 61 62|0:|end|"],
  ])("%j", async (keys, answer) => {
    const { shown } = await typeAt(lines, typed(keys));
    expect(shown.replaceAll("\r\n", "|").replaceAll("\b", "\\b")).toBe(`ready|${answer}`);
  });
});

describe("job control", () => {
  it.each(scenes)("%s", async (_what, { scene, typing = [] }, program) => {
    const { shown, outcome } = await typeAt(program, typing, { args: [scene] });
    expect(outcome).toEqual({ kind: "ended", end: { code: 0 } });
    expect(shown.replaceAll("\r\n", "\n")).toBe(await expected(`job-control/${scene}`));
  });
});

describe.skipIf(host === undefined)(`as on the host's own terminal${why}`, BUSY_HOST, () => {
  const program = host?.compile("terminal-lines.c") ?? "";
  it.each([...LINES, ...RAW].map((row) => [row.what, row] as const))("%s", async (_what, row) => {
    const args = words(row.args)
      .map((word) => `'${word}'`)
      .join(" ");
    expect(await shown(row)).toBe(host?.type(`exec ${program} ${args}`, row.typing));
  });

  const compiled = new Map(["job-control.c", "sessions.c"].map((name) => [name, host?.compile(name)]));
  it.each(scenes)("%s", async (_what, { scene, typing = [] }, program, name) => {
    const here = transcriptOf(await typeAt(program, typing, { args: [scene] }));
    expect(here).toBe(host?.type(`exec ${compiled.get(name)} ${scene}`, typing));
  });
});

describe("a world with a terminal", () => {
  it("can be put back to when somebody was about to type", async () => {
    const { system, streams } = await atTerminal(lines);
    expect(system.run()).toEqual({ kind: "wants-input", hope: "data", within: undefined });
    system.input(bytesOf("ab"));
    const snapshot = system.snapshot();
    const endings = ["c\n", `${DEL}d\n`].map((keys) => {
      system.restore(snapshot);
      streams.shown = "";
      system.run();
      system.input(bytesOf(keys + EOF));
      const outcome = system.run();
      return [outcome.kind, streams.shown.replaceAll("\r\n", "|")];
    });
    expect(endings).toEqual([
      ["ended", "c|4: 61 62 63 0a|0:|end|"],
      ["ended", "\b \bd|3: 61 64 0a|0:|end|"],
    ]);
  });

  it.each([1, 2, 3, 4])("does the same whoever runs next: seed %i", async (seed) => {
    const row = JOBS.find(({ scene }) => scene === "typed-signals");
    const options = { args: ["typed-signals"], policy: new Random(seed), seed };
    const { shown } = await typeAt(jobs, row?.typing ?? [], options);
    expect(shown.replaceAll("\r\n", "\n")).toBe(await expected("job-control/typed-signals"));
  });

  it("is hung up by nobody: who reads finds the end when the host says so", async () => {
    const { system, streams } = await atTerminal(lines);
    expect(await system.finish()).toEqual({ kind: "ended", end: { code: 0 } });
    expect(streams.shown).toBe("ready\r\n0:\r\nend\r\n");
  });
});
